package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tier;
import io.breakwater.quota.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.random.RandomGenerator;

/// Orders the targets of a tier: the better of two drawn at random comes first, then the better of two of the
/// rest, and so on. Drawing two avoids the herd that runs to the single best one on stale news (Mitzenmacher,
/// "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 2001). They are drawn by weight: a target
/// that is to have half of the turns must be among the two in more than half of the draws.
///
/// Better is: less of the quota used per weight (in steps of 5 %, so that noise does not decide), then fewer in
/// flight per weight, then whose turn it is.
///
/// Where a tier is spread by weight, the targets are drawn by weight alone, and those with less than 5 % of their quota
/// left come after the others.
final class Balancer {
    private static final long STEP_PER_MILLION = 50_000;
    private static final long IN_FLIGHT_SCALE = 1_000;

    private final Headroom headroom;
    private final RandomGenerator random;
    private final Turns turns = new Turns();

    Balancer(Headroom headroom, RandomGenerator random) {
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

    List<RoutedTarget> order(Tier tier, Instant now) {
        return switch (tier.spread()) {
            case BY_LOAD -> order(tier.targets(), now);
            case BY_WEIGHT -> byWeight(tier.targets(), now);
        };
    }

    private List<RoutedTarget> byWeight(List<RoutedTarget> targets, Instant now) {
        List<RoutedTarget> withRoom = targets.stream()
                .filter(target -> left(target, now) >= STEP_PER_MILLION)
                .toList();
        List<RoutedTarget> full = new ArrayList<>(targets);
        full.removeAll(withRoom);
        List<RoutedTarget> ordered = inDrawnOrder(withRoom);
        ordered.addAll(inDrawnOrder(full));
        return ordered;
    }

    private List<RoutedTarget> inDrawnOrder(List<RoutedTarget> targets) {
        List<RoutedTarget> rest = new ArrayList<>(targets);
        List<RoutedTarget> ordered = new ArrayList<>();
        while (!rest.isEmpty()) {
            ordered.add(rest.remove(placeDrawn(rest, RoutedTarget::weight)));
        }
        return ordered;
    }

    List<RoutedTarget> order(List<RoutedTarget> targets, Instant now) {
        List<Load> rest = new ArrayList<>(
                targets.stream().map(target -> load(target, now)).toList());
        List<RoutedTarget> ordered = new ArrayList<>();
        while (!rest.isEmpty()) {
            Load better = better(rest);
            rest.remove(better);
            ordered.add(better.target());
        }
        return ordered;
    }

    /// Notes that this target was used.
    void used(RoutedTarget target) {
        turns.take(target);
    }

    private Load better(List<Load> loads) {
        if (loads.size() == 1) {
            return loads.getFirst();
        }
        List<Load> others = new ArrayList<>(loads);
        Load one = others.remove(placeDrawn(loads, Load::weight));
        Load other = others.get(placeDrawn(others, Load::weight));
        return Load.LEAST.compare(one, other) <= 0 ? one : other;
    }

    /// The place of one that is drawn by weight.
    private <T> int placeDrawn(List<T> from, ToLongFunction<T> weight) {
        long ticket = random.nextLong(from.stream().mapToLong(weight).sum());
        int index = 0;
        while (ticket >= weight.applyAsLong(from.get(index))) {
            ticket -= weight.applyAsLong(from.get(index));
            index++;
        }
        return index;
    }

    private long left(RoutedTarget target, Instant now) {
        return left(headroom.of(target, now));
    }

    private static long left(Standing standing) {
        return Math.min(
                standing.requests().remainingPerMillion(), standing.tokens().remainingPerMillion());
    }

    private Load load(RoutedTarget target, Instant now) {
        var standing = headroom.of(target, now);
        return new Load(
                target,
                (1_000_000 - left(standing)) / target.weight() / STEP_PER_MILLION,
                standing.inFlight() * IN_FLIGHT_SCALE / target.weight(),
                turns.start(target));
    }
}
