package io.breakwater.routing;

import io.breakwater.routing.TimeLimit.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The time limits of one request, and who set them.
///
/// @param answerBy when a stream must have its first content, or a whole answer must be there
/// @param owner who set `answerBy`: the caller or the environment
/// @param endBy when the environment ends a stream that is still flowing
/// @param silence how long the caller waits for the next piece of a stream, if it says so
public record RequestTimes(Instant answerBy, Owner owner, Instant endBy, Optional<Duration> silence) {

    /// The same end for everything, set by the environment.
    public static RequestTimes until(Instant end) {
        return new RequestTimes(end, Owner.ENVIRONMENT, end, Optional.empty());
    }

    TimeLimit answer(Instant now) {
        return TimeLimit.until(answerBy, owner, now);
    }

    TimeLimit end(Instant now) {
        return TimeLimit.until(endBy, Owner.ENVIRONMENT, now);
    }

    TimeLimit idle(Duration model) {
        TimeLimit own = new TimeLimit(model, Owner.IDLE);
        return silence.map(caller -> new TimeLimit(caller, Owner.CALLER).orSooner(own))
                .orElse(own);
    }
}
