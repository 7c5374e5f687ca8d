package io.breakwater.quota;

import java.time.Duration;

/// The length of a generation of holds. A hold that is never settled is dropped one to two epochs after it began,
/// so an epoch MUST be longer than the longest request.
public record Epochs(Duration length) {

    /// @throws IllegalArgumentException if the length is not positive
    public Epochs {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("an epoch must be longer than the longest request, got " + length);
        }
    }

    long epoch(long nanos) {
        return Math.floorDiv(nanos, length.toNanos());
    }
}
