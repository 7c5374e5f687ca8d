package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
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
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Known known = new Known(List.of(), Instant.MIN);

    private record Known(List<Drain> drains, Instant due) {}

    /// @param troubles is told of a store that cannot be reached
    public RecentDrains(DrainStore store, Consumer<RuntimeException> troubles) {
        this.store = store;
        this.troubles = troubles;
    }

    List<Drain> at(Instant now) {
        if (!now.isBefore(known.due()) && reading.tryLock()) {
            try {
                refresh(now);
            } finally {
                reading.unlock();
            }
        }
        return known.drains();
    }

    private void refresh(Instant now) {
        List<Drain> drains = known.drains();
        try {
            drains = List.copyOf(store.all());
        } catch (RuntimeException unreachable) {
            troubles.accept(unreachable);
        }
        known = new Known(drains, now.plus(AGE));
    }
}
