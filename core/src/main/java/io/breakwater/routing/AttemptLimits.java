package io.breakwater.routing;

import io.breakwater.model.ModelTimes;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.TimeLimit.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// How long the attempts of one request may take.
///
/// The first token's limit holds only while somebody else could still answer: the last chance gets all the
/// time there is. The second attempt that is given up gets half of it, so that a tier that hangs costs
/// nobody more than one and a half times its limit.
///
/// @param stream whether the answer is streamed
/// @param wholeLimit after how long a whole answer of a target need not be waited for, where that is known
record AttemptLimits(
        RoutingRules rules, RequestTimes times, boolean stream, Function<RoutedTarget, Optional<Duration>> wholeLimit) {

    /// @param another whether somebody else could still answer
    /// @param abandoned calls of the request that were given up before
    CallLimits of(Candidate candidate, boolean another, int abandoned, Instant now) {
        return new CallLimits(
                another ? leaving(candidate, abandoned).orSooner(times.answer(now)) : times.answer(now),
                times.idle(model(candidate).idle().orElse(rules.idle())),
                times.end(now));
    }

    /// When the attempt is left for somebody else; whole answers of unknown length never.
    private TimeLimit leaving(Candidate candidate, int abandoned) {
        return stream ? firstToken(candidate, abandoned) : whole(candidate);
    }

    private TimeLimit firstToken(Candidate candidate, int abandoned) {
        Duration own = model(candidate).firstToken().orElse(rules.firstToken());
        if (candidate.probe()) {
            return new TimeLimit(own.dividedBy(2), Owner.PROBE);
        }
        return abandoned > 0 ? new TimeLimit(own.dividedBy(2), Owner.SPLIT) : new TimeLimit(own, Owner.FIRST_TOKEN);
    }

    private TimeLimit whole(Candidate candidate) {
        Optional<Duration> learned = wholeLimit.apply(candidate.routed());
        if (learned.isEmpty()) {
            return new TimeLimit(Duration.between(Instant.EPOCH, times.endBy()), Owner.ENVIRONMENT);
        }
        return candidate.probe()
                ? new TimeLimit(learned.get().dividedBy(2), Owner.PROBE)
                : new TimeLimit(learned.get(), Owner.WHOLE);
    }

    /// Whether a request may try if the target is back while others are there: not a whole answer of
    /// unknown length, which nobody could tell from a hang.
    boolean mayProbe(Candidate candidate) {
        return stream || wholeLimit.apply(candidate.routed()).isPresent();
    }

    /// Whether there is time for another attempt.
    boolean enoughTime(Instant now) {
        return times.answer(now).length().compareTo(rules.leastTime()) >= 0;
    }

    private static ModelTimes model(Candidate candidate) {
        return candidate.routed().profile().model().times();
    }
}
