package io.breakwater.routing;

import java.time.Duration;

/// How long one attempt may take. A stream that flows is ended by nothing but the environment.
///
/// @param answer until the first content of a stream, or until a whole answer
/// @param idle between two pieces of a stream
/// @param end from the call until the environment ends a stream, or until a whole answer must be there
public record CallLimits(TimeLimit answer, TimeLimit idle, TimeLimit end) {

    /// For the next piece of a stream that began so long ago.
    public TimeLimit nextPiece(Duration sinceCall) {
        Duration left = end.length().minus(sinceCall);
        return new TimeLimit(left.isNegative() ? Duration.ZERO : left, end.owner()).orSooner(idle);
    }
}
