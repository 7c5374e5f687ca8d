package io.breakwater.settings;

import java.time.Duration;

/// How long the gateway waits for Bedrock, and the caller for the gateway.
///
/// @param connect for a connection to one target
/// @param firstToken from sending a request to a target to its first content; after it another target is
/// tried
/// @param idle between two events of a stream
/// @param deadline for a whole answer, or for the first content of a stream, failover included, where the
/// caller asks for nothing else
/// @param longest the most that a caller may ask for, and when a stream that still flows is ended
public record Timeouts(Duration connect, Duration firstToken, Duration idle, Duration deadline, Duration longest) {

    /// A Lambda function and an API Gateway stream end after 15 minutes ("Response streaming for REST
    /// APIs", API Gateway Developer Guide); the last minute is for settling.
    public static final Duration LONGEST = Duration.ofMinutes(14);

    /// API Gateway cuts an answer that has sent nothing for five minutes, and a whole one sends nothing
    /// until it is there (the same page).
    private static final Duration LONGEST_WHOLE = Duration.ofSeconds(290);

    /// Connect 1 s: half of the SDK's default, so that there is time for another target. First token 10 s:
    /// models that think have times of their own in the catalogue. Idle and deadline 4 min: a model that
    /// writes a tool's arguments
    /// in one piece may be silent for more than three minutes, and API Gateway cuts after five.
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(4), Duration.ofMinutes(4), LONGEST);

    /// The most that a caller may ask for where the answer comes in one piece.
    public Duration longestWhole() {
        return longest.compareTo(LONGEST_WHOLE) < 0 ? longest : LONGEST_WHOLE;
    }
}
