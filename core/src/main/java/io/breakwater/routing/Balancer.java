package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/// Orders the targets of a tier: the better of two drawn at random comes first, then the better of two of the
/// rest, and so on. Drawing two avoids the herd that runs to the single best one on stale news (Mitzenmacher,
/// "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 2001). They are drawn by weight: a target
/// that is to have half of the turns must be among the two in more than half of the draws.
///
/// Better is: less of the quota used per weight (in steps of 5 %, so that noise does not decide), then fewer in
/// flight per weight, then whose turn it is.
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
        Load one = drawn(loads);
        List<Load> others = new ArrayList<>(loads);
        others.remove(one);
        Load other = drawn(others);
        return Load.LEAST.compare(one, other) <= 0 ? one : other;
    }

    private Load drawn(List<Load> loads) {
        long sum = loads.stream().mapToLong(load -> load.target().weight()).sum();
        long ticket = random.nextLong(sum);
        int index = 0;
        while (ticket >= loads.get(index).target().weight()) {
            ticket -= loads.get(index).target().weight();
            index++;
        }
        return loads.get(index);
    }

    private Load load(RoutedTarget target, Instant now) {
        var standing = headroom.of(target, now);
        long left = Math.min(
                standing.requests().remainingPerMillion(), standing.tokens().remainingPerMillion());
        return new Load(
                target,
                (1_000_000 - left) / target.weight() / STEP_PER_MILLION,
                standing.inFlight() * IN_FLIGHT_SCALE / target.weight(),
                turns.start(target));
    }
}
