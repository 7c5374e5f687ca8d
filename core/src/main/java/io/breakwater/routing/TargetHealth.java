package io.breakwater.routing;

import io.breakwater.routing.Exclusion.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What one process has seen of a target's endings, and what it makes of them. Time and chance come in as
/// arguments.
///
/// @param rests how often in a row it was throttled
/// @param restUntil not to be used before, because it was throttled or asked for a pause
/// @param restsFor which of the two
/// @param answeredAt when it answered, if that was its last ending
record TargetHealth(FailureCounts counts, int rests, Instant restUntil, Skipped.Reason restsFor, Instant answeredAt) {
    private static final Duration NOT_READY_REST = Duration.ofSeconds(30);
    private static final Duration LONGEST_REST = Duration.ofSeconds(60);
    private static final int LONGEST_REST_DOUBLINGS = 6;

    /// For so long an answer says more of a target than what other copies say.
    private static final Duration FRESH_ANSWER = Duration.ofMinutes(1);

    /// Nothing is known: ready.
    static final TargetHealth FRESH =
            new TargetHealth(FailureCounts.NONE, 0, Instant.EPOCH, Skipped.Reason.RESTING, Instant.EPOCH);

    /// Whether what another copy has decided is doubted, since the target answered this one a moment ago.
    boolean doubts(Exclusion decided, String me, Instant now) {
        return !decided.by().equals(me) && answeredAt.plus(FRESH_ANSWER).isAfter(now);
    }

    /// By the rests alone.
    Availability availability(Instant now) {
        return restUntil.isAfter(now) ? new Availability.Out(restsFor, restUntil) : new Availability.Ready();
    }

    /// The state after an attempt ended.
    TargetHealth after(Verdict verdict, RandomGenerator random) {
        Instant now = verdict.ended();
        TargetHealth counted = switch (Sign.of(verdict.outcome())) {
            case ANSWERED -> new TargetHealth(counts.success(now), restsAfterAnswer(now), restUntil, restsFor, now);
            case FAILED -> new TargetHealth(counts.failure(now), rests, restUntil, restsFor, Instant.EPOCH);
            case REFUSED -> new TargetHealth(counts, rests, restUntil, restsFor, Instant.EPOCH);
            case THROTTLED, NOTHING -> this;
        };
        return counted.rested(verdict.outcome(), now, random);
    }

    private int restsAfterAnswer(Instant now) {
        return restUntil.isAfter(now) ? rests : 0;
    }

    private TargetHealth rested(Outcome outcome, Instant now, RandomGenerator random) {
        return switch (outcome) {
            case Outcome.Throttled(var _, Optional<Duration> asked) ->
                resting(Skipped.Reason.RESTING, now, throttleRest(asked, random));
            case Outcome.NotReady() -> resting(Skipped.Reason.PAUSED, now, NOT_READY_REST);
            case Outcome.Overloaded(Optional<Duration> asked)
            when asked.isPresent() -> resting(Skipped.Reason.PAUSED, now, shorter(asked.get(), LONGEST_REST));
            case Outcome _ -> this;
        };
    }

    /// While it rests, further throttles are those of calls that began before: they do not double the next
    /// rest.
    private TargetHealth resting(Skipped.Reason why, Instant now, Duration rest) {
        boolean already = restUntil.isAfter(now);
        Instant end = now.plus(rest);
        boolean longer = end.isAfter(restUntil);
        return new TargetHealth(
                counts, already ? rests : rests + 1, longer ? end : restUntil, longer ? why : restsFor, answeredAt);
    }

    /// What Bedrock asked for; else 1 to 5 seconds, doubled for each throttle in a row. At most a minute.
    private Duration throttleRest(Optional<Duration> asked, RandomGenerator random) {
        long drawn = (long) random.nextInt(1_000, 5_001) << Math.min(rests, LONGEST_REST_DOUBLINGS);
        return shorter(asked.orElse(Duration.ofMillis(drawn)), LONGEST_REST);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /// What is to be known of the target by all copies after an attempt that this process has counted.
    ///
    /// @param known what they know now
    /// @param doubted whether this process doubted it when the call was made
    Optional<Exclusion> decide(
            Optional<Exclusion> known, boolean doubted, Verdict verdict, String me, RandomGenerator random) {
        Optional<Exclusion> decided = known.filter(exclusion -> !exclusion.isOver(verdict.ended()));
        if (decided.isPresent() && !decided.get().precedes(verdict.begun())) {
            return known;
        }
        return switch (Sign.of(verdict.outcome())) {
            case ANSWERED -> doubted ? Optional.empty() : decided.flatMap(out -> out.answered(verdict.ended()));
            case THROTTLED -> halfOpen(decided, verdict.ended()) ? decided.get().answered(verdict.ended()) : known;
            case FAILED ->
                decided.isPresent() ? failedAgain(decided.get(), verdict, me, random) : tripped(verdict, me, random);
            case REFUSED -> refused(decided, verdict, me, random);
            case NOTHING -> known;
        };
    }

    private static boolean halfOpen(Optional<Exclusion> decided, Instant now) {
        return decided.isPresent()
                && !decided.get().isOnProbation()
                && !decided.get().until().isAfter(now);
    }

    /// While it is out, failures tell nothing new.
    private static Optional<Exclusion> failedAgain(Exclusion out, Verdict verdict, String me, RandomGenerator random) {
        return out.isOnProbation() || !out.until().isAfter(verdict.ended())
                ? Optional.of(out.again(Cause.FAILING, me, because(verdict), verdict.ended(), random))
                : Optional.of(out);
    }

    private Optional<Exclusion> tripped(Verdict verdict, String me, RandomGenerator random) {
        return counts.tripped()
                ? Optional.of(Exclusion.first(Cause.FAILING, me, because(verdict), verdict.ended(), random))
                : Optional.empty();
    }

    private static Optional<Exclusion> refused(
            Optional<Exclusion> decided, Verdict verdict, String me, RandomGenerator random) {
        Instant now = verdict.ended();
        if (decided.isEmpty()) {
            return Optional.of(Exclusion.first(Cause.REFUSED, me, because(verdict), now, random));
        }
        Exclusion out = decided.get();
        boolean told = out.cause() == Cause.REFUSED && out.until().isAfter(now);
        return Optional.of(told ? out : out.again(Cause.REFUSED, me, because(verdict), now, random));
    }

    private static String because(Verdict verdict) {
        String detail = verdict.outcome().detail();
        return detail.isEmpty() ? verdict.outcome().label() : verdict.outcome().label() + ": " + detail;
    }
}
