package io.breakwater.routing;

import io.breakwater.model.ModelTimes;
import io.breakwater.routing.TimeLimit.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// How long the attempts of one request may take.
///
/// The limit for the first token holds only while another target could still answer: the last attempt
/// gets all the time that is left. Where the time to the first token is unknown, as while Bedrock
/// compiles a schema, the limit is minutes, but leaves another target time to begin. After one attempt
/// was given up, the next one gets half the limit, so that a tier that hangs costs a request at most
/// one and a half times its limit.
///
/// @param times when the request must have its answer
/// @param wanted how the answer is wanted
/// @param roomWait how long the request waits for room before anybody is probed in need
public record AttemptLimits(RoutingRules rules, RequestTimes times, Wanted wanted, RoomWait roomWait) {
    /// Compiling the grammar of a schema takes "up to a few minutes" ("Structured outputs", Amazon
    /// Bedrock User Guide).
    private static final Duration SLOW = Duration.ofMinutes(3);

    public AttemptLimits(RoutingRules rules, RequestTimes times, Wanted wanted) {
        this(rules, times, wanted, RoomWait.NONE);
    }

    /// @param another whether another target could still answer
    /// @param abandoned how many calls of the request were given up before
    CallLimits of(Candidate candidate, boolean another, int abandoned, Instant now) {
        TimeLimit answer = another
                ? leaving(candidate, asStream(candidate, another, now), abandoned, now)
                        .orSooner(times.answer(now))
                : times.answer(now);
        TimeLimit idle = times.idle(model(candidate).idle().orElse(rules.idle()));
        return new CallLimits(answer, idle, end(now));
    }

    /// Whether the model is asked for a stream.
    boolean asStream(Candidate candidate, boolean another, Instant now) {
        Duration left = times.answer(now).length().minus(rules.leastTime());
        return wanted.asStream(candidate.routed(), another, left);
    }

    /// A whole answer must be there by its deadline, however it comes.
    private TimeLimit end(Instant now) {
        return wanted.stream() ? times.end(now) : times.answer(now);
    }

    /// How long the attempt may take before another target is tried; unlimited for whole answers of
    /// unknown length.
    private TimeLimit leaving(Candidate candidate, boolean asStream, int abandoned, Instant now) {
        TimeLimit usual = asStream ? firstToken(candidate, abandoned) : whole(candidate);
        return wanted.slowToBegin().test(candidate.routed())
                ? new TimeLimit(slow(candidate, usual.length(), abandoned, now), usual.owner())
                : usual;
    }

    private Duration slow(Candidate candidate, Duration usual, int abandoned, Instant now) {
        Duration most = abandoned > 0 || candidate.probe() ? SLOW.dividedBy(2) : SLOW;
        Duration left = times.answer(now).length().minus(own(candidate));
        return Collections.max(List.of(usual, Collections.min(List.of(left, most))));
    }

    private Duration own(Candidate candidate) {
        return model(candidate).firstToken().orElse(rules.firstToken());
    }

    private TimeLimit firstToken(Candidate candidate, int abandoned) {
        Duration own = own(candidate);
        if (candidate.probe()) {
            return new TimeLimit(own.dividedBy(2), Owner.PROBE);
        }
        return abandoned > 0 ? new TimeLimit(own.dividedBy(2), Owner.SPLIT) : new TimeLimit(own, Owner.FIRST_TOKEN);
    }

    private TimeLimit whole(Candidate candidate) {
        Optional<Duration> learned = wanted.wholeLimit().apply(candidate.routed());
        if (learned.isEmpty()) {
            return new TimeLimit(Duration.between(Instant.EPOCH, times.endBy()), Owner.ENVIRONMENT);
        }
        return candidate.probe()
                ? new TimeLimit(learned.get().dividedBy(2), Owner.PROBE)
                : new TimeLimit(learned.get(), Owner.WHOLE);
    }

    /// Whether the request may probe this target although others could serve it: not where a hang looks
    /// the same as a long answer.
    boolean mayProbe(Candidate candidate) {
        return wanted.hangIsTold(candidate.routed());
    }

    /// Whether there is time for another attempt.
    boolean enoughTime(Instant now) {
        return times.answer(now).length().compareTo(rules.leastTime()) >= 0;
    }

    /// Whether there is time for a second run with the full bound, which may take twice as long as the
    /// first.
    boolean timeForSecondRun(Duration took, Instant now) {
        return enoughTime(now) && times.answer(now).length().compareTo(took.multipliedBy(2)) >= 0;
    }

    private static ModelTimes model(Candidate candidate) {
        return candidate.routed().profile().model().times();
    }
}
