package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/// A stream that stands still after its first content.
///
/// @param begun when its call began
/// @param place the number of its call among the target's calls of all copies; empty if the ledger gave
/// none
/// @param since from when on its reader has waited for the next piece: a reader that is slow itself is no
/// silence of the model
/// @param now when it is told
public record Silence(Instant begun, OptionalLong place, Instant since, Instant now) {
    /// No shorter silence is told: models pause for seconds.
    private static final Duration LEAST = Duration.ofSeconds(10);

    /// What part of the model's own limit of silence is told: 10 s of the usual four minutes.
    private static final int PART = 24;

    /// From which silence on a stream is told, by the limits of its call.
    public static Duration least(CallLimits limits) {
        Duration part = limits.idle().length().dividedBy(PART);
        return part.compareTo(LEAST) > 0 ? part : LEAST;
    }

    Duration length() {
        return Duration.between(since, now);
    }
}
