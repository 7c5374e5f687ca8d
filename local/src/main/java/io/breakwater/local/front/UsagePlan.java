package io.breakwater.local.front;

import java.util.OptionalLong;

/// An API Gateway usage plan: the coarse outer limit around a tenant's ledger.
///
/// @param requestsPerSecond the rate at which its bucket fills
/// @param requestsAtOnce the bucket's size
/// @param requestsPerMonth the quota of a UTC month, if there is one
record UsagePlan(double requestsPerSecond, long requestsAtOnce, OptionalLong requestsPerMonth) {

    /// @throws IllegalArgumentException if the rate is not positive or the bucket holds less than one request
    public UsagePlan {
        if (!(requestsPerSecond > 0) || requestsAtOnce < 1) {
            throw new IllegalArgumentException(
                    "a usage plan needs a positive rate and a burst of at least 1, got %s requests per second and %d"
                            .formatted(requestsPerSecond, requestsAtOnce));
        }
    }
}
