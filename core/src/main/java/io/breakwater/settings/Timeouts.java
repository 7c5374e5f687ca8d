package io.breakwater.settings;

import java.time.Duration;

/// How long the gateway waits for Bedrock, and a caller for the gateway.
///
/// @param connect the longest time to connect to one target
/// @param firstToken the longest time from sending a request to a target to its first content; after
/// that another target is tried
/// @param idle the longest time between two events of a stream
/// @param deadline the longest time for a whole answer, or until the first content of a stream,
/// including failover, unless the caller asks for another
/// @param longest the longest time that a caller may ask for; a stream that still flows is then ended
public record Timeouts(Duration connect, Duration firstToken, Duration idle, Duration deadline, Duration longest) {

    /// A Lambda function and an API Gateway stream end after 15 minutes ("Response streaming for REST
    /// APIs", API Gateway Developer Guide); the last minute is for settling.
    public static final Duration LONGEST = Duration.ofMinutes(14);

    /// API Gateway cuts an answer that has sent nothing for five minutes, and a whole answer sends
    /// nothing until it is complete (the same page).
    private static final Duration LONGEST_WHOLE = Duration.ofSeconds(290);

    /// Connect 1 s: half of the SDK's default, so that there is time for another target. First token 10 s:
    /// models that think have times of their own in the catalogue. Idle and deadline 4 min: a model that
    /// writes a tool's arguments in one piece may be silent for more than three minutes, and API Gateway
    /// cuts after five.
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(4), Duration.ofMinutes(4), LONGEST);

    /// The longest time that a caller may ask for a whole answer.
    public Duration longestWhole() {
        return longest.compareTo(LONGEST_WHOLE) < 0 ? longest : LONGEST_WHOLE;
    }
}
