package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// The drains as the store had them a moment ago: a request that finds them too old reads them again, the others
/// go on with what is known.
///
/// A store that cannot be reached leaves what is known in force; the next try is due as usual.
public final class RecentDrains {
    /// With a read that takes up to 300 ms, a drain is known everywhere in 5 s.
    static final Duration AGE = Duration.ofMillis(4_500);

    private final DrainStore store;
    private final Consumer<RuntimeException> troubles;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known(List.of(), Instant.MIN));

    private record Known(List<Drain> drains, Instant due) {}

    /// @param troubles is told of a store that cannot be reached
    public RecentDrains(DrainStore store, Consumer<RuntimeException> troubles) {
        this.store = store;
        this.troubles = troubles;
    }

    /// Who moves the due time on is the one who reads.
    List<Drain> at(Instant now) {
        Known seen = known.get();
        Known claimed = new Known(seen.drains(), now.plus(AGE));
        if (now.isBefore(seen.due()) || !known.compareAndSet(seen, claimed)) {
            return seen.drains();
        }
        List<Drain> read = read(seen.drains());
        known.set(new Known(read, claimed.due()));
        return read;
    }

    private List<Drain> read(List<Drain> otherwise) {
        try {
            return List.copyOf(store.all());
        } catch (RuntimeException unreachable) {
            troubles.accept(unreachable);
            return otherwise;
        }
    }
}
