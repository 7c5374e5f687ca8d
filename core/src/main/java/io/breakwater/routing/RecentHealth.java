package io.breakwater.routing;

import io.breakwater.routing.HealthStore.Replaced;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/// The store's texts as they were a moment ago, and as this copy has changed them since. While the
/// store cannot be reached, what this copy decides counts for itself alone.
final class RecentHealth {
    /// So that a copy that is asked all the time reads once a second, and one that is seldom asked with
    /// each request.
    static final Duration AGE = Duration.ofSeconds(1);

    /// A store that does not answer takes its time to say so.
    static final Duration PAUSE = Duration.ofSeconds(5);

    private final HealthStore store;
    private final StoreSnapshot<Map<String, String>> texts;

    /// @param troubles is told of a store that cannot be reached
    RecentHealth(HealthStore store, Consumer<RuntimeException> troubles) {
        this.store = store;
        this.texts = new StoreSnapshot<>(() -> Map.copyOf(store.all()), AGE, PAUSE, Map.of(), troubles);
    }

    Optional<String> text(String name, Instant now) {
        return Optional.ofNullable(texts.at(now).get(name));
    }

    /// The names of which something is known.
    Set<String> names(Instant now) {
        return texts.at(now).keySet();
    }

    /// As the store does it; done as well when the store cannot be reached, which is not asked
    /// again for a while then: a request that failed waits for this before it goes on to another
    /// target.
    Replaced replace(String name, Optional<String> seen, Optional<String> next, Instant now) {
        Replaced ended = texts.isLeftAlone(now) ? new Replaced.Done() : replaced(name, seen, next, now);
        Optional<String> there = ended instanceof Replaced.Other(Optional<String> actual) ? actual : next;
        texts.change(before -> with(before, name, there));
        return ended;
    }

    private static Map<String, String> with(Map<String, String> before, String name, Optional<String> text) {
        Map<String, String> changed = new HashMap<>(before);
        changed.remove(name);
        text.ifPresent(there -> changed.put(name, there));
        return Map.copyOf(changed);
    }

    private Replaced replaced(String name, Optional<String> seen, Optional<String> next, Instant now) {
        try {
            return store.replace(name, seen, next);
        } catch (RuntimeException unreachable) {
            texts.leaveAlone(unreachable, now);
            return new Replaced.Done();
        }
    }
}
