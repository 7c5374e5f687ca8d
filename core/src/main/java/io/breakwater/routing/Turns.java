package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import java.util.HashMap;
import java.util.Map;

/// Whose turn it is among targets that are equally loaded: start-time fair queueing, so that in the
/// long run each gets turns in proportion to its weight, and a target that was away gets back at most
/// one missed turn per weight. (With less, targets that merely were not drawn would lose their turn.)
/// (Goyal, Vin, Cheng: "Start-time Fair Queueing", SIGCOMM 1996.)
final class Turns {
    private static final long UNIT = 1_000_000;

    private final Map<Target, Long> finish = new HashMap<>();
    private long virtualTime;

    /// The start of the target's next turn in virtual time: the lower, the sooner.
    synchronized long start(RoutedTarget target) {
        return Math.max(virtualTime, finish.getOrDefault(target.target(), 0L));
    }

    synchronized void take(RoutedTarget target) {
        long start = start(target);
        virtualTime = Math.max(virtualTime, start - UNIT);
        finish.put(target.target(), start + UNIT / target.weight());
    }
}
