package io.breakwater.dialect;

import java.time.Duration;

/// What is left of a caller's limits per minute.
public record RateLimits(Rate requests, Rate tokens) {

    /// @param limit 0 where there is none
    /// @param reset until all of it is there again
    public record Rate(long limit, long remaining, Duration reset) {}
}
