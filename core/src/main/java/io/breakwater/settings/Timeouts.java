package io.breakwater.settings;

import java.time.Duration;

/// How long the gateway waits for Bedrock, and the caller for the gateway.
///
/// @param connect for a connection to one target
/// @param firstToken from sending a request to a target to its first content; after it another target is tried
/// @param idle between two events of a stream
/// @param deadline for a request as a whole, failover and streaming included
public record Timeouts(Duration connect, Duration firstToken, Duration idle, Duration deadline) {

    /// Connect 1 s, idle 20 s: half and two thirds of the SDK's defaults (2 s, 30 s), so that there is time for
    /// another target. First token 10 s and deadline 60 s leave room for two abandoned attempts and a full
    /// answer.
    public static final Timeouts DEFAULT =
            new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(60));

    /// The longest deadline: a Lambda function and an API Gateway stream end after 15 minutes ("Response
    /// streaming for REST APIs", API Gateway Developer Guide), and the last minute is for settling.
    public static final Duration LONGEST = Duration.ofMinutes(14);

    /// A client that has gone is drained this long at most, and a settlement takes a moment.
    private static final Duration AFTER_DEADLINE = Duration.ofSeconds(60);

    /// The longest that a request holds what it has reserved: all that share a ledger MUST agree on it.
    public Duration longestHold() {
        return deadline.plus(AFTER_DEADLINE);
    }
}
