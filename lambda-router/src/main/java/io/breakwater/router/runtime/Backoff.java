package io.breakwater.router.runtime;

import java.time.Duration;
import java.util.Optional;

/// How long to wait before the Runtime API is tried again: `min(longest, first * 2^(failures - 1))`, and no more
/// tries once `tries` in a row have failed.
record Backoff(Duration first, Duration longest, int tries) {
    /// About eight seconds in all: Lambda itself restarts an environment whose runtime ends, so giving up is cheap.
    static final Backoff DEFAULT = new Backoff(Duration.ofMillis(20), Duration.ofSeconds(2), 10);
    private static final int LARGEST_SHIFT = 20;

    Backoff {
        if (first.isNegative() || longest.compareTo(first) < 0 || tries < 1) {
            throw new IllegalArgumentException("back-off from " + first + " to " + longest + " over " + tries
                    + " tries; use 0 <= first <= longest and at least one try");
        }
    }

    /// @param failures tries that have failed in a row, from 1
    /// @return the wait, or empty when it is time to give up
    Optional<Duration> after(int failures) {
        if (failures >= tries) {
            return Optional.empty();
        }
        Duration wait = first.multipliedBy(1L << Math.min(failures - 1, LARGEST_SHIFT));
        return Optional.of(wait.compareTo(longest) < 0 ? wait : longest);
    }
}
