package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Draws the targets by weight alone, whatever their load (`Spread.BY_WEIGHT`); those with less than 5 % of their
/// quota left come after the others.
final class OrderByWeight implements TargetOrder {
    private static final long LEAST_PER_MILLION = 50_000;

    private final Headroom headroom;
    private final RandomGenerator random;

    OrderByWeight(Headroom headroom, RandomGenerator random) {
        this.headroom = headroom;
        this.random = random;
    }

    @Override
    public List<RoutedTarget> order(Tier tier, RoutingRequest request, Instant now) {
        List<RoutedTarget> withRoom = tier.targets().stream()
                .filter(target -> headroom.leftPerMillion(target, now) >= LEAST_PER_MILLION)
                .toList();
        List<RoutedTarget> full = new ArrayList<>(tier.targets());
        full.removeAll(withRoom);
        List<RoutedTarget> ordered = inDrawnOrder(withRoom);
        ordered.addAll(inDrawnOrder(full));
        return ordered;
    }

    private List<RoutedTarget> inDrawnOrder(List<RoutedTarget> targets) {
        List<RoutedTarget> rest = new ArrayList<>(targets);
        List<RoutedTarget> ordered = new ArrayList<>();
        while (!rest.isEmpty()) {
            ordered.add(rest.remove(Balancer.drawn(random, rest, RoutedTarget::weight)));
        }
        return ordered;
    }
}
