package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Why something is left out, and until when: a target that fails or that Bedrock refuses, or a quota
/// of the day. When its time is over, one request at a time probes it. Each further exclusion in a row
/// lasts longer.
///
/// A target that failed is back after three answered probes at least fifteen seconds apart, so a target
/// that still fails most of the time gets at most two calls in half a minute. For a minute after its
/// return, one failure is enough to eject it again. In that minute it takes a growing part of its
/// traffic, so that the copies do not all return to it at once (a linear ramp from a tenth, like
/// Envoy's `slow_start_config`). Other exclusions end with one answer.
///
/// A target that failed or was refused is probed before its time by a request that finds no room at any
/// other, twice a minute at most: whether the target is well again then decides whether requests are
/// refused. Such a probe does not lengthen the exclusion.
///
/// @param times how many times in a row it was left out
/// @param since when that was last decided: calls that began before do not count
/// @param until not to be called before
/// @param probingUntil until when a probe is under way
/// @param answers how many probes in a row were answered
/// @param by the copy of the gateway that decided it alone, or [#SEVERAL]
/// @param why the outcome that led to it, for operators
record Exclusion(
        Cause cause, int times, Instant since, Instant until, Instant probingUntil, int answers, String by, String why)
        implements HealthEntry {
    /// Decided on failures that several copies have seen.
    static final String SEVERAL = "several";

    /// Decided since several streams stood still.
    static final String SILENT = "streams stand still";

    private static final Duration PROBE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_ANSWERS = Duration.ofSeconds(15);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(30);
    private static final Duration PROBATION = Duration.ofMinutes(1);
    private static final int LEAST_PER_MILLE = 800;
    private static final int MOST_PER_MILLE = 1_200;
    private static final int NOMINAL_PER_MILLE = 1_000;
    private static final int ALL = 100;
    private static final int LEAST_PERCENT = 10;

    /// What led to it. The times of a failing target are Envoy's outlier detection
    /// (`outlier_detection.proto`).
    enum Cause {
        FAILING(
                "failing",
                Skipped.Reason.EJECTED,
                LeftOut.State.EJECTED,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                3,
                true),
        REFUSED(
                "refused",
                Skipped.Reason.QUARANTINED,
                LeftOut.State.QUARANTINED,
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                1,
                true),
        SPENT(
                "spent",
                Skipped.Reason.DAILY_QUOTA,
                LeftOut.State.QUOTA_CLOSED,
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                1,
                false),
        /// Its account gave no credentials; asking again costs one request a second and a half.
        NO_SESSION(
                "no-session",
                Skipped.Reason.NO_SESSION,
                LeftOut.State.NO_SESSION,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                1,
                false);

        private final String label;
        private final Skipped.Reason reason;
        private final LeftOut.State state;
        private final Duration base;
        private final Duration longest;
        private final int answersToReturn;
        private final boolean inNeed;

        Cause(
                String label,
                Skipped.Reason reason,
                LeftOut.State state,
                Duration base,
                Duration longest,
                int answersToReturn,
                boolean inNeed) {
            this.label = label;
            this.reason = reason;
            this.state = state;
            this.base = base;
            this.longest = longest;
            this.answersToReturn = answersToReturn;
            this.inNeed = inNeed;
        }

        String label() {
            return label;
        }

        /// The longest that it may last when it was decided so many times in a row.
        private Duration longest(int times) {
            return nominal(times).multipliedBy(MOST_PER_MILLE).dividedBy(NOMINAL_PER_MILLE);
        }

        /// How long it lasts when it was decided so many times in a row.
        private Duration nominal(int times) {
            return Collections.min(List.of(base.multipliedBy(times), longest));
        }
    }

    /// Stored texts have milliseconds, and a value read back must equal the one written.
    Exclusion {
        since = since.truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
        probingUntil = probingUntil.truncatedTo(ChronoUnit.MILLIS);
    }

    /// A first exclusion.
    static Exclusion first(Cause cause, String by, String why, Instant now, RandomGenerator random) {
        return begun(cause, 1, by, why, now, random);
    }

    /// A further exclusion, which lasts longer.
    Exclusion again(Cause next, String decidedBy, String because, Instant now, RandomGenerator random) {
        return begun(next, times + 1, decidedBy, because, now, random);
    }

    /// The next exclusion, as long as this one was.
    Exclusion asBefore(String me, String because, Instant now, RandomGenerator random) {
        return begun(cause, times, by.equals(me) ? me : SEVERAL, because, now, random);
    }

    private static Exclusion begun(Cause cause, int times, String by, String why, Instant now, RandomGenerator random) {
        return new Exclusion(cause, times, now, now.plus(jittered(cause, times, random)), Instant.EPOCH, 0, by, why);
    }

    /// `base time x times in a row`, at most the cause's longest time, plus or minus a fifth at random.
    private static Duration jittered(Cause cause, int times, RandomGenerator random) {
        return Duration.ofMillis(cause.nominal(times).toMillis()
                * random.nextInt(LEAST_PER_MILLE, MOST_PER_MILLE + 1)
                / NOMINAL_PER_MILLE);
    }

    @Override
    public Exclusion believed(Instant seen) {
        return new Exclusion(
                cause,
                times,
                HealthEntry.earlier(since, seen),
                HealthEntry.earlier(until, seen.plus(longest())),
                HealthEntry.earlier(probingUntil, seen.plus(PROBE)),
                answers,
                by,
                why);
    }

    /// The longest that it keeps calls away from now on.
    private Duration longest() {
        if (isOnProbation()) {
            return Duration.ZERO;
        }
        return answers > 0 ? BETWEEN_ANSWERS : cause.longest(times);
    }

    /// The same, not beyond this instant.
    Exclusion atMostUntil(Instant end) {
        return until.isAfter(end) ? outUntil(end) : this;
    }

    /// The same with another end.
    Exclusion outUntil(Instant end) {
        return new Exclusion(cause, times, since, end, probingUntil, answers, by, why);
    }

    /// Whether a probe was answered after an instant, and not later than now by this clock.
    boolean answeredBetween(Instant from, Instant now) {
        Instant answered = isOnProbation() ? until : until.minus(BETWEEN_ANSWERS);
        return answers > 0 && answered.isAfter(from) && !answered.isAfter(now);
    }

    /// The same, confirmed by another copy.
    Exclusion confirmed(String another) {
        return another.equals(by)
                ? this
                : new Exclusion(cause, times, since, until, probingUntil, answers, SEVERAL, why);
    }

    Availability availability(Instant now) {
        if (isOnProbation()) {
            int percent = percent(now);
            return percent < ALL ? new Availability.Returning(percent) : new Availability.Ready();
        }
        if (until.isAfter(now)) {
            return new Availability.Out(cause.reason, until, mayBeProbedInNeed(now));
        }
        return probingUntil.isAfter(now) ? new Availability.Out(cause.reason, probingUntil) : new Availability.Probe();
    }

    /// Not within half a minute of a failure, and not beside another probe.
    private boolean mayBeProbedInNeed(Instant now) {
        return cause.inNeed && !since.plus(LEFT_ALONE).isAfter(now) && !probingUntil.isAfter(now);
    }

    /// The percentage of requests that may prefer it; never below the least, since clocks differ.
    private int percent(Instant now) {
        long back = Math.max(0, Duration.between(until, now).toMillis());
        return (int) Math.min(ALL, LEAST_PERCENT + (ALL - LEAST_PERCENT) * back / PROBATION.toMillis());
    }

    /// Whether calls that end now are probes.
    boolean isProbed(Instant now) {
        return !isOnProbation() && (!until.isAfter(now) || probingUntil.isAfter(now));
    }

    /// The same with a probe under way. One in need keeps no other away once the time is over.
    Exclusion probing(Instant now) {
        Instant end = now.plus(PROBE);
        boolean overSooner = until.isAfter(now) && until.isBefore(end);
        return new Exclusion(cause, times, since, until, overSooner ? until : end, answers, by, why);
    }

    /// The state after an answer to a call that began since; empty when the exclusion is over.
    Optional<Exclusion> answered(Instant now) {
        if (isOnProbation()) {
            return isOver(now) ? Optional.empty() : Optional.of(this);
        }
        if (answers + 1 < cause.answersToReturn) {
            return Optional.of(
                    new Exclusion(cause, times, since, now.plus(BETWEEN_ANSWERS), Instant.EPOCH, answers + 1, by, why));
        }
        return cause == Cause.FAILING
                ? Optional.of(new Exclusion(cause, times, since, now, Instant.EPOCH, answers + 1, by, why))
                : Optional.empty();
    }

    /// Whether it was decided since streams stood still, after this instant, and nothing has confirmed it.
    boolean isOfSilenceSince(Instant silent) {
        return times == 1 && answers == 0 && isOfSilence() && since.isAfter(silent);
    }

    /// Whether it was last decided since streams stood still.
    boolean isOfSilence() {
        return why.equals(SILENT);
    }

    /// Whether it was decided before a call began, so that the call can say something of it.
    boolean precedes(Instant begun) {
        return !begun.isBefore(since);
    }

    /// Back in use, and out again with the next failure.
    boolean isOnProbation() {
        return answers >= cause.answersToReturn;
    }

    /// As operators see it; empty when the exclusion is over.
    Optional<LeftOut> leftOut(Instant now) {
        if (isOver(now)) {
            return Optional.empty();
        }
        if (isOnProbation()) {
            return Optional.of(leftOut(LeftOut.State.ON_PROBATION, until.plus(PROBATION)));
        }
        return Optional.of(
                probingUntil.isAfter(now) && !until.isAfter(now)
                        ? leftOut(LeftOut.State.PROBING, probingUntil)
                        : leftOut(cause.state, until));
    }

    private LeftOut leftOut(LeftOut.State state, Instant end) {
        return new LeftOut(state, times, since, end, by, why);
    }

    /// Whether the probation has passed, so that the exclusion can be forgotten.
    boolean isOver(Instant now) {
        return isOnProbation() && !now.isBefore(until.plus(PROBATION));
    }
}
