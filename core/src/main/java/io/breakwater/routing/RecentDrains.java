package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// The drains as the store had them a moment ago. After one that cannot be reached the next try is due as usual.
public final class RecentDrains {
    /// With a read that takes up to 300 ms, a drain is known everywhere in 5 s.
    static final Duration AGE = Duration.ofMillis(4_500);

    private final StoreSnapshot<List<Drain>> drains;

    /// @param troubles is told of a store that cannot be reached
    public RecentDrains(DrainStore store, Consumer<RuntimeException> troubles) {
        drains = new StoreSnapshot<>(
                new StoreSnapshot.Reading<>(() -> List.copyOf(store.all()), AGE, AGE), List.of(), troubles);
    }

    List<Drain> at(Instant now) {
        return drains.at(now);
    }
}
