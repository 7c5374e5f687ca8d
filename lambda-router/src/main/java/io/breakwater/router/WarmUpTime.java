package io.breakwater.router;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time of the warm-up calls: it stands still during a call, and an hour passes between two, so that the smallest
/// limits have room for the next one.
final class WarmUpTime implements InstantSource {
    private static final Duration STEP = Duration.ofHours(1);

    private Instant now;

    WarmUpTime(Instant begin) {
        now = begin;
    }

    @Override
    public Instant instant() {
        return now;
    }

    void next() {
        now = now.plus(STEP);
    }
}
