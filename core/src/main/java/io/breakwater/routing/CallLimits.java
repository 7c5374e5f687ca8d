package io.breakwater.routing;

import java.time.Duration;

/// How long one attempt may take. Only the environment's limit ends a stream that flows.
///
/// @param answer until the first content of a stream, or until a whole answer
/// @param idle between two pieces of a stream
/// @param end from the call until the environment ends a stream, or until a whole answer must be there
public record CallLimits(TimeLimit answer, TimeLimit idle, TimeLimit end) {

    /// The limit for the next piece of a stream, by the time since its call.
    public TimeLimit nextPiece(Duration sinceCall) {
        Duration left = end.length().minus(sinceCall);
        return new TimeLimit(left.isNegative() ? Duration.ZERO : left, end.owner()).orSooner(idle);
    }
}
