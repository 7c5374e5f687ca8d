package io.breakwater.local.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// The system's clock, wrong by as much as a test says.
final class ShiftedClock implements InstantSource {
    private final AtomicReference<Duration> shift;

    ShiftedClock(Duration shift) {
        this.shift = new AtomicReference<>(shift);
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(shift.get());
    }

    void jump(Duration further) {
        shift.accumulateAndGet(further, Duration::plus);
    }
}
