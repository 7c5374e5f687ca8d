package io.breakwater.routing;

import io.breakwater.routing.Exclusion.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What one process has seen of a target's outcomes, and what follows from them. Time and chance are
/// arguments.
///
/// @param rests how many times in a row it was throttled
/// @param restUntil when it may be used again, after a throttle or a pause that it asked for
/// @param restsFor which of the two
/// @param answeredAt when it answered, if that was its last outcome
record TargetHealth(int rests, Instant restUntil, Skipped.Reason restsFor, Instant answeredAt) {
    private static final Duration NOT_READY_REST = Duration.ofSeconds(30);
    private static final Duration LONGEST_REST = Duration.ofSeconds(60);
    private static final int LONGEST_REST_DOUBLINGS = 6;

    /// How long an answer to this process counts more than another copy's decision.
    private static final Duration FRESH_ANSWER = Duration.ofMinutes(1);

    /// Nothing is known: ready.
    static final TargetHealth FRESH = new TargetHealth(0, Instant.EPOCH, Skipped.Reason.RESTING, Instant.EPOCH);

    /// Whether this process doubts a decision that one other copy made alone, since the target has just
    /// answered this process. Nothing is doubted once a probe was answered, because the target is then
    /// returning anyway.
    boolean doubts(Exclusion decided, String me, Instant now) {
        boolean alone = !decided.by().equals(me) && !decided.by().equals(Exclusion.SEVERAL);
        return alone
                && decided.answers() == 0
                && answeredAt.plus(FRESH_ANSWER).isAfter(now)
                && !answeredAt.isAfter(now.plus(FRESH_ANSWER));
    }

    /// The availability by the rests alone.
    Availability availability(Instant now) {
        return isResting(now) ? new Availability.Out(restsFor, restUntil) : new Availability.Ready();
    }

    /// The state after an attempt ended.
    TargetHealth after(Verdict verdict, RandomGenerator random) {
        Instant now = verdict.ended();
        TargetHealth counted = switch (Sign.of(verdict.outcome())) {
            case ANSWERED -> new TargetHealth(restsAfterAnswer(now), restUntil, restsFor, now);
            case OVERLOADED, FAILED, REFUSED -> new TargetHealth(rests, restUntil, restsFor, Instant.EPOCH);
            case THROTTLED, STALLED, NOTHING -> this;
        };
        return counted.rested(verdict, random);
    }

    private int restsAfterAnswer(Instant now) {
        return isResting(now) ? rests : 0;
    }

    /// An end that is farther away than the longest rest was written before the clock was set back.
    private boolean isResting(Instant now) {
        return restUntil.isAfter(now) && !restUntil.isAfter(now.plus(LONGEST_REST));
    }

    /// A throttle of a numbered call tells this process nothing that the target's ledger does not tell all
    /// copies: calls that were let through end seconds later than the throttles, so what a process sees
    /// in a row is not in a row.
    private TargetHealth rested(Verdict verdict, RandomGenerator random) {
        Instant now = verdict.ended();
        return switch (verdict.outcome()) {
            case Outcome.Throttled(var _, Optional<Duration> asked)
            when asked.isEmpty() && verdict.place().isPresent() -> this;
            case Outcome.Throttled(var _, Optional<Duration> asked) ->
                resting(Skipped.Reason.RESTING, now, throttleRest(asked, random));
            case Outcome.NotReady() -> resting(Skipped.Reason.PAUSED, now, NOT_READY_REST);
            case Outcome.Overloaded(Optional<Duration> asked)
            when asked.isPresent() -> resting(Skipped.Reason.PAUSED, now, shorter(asked.get(), LONGEST_REST));
            case Outcome _ -> this;
        };
    }

    /// Throttles during a rest come from calls that began before it: they do not double the next rest.
    private TargetHealth resting(Skipped.Reason why, Instant now, Duration rest) {
        boolean already = isResting(now);
        Instant end = now.plus(rest);
        boolean longer = !already || end.isAfter(restUntil);
        return new TargetHealth(
                already ? rests : rests + 1, longer ? end : restUntil, longer ? why : restsFor, answeredAt);
    }

    /// The rest that Bedrock asked for; else 1 to 5 seconds, doubled for each throttle in a row. At
    /// most a minute.
    private Duration throttleRest(Optional<Duration> asked, RandomGenerator random) {
        long drawn = (long) random.nextInt(1_000, 5_001) << Math.min(rests, LONGEST_REST_DOUBLINGS);
        return shorter(asked.orElse(Duration.ofMillis(drawn)), LONGEST_REST);
    }

    private static Duration shorter(Duration one, Duration other) {
        return Collections.min(List.of(one, other));
    }

    /// What all copies should know about the target after an attempt.
    ///
    /// @param known what they know so far
    /// @param own what this process had seen before, which decides whether it doubts another copy
    /// @param regionLost whether other targets of its Region fail as well, so that one failure is
    /// enough
    static Optional<? extends HealthEntry> decide(
            Optional<? extends HealthEntry> known,
            TargetHealth own,
            Verdict verdict,
            boolean regionLost,
            String me,
            RandomGenerator random) {
        Optional<Exclusion> decided =
                HealthEntry.exclusion(known).filter(exclusion -> !exclusion.isOver(verdict.ended()));
        if (decided.isPresent() && !decided.get().precedes(verdict.begun())) {
            return known;
        }
        boolean doubted = decided.isPresent() && own.doubts(decided.get(), me, verdict.ended());
        return switch (Sign.of(verdict.outcome())) {
            case ANSWERED -> doubted ? Optional.empty() : answered(known, decided, verdict);
            case THROTTLED -> throttled(known, decided, verdict);
            case OVERLOADED, STALLED ->
                decided.isPresent()
                        ? stillOut(decided.get(), doubted, verdict, me, random)
                        : suspected(HealthEntry.suspicion(known), verdict, false, me, random);
            case FAILED ->
                decided.isPresent()
                        ? failedAgain(decided.get(), doubted, verdict, me, random)
                        : suspected(HealthEntry.suspicion(known), verdict, regionLost, me, random);
            case REFUSED -> refused(decided, doubted, verdict, me, random);
            case NOTHING -> known;
        };
    }

    /// A call with a number counts as answered without a write.
    private static Optional<? extends HealthEntry> answered(
            Optional<? extends HealthEntry> known, Optional<Exclusion> decided, Verdict verdict) {
        return decided.isPresent()
                ? decided.get().answered(verdict.ended())
                : HealthEntry.suspicion(known)
                        .filter(_ -> verdict.place().isPresent())
                        .map(suspicion -> suspicion.answered(verdict));
    }

    private static Optional<? extends HealthEntry> throttled(
            Optional<? extends HealthEntry> known, Optional<Exclusion> decided, Verdict verdict) {
        if (decided.isPresent()) {
            Instant now = verdict.ended();
            return decided.get().isProbed(now) ? decided.get().answered(now) : known;
        }
        Optional<Suspicion> suspicion = HealthEntry.suspicion(known);
        return suspicion.isPresent() ? suspicion.map(alive -> alive.answered(verdict)) : known;
    }

    /// Failures of an ejected target tell nothing new, unless this copy doubted the ejection; nor do those
    /// of calls that began before its time was over.
    private static Optional<Exclusion> failedAgain(
            Exclusion out, boolean doubted, Verdict verdict, String me, RandomGenerator random) {
        if (out.isOnProbation() || !out.until().isAfter(verdict.begun())) {
            String by = out.by().equals(me) ? me : Exclusion.SEVERAL;
            return Optional.of(out.again(Cause.FAILING, by, because(verdict), verdict.ended(), random));
        }
        return Optional.of(doubted ? out.confirmed(me) : out);
    }

    /// An ejected target whose probe is refused for overload, or stalls, is probed again after the same
    /// time, not a longer one, and one that has returned stays: the load may be less by then.
    private static Optional<Exclusion> stillOut(
            Exclusion out, boolean doubted, Verdict verdict, String me, RandomGenerator random) {
        if (out.isOnProbation()) {
            return Optional.of(out);
        }
        return out.until().isAfter(verdict.begun())
                ? Optional.of(doubted ? out.confirmed(me) : out)
                : Optional.of(out.asBefore(me, because(verdict), verdict.ended(), random));
    }

    private static Optional<HealthEntry> suspected(
            Optional<Suspicion> before, Verdict verdict, boolean regionLost, String me, RandomGenerator random) {
        Suspicion now =
                before.map(suspicion -> suspicion.failed(verdict, me)).orElseGet(() -> Suspicion.first(verdict, me));
        return Optional.of(
                regionLost || now.enough()
                        ? Exclusion.first(Cause.FAILING, now.by(), because(verdict), verdict.ended(), random)
                        : now);
    }

    private static Optional<Exclusion> refused(
            Optional<Exclusion> decided, boolean doubted, Verdict verdict, String me, RandomGenerator random) {
        Instant now = verdict.ended();
        if (decided.isEmpty()) {
            return Optional.of(Exclusion.first(Cause.REFUSED, me, because(verdict), now, random));
        }
        Exclusion out = decided.get();
        boolean told = out.cause() == Cause.REFUSED && out.until().isAfter(verdict.begun());
        Exclusion known = doubted ? out.confirmed(me) : out;
        return Optional.of(told ? known : out.again(Cause.REFUSED, me, because(verdict), now, random));
    }

    private static String because(Verdict verdict) {
        String detail = verdict.outcome().detail();
        return detail.isEmpty() ? verdict.outcome().label() : verdict.outcome().label() + ": " + detail;
    }
}
