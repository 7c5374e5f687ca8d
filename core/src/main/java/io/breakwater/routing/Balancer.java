package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// Orders the targets of each tier as its configured spread says. A new way to balance is a value of
/// `Spread` and a [TargetOrder].
final class Balancer implements TargetOrder {
    private final Headroom headroom;
    private final TargetOrder byLoad;
    private final TargetOrder byWeight;

    /// @param random draws the targets to compare or to prefer
    Balancer(Headroom headroom, RandomGenerator random) {
        this.headroom = headroom;
        this.byLoad = new OrderByLoad(headroom, random);
        this.byWeight = new OrderByWeight(headroom, random);
    }

    @Override
    public List<RoutedTarget> order(Tier tier, RoutingRequest request, Instant now) {
        List<RoutedTarget> spread = of(tier).order(tier, request, now);
        return request.cachedPrefix().isPresent()
                ? CacheAffinity.first(request.cachedPrefix().getAsLong(), spread, headroom, now)
                : spread;
    }

    private TargetOrder of(Tier tier) {
        return switch (tier.spread()) {
            case BY_LOAD -> byLoad;
            case BY_WEIGHT -> byWeight;
        };
    }

    /// Counts a turn for every call, although only the order by load uses turns: a target may be in
    /// tiers of both kinds.
    @Override
    public void used(RoutedTarget target) {
        byLoad.used(target);
    }

    /// Draws by weight: an element of weight 3 is drawn three times as often as one of weight 1.
    ///
    /// @param from not empty, of weights above 0
    /// @return the index of the element drawn
    static <T> int drawn(RandomGenerator random, List<T> from, ToLongFunction<T> weight) {
        long all = 0;
        for (T each : from) {
            all += weight.applyAsLong(each);
        }
        long ticket = random.nextLong(all);
        int index = 0;
        while (ticket >= weight.applyAsLong(from.get(index))) {
            ticket -= weight.applyAsLong(from.get(index));
            index++;
        }
        return index;
    }
}
