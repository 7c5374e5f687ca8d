package io.breakwater.routing;

import io.breakwater.model.Cause;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What a session met on its way, to explain why it gave up; only the newest of each kind is kept.
final class WhatWentWrong {
    private final Plan plan;
    private @Nullable Cause newest;
    private @Nullable Cause spent;
    private @Nullable Cause failure;
    private String noRetry = "";

    WhatWentWrong(Plan plan) {
        this.plan = plan;
    }

    void noRoom(Candidate candidate, Signal.Why why) {
        newest = Cause.of(candidate.target(), text(why));
        if (why != Signal.Why.UNKNOWN) {
            spent = newest;
        }
    }

    private static String text(Signal.Why why) {
        return switch (why) {
            case SPENT -> "no room: its quota of the minute is used up";
            case KEPT_FOR_OTHERS -> "no room: the rest is kept for other priorities";
            case RETRIES_SPENT -> "no retry: too many have failed there";
            case UNKNOWN -> "no room: its ledger did not answer";
        };
    }

    /// Told beside the failure that the retry was for.
    void noRetry(Candidate candidate) {
        noRetry = "; at " + candidate.target().label() + " " + text(Signal.Why.RETRIES_SPENT);
    }

    void probeTaken(Candidate candidate) {
        newest = Cause.of(candidate.target(), "another request is probing it");
    }

    /// @param quota whether a quota was in the way, and nothing failed
    void ended(Candidate candidate, Outcome outcome, boolean quota) {
        newest = Cause.of(candidate.target(), outcome.text());
        if (quota) {
            spent = newest;
        } else {
            failure = newest;
        }
    }

    /// Why the session gives up.
    ///
    /// @param times tell whose time limit it was, if time has run out
    Cause because(GiveUpReason reason, RequestTimes times) {
        return switch (reason) {
            case GiveUpReason.NothingEligible(String why, var _) -> Cause.nobody(why);
            case GiveUpReason.TooLarge(long asked, long most) ->
                Cause.nobody("quota of the targets: %d tokens asked, at most %d at once".formatted(asked, most));
            case GiveUpReason.AllBusy _ ->
                withRetries(or(newest, leftOut(skip -> skip.reason().passing()), "no target"));
            case GiveUpReason.Throttled _ ->
                withRetries(or(spent, leftOut(skip -> skip.reason().spent()), "no room"));
            case GiveUpReason.Failed _ -> withRetries(or(failure, Optional.empty(), "no answer"));
            case GiveUpReason.Rejected _, GiveUpReason.InputTooLong _ ->
                or(newest, Optional.empty(), "the request fits no target");
            case GiveUpReason.DeadlinePassed() -> late(times.owner());
        };
    }

    private Cause withRetries(Cause cause) {
        return new Cause(cause.reason() + noRetry, cause.target());
    }

    private Cause late(TimeLimit.Owner owner) {
        String late = "no time left (" + owner.label() + ")";
        Cause before = newest;
        return before == null ? Cause.nobody(late) : new Cause(late + ", after " + before.reason(), before.target());
    }

    /// The cause of the skipped target that will be back first.
    private Optional<Cause> leftOut(Predicate<Skipped> kind) {
        return plan.skipped().stream()
                .filter(kind)
                .min(Comparator.comparing(skip -> skip.until().orElse(Instant.MAX)))
                .map(skip ->
                        Cause.of(skip.target(), "left out: " + skip.reason().label()));
    }

    private static Cause or(@Nullable Cause met, Optional<Cause> leftOut, String otherwise) {
        return met == null ? leftOut.orElseGet(() -> Cause.nobody(otherwise)) : met;
    }
}
