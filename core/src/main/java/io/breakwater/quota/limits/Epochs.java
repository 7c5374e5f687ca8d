package io.breakwater.quota.limits;

import java.time.Duration;

/// The length of a generation of holds. A hold that is neither settled nor renewed is dropped one to two
/// epochs after it began: whoever runs longer MUST renew it in every epoch.
public record Epochs(Duration length) {
    /// What all that share a ledger use: what a killed request held is free after four minutes, and a request has four
    /// beats of half a minute to be renewed in.
    public static final Epochs STANDARD = new Epochs(Duration.ofMinutes(2));

    /// @throws IllegalArgumentException if the length is not positive
    public Epochs {
        if (!length.isPositive()) {
            throw new IllegalArgumentException("an epoch must have a length, got " + length);
        }
    }

    public long epoch(long nanos) {
        return Math.floorDiv(nanos, length.toNanos());
    }
}
