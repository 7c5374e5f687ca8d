package io.breakwater.quota.limits;

import java.time.Duration;

/// The length of a generation of holds. A hold that is neither settled nor renewed is dropped one to
/// two epochs after it began: a request that runs longer MUST renew its holds in every epoch.
public record Epochs(Duration length) {
    /// The length that all users of a ledger share: the holds of a killed request are free after four
    /// minutes, and a running request has four beats of half a minute to renew its holds in an epoch.
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
