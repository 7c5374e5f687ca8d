package io.breakwater.quota.amendments;

import io.breakwater.model.Limits;
import java.time.Instant;

/// Another value for one limit, until a given time.
///
/// @param value in the limit's unit: requests, tokens or nano-USD
/// @param until the first moment at which the configured limit counts again
public record LimitOverride(long value, Instant until) {

    /// @throws IllegalArgumentException if the value is not 1 to [Limits#LARGEST_NANO_USD]
    public LimitOverride {
        if (value < 1 || value > Limits.LARGEST_NANO_USD) {
            throw new IllegalArgumentException(
                    "the value of an override must be 1 to %d, got %d; to refuse all requests, suspend the tenant"
                            .formatted(Limits.LARGEST_NANO_USD, value));
        }
    }

    boolean holds(Instant now) {
        return now.isBefore(until);
    }
}
