package io.breakwater.local.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;

/// The system's clock, wrong by an amount that the test sets.
final class ShiftedClock implements InstantSource {
    private final AtomicReference<Duration> shift;

    ShiftedClock(Duration shift) {
        this.shift = new AtomicReference<>(shift);
    }

    /// A clock that begins at noon: a test of what is counted by the day must not meet midnight,
    /// whenever it runs.
    static ShiftedClock fromNoon() {
        return new ShiftedClock(Duration.between(Instant.now(), noon()));
    }

    /// Noon of today.
    static Instant noon() {
        return Instant.now().truncatedTo(ChronoUnit.DAYS).plus(12, ChronoUnit.HOURS);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(shift.get());
    }

    void jump(Duration further) {
        shift.accumulateAndGet(further, Duration::plus);
    }
}
