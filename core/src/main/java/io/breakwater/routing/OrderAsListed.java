package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// The first target of the list while it has room (`Spread.AS_LISTED`); those with less than 5 % of their quota left
/// come after the others.
final class OrderAsListed implements TargetOrder {
    private static final long LEAST_PER_MILLION = 50_000;

    private final Headroom headroom;

    OrderAsListed(Headroom headroom) {
        this.headroom = headroom;
    }

    @Override
    public List<RoutedTarget> order(Tier tier, RoutingRequest request, Instant now) {
        return tier.targets().stream()
                .sorted(Comparator.comparing(target -> headroom.leftPerMillion(target, now) < LEAST_PER_MILLION))
                .toList();
    }
}
