package io.breakwater.call;

import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import io.breakwater.routing.Candidate;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Signal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The room that one session holds in a target's ledger, at one target at a time: reserved before each
/// call, and released with what the call has used.
final class TargetRoom {
    private final RunningHolds holds;
    private final RequestEvents events;
    private final Gateway.Parts parts;
    private @Nullable RunningHold held;

    TargetRoom(RunningHolds holds, RequestEvents events, Gateway.Parts parts) {
        this.holds = holds;
        this.events = events;
        this.parts = parts;
    }

    /// @param retry whether the call that the room is for repeats one that failed
    Signal reserve(Candidate candidate, Prepared ready, boolean retry) {
        RoutedTarget target = candidate.routed();
        long tokens = ready.targetTokens(target);
        Priority priority = ready.tenant().priority();
        Admission admission = retry
                ? parts.targets().reserveRetry(target, priority, tokens, now())
                : parts.targets().reserve(target, priority, tokens, now());
        return switch (admission) {
            case Admission.Admitted(Reservation reservation, var _) -> {
                held = holds.begin(parts.targets().renewals(), reservation);
                parts.planner().used(candidate);
                yield Signal.Done.RESERVED;
            }
            case Admission.Refused refused -> new Signal.NoRoom(refused.retryAfter(), why(refused, tokens));
            case Admission.TooLarge _, Admission.Suspended _ ->
                new Signal.NoRoom(Duration.ofMinutes(1), Signal.Why.SPENT);
            case Admission.Unavailable(String reason, var _) -> {
                events.storeFailed(TargetLedger.key(target), reason);
                yield new Signal.NoRoom(Duration.ofSeconds(1), Signal.Why.UNKNOWN);
            }
        };
    }

    private static Signal.Why why(Admission.Refused refused, long tokens) {
        if (refused.shortfall().ofRetries()) {
            return Signal.Why.RETRIES_SPENT;
        }
        return refused.status().hasRoom(tokens) ? Signal.Why.KEPT_FOR_OTHERS : Signal.Why.SPENT;
    }

    boolean isHeld() {
        return held != null;
    }

    /// The room that is held.
    ///
    /// @throws IllegalStateException if none is held
    RunningHold held() {
        RunningHold now = held;
        if (now == null) {
            throw new IllegalStateException("the session asked for a call or a release without reserved room");
        }
        return now;
    }

    /// Releases the room of a failed call; one that may be billed counts as it was reserved, unless Bedrock
    /// has told its usage.
    void failed(RoutedTarget target, Outcome outcome, boolean retry, Instant now) {
        Reservation ended = TargetLedger.failed(target, held().end(), outcome, retry);
        long reserved = outcome.maybeBilled() ? ended.amount().tokens() : 0;
        release(
                ended,
                outcome.told()
                        .map(usage -> TargetLedger.quotaTokens(target, usage))
                        .orElse(reserved),
                now);
        if (outcome instanceof Outcome.Throttled(Outcome.Quota quota, var _)) {
            exhaust(target, quota, now);
        }
    }

    private void exhaust(RoutedTarget target, Outcome.Quota quota, Instant now) {
        switch (parts.targets().throttled(target, quota, now)) {
            case WriteResult.Applied _, WriteResult.Refused _ -> {}
            case WriteResult.Busy(String reason) -> events.storeFailed(TargetLedger.key(target), reason);
            case WriteResult.Unknown(String reason) -> events.storeFailed(TargetLedger.key(target), reason);
        }
    }

    /// Releases the room as unused, if any is held.
    void free() {
        if (isHeld()) {
            release(0);
        }
    }

    /// Releases the room as if the whole reservation had been used.
    void releaseAsUsed() {
        release(held().reservation().amount().tokens());
    }

    void release(long usedTokens) {
        release(held().end(), usedTokens, now());
    }

    private void release(Reservation reservation, long usedTokens, Instant now) {
        held = null;
        if (parts.targets().settle(reservation, usedTokens, now)
                instanceof SettlementResult.LeftToHeal(String reason)) {
            events.settlementLost(reservation, reason);
        }
    }

    private Instant now() {
        return parts.clock().instant();
    }
}
