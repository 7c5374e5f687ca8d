package io.breakwater.routing;

import io.breakwater.model.Cause;
import io.breakwater.model.RequestPart;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a session has seen, and what its caller is told when no target answers.
///
/// The same situation always gets the same answer: if only quotas are in the way it is a throttle,
/// whether our ledger or Bedrock said so; if targets fail or are drained it is not. The wait is the
/// shortest over the targets, by the newest value of each.
final class GivingUp {
    private static final Duration LEAST_WAIT = Duration.ofSeconds(1);
    private static final Duration SHORT_PAUSE = Duration.ofSeconds(2);
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final Plan plan;
    private final WhatWentWrong wrong;
    private final Map<Target, Duration> waits = new HashMap<>();
    private @Nullable Outcome last;
    private @Nullable Outcome lastFailure;
    private int throttledTier = Integer.MAX_VALUE;
    private int unavailableTier = Integer.MAX_VALUE;
    private boolean spent;

    GivingUp(Plan plan) {
        this.plan = plan;
        this.wrong = new WhatWentWrong(plan);
    }

    void noRoom(Candidate candidate, Signal.NoRoom noRoom) {
        wrong.noRoom(candidate, noRoom.why());
        waits(candidate, noRoom.retryAfter());
        if (noRoom.why() == Signal.Why.UNKNOWN) {
            unavailable(candidate);
        } else {
            throttled(candidate);
        }
    }

    void learn(Candidate candidate, Outcome outcome, Availability availability, Instant now) {
        last = outcome;
        if (!refuses(outcome)) {
            waits(candidate, wait(outcome, availability, now));
        }
        boolean quota = outcome instanceof Outcome.Throttled || outcome instanceof Outcome.QuotaSpent;
        wrong.ended(candidate, outcome, quota);
        if (outcome instanceof Outcome.Throttled) {
            throttled(candidate);
        } else if (quota) {
            spent = true;
        } else {
            failed(candidate, outcome, availability);
        }
    }

    /// A target that was probed in need stays left out, as the plan says.
    private void waits(Candidate candidate, Duration wait) {
        if (!candidate.inNeed()) {
            waits.put(candidate.target(), wait);
        }
    }

    /// Thinking that a target cannot read is no failure: the same target is called once more, unless
    /// something else is in the way.
    private void failed(Candidate candidate, Outcome outcome, Availability availability) {
        if (!(outcome instanceof Outcome.ThoughtsSealed)) {
            lastFailure = outcome;
        }
        if (!refuses(outcome) && !toBeMended(outcome, availability)) {
            unavailable(candidate);
        }
    }

    /// Whether an operator has to mend the account or the guardrail first, which may take days.
    private static boolean toBeMended(Outcome outcome, Availability availability) {
        if (outcome instanceof Outcome.GuardrailRefused) {
            return true;
        }
        return availability instanceof Availability.Out out && out.reason() == Skipped.Reason.QUARANTINED;
    }

    /// Whether the model has refused the request itself.
    private static boolean refuses(Outcome outcome) {
        return outcome instanceof Outcome.Rejected
                || outcome instanceof Outcome.ThoughtsSealed
                || outcome instanceof Outcome.InputTooLong
                || outcome instanceof Outcome.Doubtful;
    }

    void noRetry(Candidate candidate) {
        wrong.noRetry(candidate);
    }

    void probeTaken(Candidate candidate) {
        wrong.probeTaken(candidate);
        unavailable(candidate);
    }

    /// The cause, for operators.
    Cause cause(GiveUpReason reason, RequestTimes times) {
        return wrong.because(reason, times);
    }

    /// How long the gateway itself leaves the target, or its account's credentials, alone. A target
    /// that is out for its health alone is tried as soon as no other is left.
    private static Duration wait(Outcome outcome, Availability availability, Instant now) {
        if (availability instanceof Availability.Out out && !out.reason().unhealthy()) {
            return Duration.between(now, out.until());
        }
        return outcome instanceof Outcome.NoCredentials(var _, Duration askAgainIn) ? askAgainIn : LEAST_WAIT;
    }

    private void throttled(Candidate candidate) {
        spent = true;
        throttledTier = Math.min(throttledTier, candidate.tier());
    }

    private void unavailable(Candidate candidate) {
        unavailableTier = Math.min(unavailableTier, candidate.tier());
    }

    /// Whether a quota was in the way somewhere.
    boolean lacksRoom() {
        return spent;
    }

    boolean wasThrottled() {
        return last instanceof Outcome.Throttled;
    }

    /// How long until the only target may be called again after a throttle: as long as Bedrock asked, if that
    /// is soon. No request waits longer than that without having said so.
    ///
    /// @param usual the pause if Bedrock asked for none, or for less
    Optional<Duration> untilRoom(Duration usual) {
        if (!(last instanceof Outcome.Throttled(var _, Optional<Duration> asked))) {
            return Optional.empty();
        }
        return asked.isEmpty()
                ? Optional.of(usual)
                : asked.filter(wait -> wait.compareTo(SHORT_PAUSE) <= 0)
                        .map(wait -> Collections.max(List.of(usual, wait.plus(MOMENT))));
    }

    /// How long until credentials are asked for again, if that is soon: no request waits for an STS
    /// that is down.
    Optional<Duration> untilCredentials() {
        return last instanceof Outcome.NoCredentials(var _, Duration askAgainIn)
                        && askAgainIn.compareTo(SHORT_PAUSE) <= 0
                ? Optional.of(askAgainIn.plus(MOMENT))
                : Optional.empty();
    }

    /// A lower tier may refuse a request that a higher tier would take if it had room or could answer;
    /// that is not the caller's fault. But if the higher tier may be away for hours, the caller is told
    /// the refusal, so that it does not keep trying.
    GiveUpReason refused(Candidate by, GiveUpReason reason, Instant now) {
        int tier = by.tier();
        if (throttledTier < tier) {
            return new GiveUpReason.Throttled(waitFrom(now));
        }
        if (!(reason instanceof GiveUpReason.Rejected || reason instanceof GiveUpReason.InputTooLong)) {
            return reason;
        }
        if (plan.throttledAbove(tier)) {
            return new GiveUpReason.Throttled(waitFrom(now));
        }
        return unavailableTier < tier || plan.failsAbove(tier) ? new GiveUpReason.AllBusy(waitFrom(now)) : reason;
    }

    /// Why there is no answer although targets were left to try.
    GiveUpReason reason(boolean timeIsLeft, Instant now) {
        Outcome failure = lastFailure;
        if (failure != null) {
            return timeIsLeft ? new GiveUpReason.Failed(failure, waitFrom(now)) : new GiveUpReason.DeadlinePassed();
        }
        return !timeIsLeft && last instanceof Outcome.ThoughtsSealed
                ? new GiveUpReason.DeadlinePassed()
                : withoutFailure(spent || plan.spent(), now);
    }

    /// Why there is no answer when no target was left to try.
    GiveUpReason withoutTarget(Instant now) {
        if (plan.soonest(now).isEmpty()) {
            return nothingFits(plan);
        }
        return withoutFailure(plan.spent(), now);
    }

    /// Why no target may serve the request: the reason that is closest to success.
    static GiveUpReason nothingFits(Plan plan) {
        if (plan.tooLarge().isPresent()) {
            return plan.tooLarge().get();
        }
        List<Skipped> skipped = plan.skipped();
        if (has(skipped, Skipped.Reason.CONTEXT_TOO_SMALL)) {
            return new GiveUpReason.InputTooLong("input and max_tokens together exceed the model's context window");
        }
        if (has(skipped, Skipped.Reason.NOT_STREAMED)) {
            return new GiveUpReason.NothingEligible(
                    "the model cannot stream such an answer (with tools); request it whole: \"stream\": false, or"
                            + " Converse instead of ConverseStream",
                    Optional.of(RequestPart.member("stream")));
        }
        if (has(skipped, Skipped.Reason.GUARDRAIL_MISSING) && !has(skipped, Skipped.Reason.FEATURE_MISSING)) {
            return new GiveUpReason.NothingEligible(
                    "no target that may serve this tenant has the guardrail of the request");
        }
        return because(skipped, Skipped.Reason.FEATURE_MISSING, "the model does not support what the request uses: ")
                .or(() -> because(
                        skipped,
                        Skipped.Reason.LANGUAGE_NOT_SPOKEN,
                        "the request cannot be sent to the model through this API: "))
                .orElseGet(() -> new GiveUpReason.NothingEligible("no target may serve this tenant"));
    }

    private static Optional<GiveUpReason> because(List<Skipped> skipped, Skipped.Reason reason, String words) {
        return skipped.stream()
                .filter(skip -> skip.reason() == reason)
                .findFirst()
                .map(skip -> new GiveUpReason.NothingEligible(words + skip.because(), skip.about()));
    }

    private static boolean has(List<Skipped> skipped, Skipped.Reason reason) {
        return skipped.stream().anyMatch(skip -> skip.reason() == reason);
    }

    /// A target that failed and asked for a pause counts as failed until the pause is over.
    private GiveUpReason withoutFailure(boolean quotaInTheWay, Instant now) {
        return quotaInTheWay && !plan.paused()
                ? new GiveUpReason.Throttled(waitFrom(now))
                : new GiveUpReason.AllBusy(waitFrom(now));
    }

    private Duration waitFrom(Instant now) {
        Duration soonest = Stream.concat(waits.values().stream(), plan.soonest(now).stream())
                .min(Duration::compareTo)
                .orElse(LEAST_WAIT);
        return Collections.max(List.of(soonest, LEAST_WAIT));
    }
}
