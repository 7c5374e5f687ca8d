package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Prefers the emptier target (`Spread.BY_LOAD`): the better of two drawn at random comes first, then the better of
/// two of the rest, and so on. Drawing two avoids a herd that follows stale news to the single best
/// target (Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 2001). The
/// two are drawn by weight: a target that should get half of the turns must be among the two in more
/// than half of the draws.
///
/// The better target has used less of its quota per weight (in steps of 5 %, so that noise does not
/// decide); then it has fewer requests in flight per weight; then it is its turn.
final class OrderByLoad implements TargetOrder {
    private static final long STEP_PER_MILLION = 50_000;
    private static final long IN_FLIGHT_SCALE = 1_000;

    private final Headroom headroom;
    private final RandomGenerator random;
    private final Turns turns = new Turns();

    OrderByLoad(Headroom headroom, RandomGenerator random) {
        this.headroom = headroom;
        this.random = random;
    }

    private record Load(RoutedTarget target, long used, long inFlight, long turn) {
        static final Comparator<Load> LEAST = Comparator.comparingLong(Load::used)
                .thenComparingLong(Load::inFlight)
                .thenComparingLong(Load::turn);

        long weight() {
            return target.weight();
        }
    }

    @Override
    public List<RoutedTarget> order(Tier tier, RoutingRequest request, Instant now) {
        List<Load> rest = new ArrayList<>(
                tier.targets().stream().map(target -> load(target, now)).toList());
        List<RoutedTarget> ordered = new ArrayList<>();
        while (!rest.isEmpty()) {
            Load better = better(rest);
            rest.remove(better);
            ordered.add(better.target());
        }
        return ordered;
    }

    @Override
    public void used(RoutedTarget target) {
        turns.take(target);
    }

    private Load better(List<Load> loads) {
        if (loads.size() == 1) {
            return loads.getFirst();
        }
        List<Load> others = new ArrayList<>(loads);
        Load one = others.remove(Balancer.drawn(random, loads, Load::weight));
        Load other = others.get(Balancer.drawn(random, others, Load::weight));
        return Collections.min(List.of(one, other), Load.LEAST);
    }

    private Load load(RoutedTarget target, Instant now) {
        LedgerStatus status = headroom.of(target, now);
        return new Load(
                target,
                (1_000_000 - Headroom.leftPerMillion(status)) / target.weight() / STEP_PER_MILLION,
                status.inFlight() * IN_FLIGHT_SCALE / target.weight(),
                turns.start(target));
    }
}
