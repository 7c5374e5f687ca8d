package io.breakwater.routing;

import io.breakwater.routing.HealthStore.Replaced;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The store's texts as they were a moment ago: a request that finds them too old reads them again, the
/// others go on with what is known.
///
/// While the store cannot be reached, what is known stays in force, and what this copy decides counts for itself alone.
final class RecentHealth {
    /// So that a copy that is asked all the time reads once a second, and one that is seldom asked with each request.
    static final Duration AGE = Duration.ofSeconds(1);

    /// A store that does not answer takes its time to say so.
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final HealthStore store;
    private final Consumer<RuntimeException> troubles;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(Map.of(), Instant.MIN));

    private record Known(Map<String, String> texts, Instant due) {

        Known with(String name, Optional<String> text) {
            Map<String, String> changed = new HashMap<>(texts);
            changed.remove(name);
            text.ifPresent(there -> changed.put(name, there));
            return new Known(Map.copyOf(changed), due);
        }
    }

    /// @param troubles is told of a store that cannot be reached
    RecentHealth(HealthStore store, Consumer<RuntimeException> troubles) {
        this.store = store;
        this.troubles = troubles;
    }

    Optional<String> text(String name, Instant now) {
        return Optional.ofNullable(at(now).get(name));
    }

    /// Who moves the due time on is the one who reads.
    private Map<String, String> at(Instant now) {
        Known seen = known.get();
        Known claimed = new Known(seen.texts(), now.plus(AGE));
        if (now.isBefore(seen.due()) || !known.compareAndSet(seen, claimed)) {
            return seen.texts();
        }
        Known read = read(claimed, now);
        known.set(read);
        return read.texts();
    }

    private Known read(Known before, Instant now) {
        try {
            return new Known(Map.copyOf(store.all()), before.due());
        } catch (RuntimeException unreachable) {
            troubles.accept(unreachable);
            return new Known(before.texts(), now.plus(PAUSE));
        }
    }

    /// As the store does it; done as well when the store cannot be reached.
    Replaced replace(String name, Optional<String> seen, Optional<String> next) {
        Replaced ended = replaced(name, seen, next);
        Optional<String> there = ended instanceof Replaced.Other(Optional<String> actual) ? actual : next;
        known.updateAndGet(before -> before.with(name, there));
        return ended;
    }

    private Replaced replaced(String name, Optional<String> seen, Optional<String> next) {
        try {
            return store.replace(name, seen, next);
        } catch (RuntimeException unreachable) {
            troubles.accept(unreachable);
            return new Replaced.Done();
        }
    }
}
