package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import java.util.HashMap;
import java.util.Map;

/// Whose turn it is among targets that are equally loaded: start-time fair queueing, so that in the long run each
/// gets turns in proportion to its weight, and one that was away gets at most one turn per weight of those it
/// missed. (Less would take the turn of those that were not drawn from them.) (Goyal, Vin, Cheng: "Start-time
/// Fair Queueing", SIGCOMM 1996.)
final class Turns {
    private static final long UNIT = 1_000_000;

    private final Map<Target, Long> finish = new HashMap<>();
    private long virtualTime;

    /// When the target's next turn begins: the lower, the sooner.
    synchronized long start(RoutedTarget target) {
        return Math.max(virtualTime, finish.getOrDefault(target.target(), 0L));
    }

    synchronized void take(RoutedTarget target) {
        long start = start(target);
        virtualTime = Math.max(virtualTime, start - UNIT);
        finish.put(target.target(), start + UNIT / target.weight());
    }
}
