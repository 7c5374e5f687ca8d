package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/// The hard failures of a target and what they lead to: after five in a row, or half of at least twenty within
/// ten seconds, it is ejected for 30 s x the number of ejections, at most 300 s, give or take a fifth; then one
/// probe at a time decides. The numbers are Envoy's outlier detection (`outlier_detection.proto`).
///
/// @param inARow hard failures since the last success
/// @param windowStart the start of the ten-second window that `failed` and `calls` count
/// @param ejections how often in a row it has been ejected, 0 when closed
/// @param openUntil until when it is ejected
/// @param probingUntil until when a probe is under way
record Breaker(
        int inARow,
        Instant windowStart,
        int failed,
        int calls,
        int ejections,
        Instant openUntil,
        Instant probingUntil) {
    private static final int IN_A_ROW = 5;
    private static final int WINDOW_CALLS = 20;
    private static final Duration WINDOW = Duration.ofSeconds(10);
    private static final Duration BASE = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration PROBE = Duration.ofSeconds(30);

    static final Breaker CLOSED = new Breaker(0, Instant.EPOCH, 0, 0, 0, Instant.EPOCH, Instant.EPOCH);

    Availability availability(Instant now) {
        if (openUntil.isAfter(now)) {
            return new Availability.Out(Skipped.Reason.EJECTED, openUntil);
        }
        if (ejections == 0) {
            return new Availability.Ready();
        }
        return probingUntil.isAfter(now)
                ? new Availability.Out(Skipped.Reason.EJECTED, probingUntil)
                : new Availability.Probe();
    }

    /// The same counts, under what all copies have decided.
    Breaker sharing(SharedHealth shared) {
        return new Breaker(
                inARow, windowStart, failed, calls, shared.ejections(), shared.openUntil(), shared.probingUntil());
    }

    Breaker probing(Instant now) {
        return new Breaker(inARow, windowStart, failed, calls, ejections, openUntil, now.plus(PROBE));
    }

    /// An answer closes the breaker.
    Breaker success(Instant now) {
        Breaker counted = counted(now, 0);
        return new Breaker(0, counted.windowStart, counted.failed, counted.calls, 0, Instant.EPOCH, Instant.EPOCH);
    }

    /// While it is ejected, failures are those of calls that began before: they tell nothing new.
    Breaker failure(Instant now, RandomGenerator random) {
        if (openUntil.isAfter(now)) {
            return this;
        }
        Breaker counted = counted(now, 1);
        boolean halfOpen = ejections > 0;
        return halfOpen || counted.tripped() ? counted.eject(now, random) : counted;
    }

    private Breaker counted(Instant now, int failures) {
        boolean fresh = !now.isBefore(windowStart.plus(WINDOW));
        return new Breaker(
                inARow + failures,
                fresh ? now : windowStart,
                (fresh ? 0 : failed) + failures,
                (fresh ? 0 : calls) + 1,
                ejections,
                openUntil,
                probingUntil);
    }

    private boolean tripped() {
        return inARow >= IN_A_ROW || (calls >= WINDOW_CALLS && failed * 2 >= calls);
    }

    private Breaker eject(Instant now, RandomGenerator random) {
        int times = ejections + 1;
        Duration nominal = BASE.multipliedBy(times);
        Duration capped = nominal.compareTo(LONGEST) > 0 ? LONGEST : nominal;
        Duration jittered = Duration.ofMillis(capped.toMillis() * random.nextInt(800, 1_201) / 1_000);
        return new Breaker(0, now, 0, 0, times, now.plus(jittered), Instant.EPOCH);
    }
}
