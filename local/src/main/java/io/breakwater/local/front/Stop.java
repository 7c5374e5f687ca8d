package io.breakwater.local.front;

import java.time.Duration;

/// How a front server stops.
///
/// @param drain how long running requests may go on
/// @param breakOff makes requests that still run end soon, each with a proper error
public record Stop(Duration drain, Runnable breakOff) {
    /// Running requests get five seconds, then their connections are cut.
    static final Stop SHORT = new Stop(Duration.ofSeconds(5), () -> {});

    /// @throws IllegalArgumentException if the time is negative
    public Stop {
        if (drain.isNegative()) {
            throw new IllegalArgumentException("a drain time cannot be negative, got " + drain);
        }
    }
}
