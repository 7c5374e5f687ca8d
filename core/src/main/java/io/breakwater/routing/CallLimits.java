package io.breakwater.routing;

import java.time.Duration;

/// How long one attempt may take. Only the environment's limit ends a stream that flows.
///
/// @param answer until the first content of a stream, or until a whole answer
/// @param idle between two pieces of a stream
/// @param end from the call until the environment ends a stream, or until a whole answer must be there
public record CallLimits(TimeLimit answer, TimeLimit idle, TimeLimit end) {

    /// A stream that says nothing for so long stands still.
    private static final Duration STILL = Duration.ofSeconds(20);

    /// Behind the last event nothing comes but the connection's end, which is waited for only so that the connection
    /// can be used again.
    private static final TimeLimit CLOSING = new TimeLimit(Duration.ofSeconds(1), TimeLimit.Owner.IDLE);

    /// The limit for the end of a stream all of whose closing events have come, by the time since its call.
    public TimeLimit closing(Duration sinceCall) {
        return nextPiece(sinceCall).orSooner(CLOSING);
    }

    /// The limit for the next piece of a stream, by the time since its call.
    public TimeLimit nextPiece(Duration sinceCall) {
        Duration left = end.length().minus(sinceCall);
        TimeLimit next = new TimeLimit(left.isNegative() ? Duration.ZERO : left, end.owner()).orSooner(idle);
        return next.owner().ofTheModel() || next.length().compareTo(STILL) < 0
                ? next
                : new TimeLimit(next.length(), TimeLimit.Owner.STALLED);
    }
}
