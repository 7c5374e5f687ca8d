package io.breakwater.call;

import io.breakwater.event.EventSink;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.Admission;
import io.breakwater.quota.Reservation;
import io.breakwater.quota.Settled;
import io.breakwater.quota.WriteResult;
import io.breakwater.routing.Candidate;
import io.breakwater.routing.HealthBoard;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Planner;
import io.breakwater.routing.Session;
import io.breakwater.routing.SessionTotals;
import io.breakwater.routing.Signal;
import io.breakwater.routing.Step;
import io.breakwater.routing.Surrender;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Carries out the steps of one session, blocking: reserves, calls, waits, and tells the session how it went. It
/// decides nothing; all it remembers is the room that is held and the answer that came.
final class SessionRunner {
    private static final Duration PROBE_ELSEWHERE = Duration.ofSeconds(1);

    private final Prepared.Ready ready;
    private final String requestId;
    private final Ports ports;
    private @Nullable Reservation held;
    private @Nullable Attempted attempted;

    SessionRunner(Prepared.Ready ready, String requestId, Ports ports) {
        this.ready = ready;
        this.requestId = requestId;
        this.ports = ports;
    }

    /// What a runner works with.
    record Ports(
            InstantSource clock,
            Pause pause,
            ModelTransport transport,
            TargetLedger targets,
            HealthBoard health,
            Planner planner,
            EventSink events) {}

    /// Where a session ends.
    sealed interface Ending {
        SessionTotals totals();

        /// @param held the target's reservation, still to be settled
        record Answered(Candidate candidate, Attempted answer, Reservation held, SessionTotals totals)
                implements Ending {}

        record GaveUp(Surrender reason, SessionTotals totals) implements Ending {}
    }

    /// Whatever ends it, no room stays held, except that of the answer. An ending that must not happen may have
    /// come in the middle of a call, so it counts as an abandoned one.
    Ending run(Session session) throws InterruptedException {
        try {
            return follow(session);
        } catch (RuntimeException | Error defect) {
            if (held != null) {
                session.cut();
                releaseAsUsed(now());
            }
            throw defect;
        }
    }

    private Ending follow(Session session) throws InterruptedException {
        Step step = session.start(now());
        while (true) {
            switch (step) {
                case Step.Reserve(Candidate candidate) -> step = session.on(reserve(candidate), now());
                case Step.Call call -> step = session.on(new Signal.Ended(call(call)), now());
                case Step.RenewCredentials(Candidate candidate) -> {
                    ports.transport.renewCredentials(candidate.target());
                    step = session.on(new Signal.Renewed(), now());
                }
                case Step.Wait(Duration pause) -> {
                    ports.pause.pause(pause);
                    step = session.on(new Signal.Waited(), now());
                }
                case Step.Answer(Candidate candidate, SessionTotals totals) -> {
                    return new Ending.Answered(candidate, required(attempted), required(held), totals);
                }
                case Step.GiveUp(Surrender reason, SessionTotals totals) -> {
                    if (held != null) {
                        release(0, now());
                    }
                    return new Ending.GaveUp(reason, totals);
                }
            }
        }
    }

    private Signal reserve(Candidate candidate) {
        if (candidate.probe() && !ports.health.claimProbe(candidate.target(), now())) {
            return new Signal.NoRoom(PROBE_ELSEWHERE);
        }
        RoutedTarget target = candidate.routed();
        long tokens = ready.sizing().inputTokens() + ready.sizing().maxTokens(target);
        return switch (ports.targets.reserve(target, ready.tenant().priority(), tokens, now())) {
            case Admission.Admitted(Reservation reservation, var _) -> {
                held = reservation;
                ports.planner.used(candidate);
                yield new Signal.Reserved();
            }
            case Admission.Refused refused ->
                new Signal.NoRoom(refused.retryAfter(), refused.standing().hasRoom(tokens));
            case Admission.TooLarge _, Admission.Suspended _ -> new Signal.NoRoom(Duration.ofMinutes(1));
            case Admission.Unavailable(String reason, var _) -> {
                observing().storeFailed(TargetLedger.key(target), reason);
                yield new Signal.NoRoom(Duration.ofSeconds(1));
            }
        };
    }

    private Outcome call(Step.Call call) {
        Instant begun = now();
        RoutedTarget target = call.candidate().routed();
        Attempted result = ports.transport.call(target.target(), ready.requestFor(target), call.budget());
        attempted = result;
        Outcome outcome = result instanceof Attempted.Failed(Outcome failure) ? failure : new Outcome.Answered();
        Instant ended = now();
        if (call.telling(outcome)) {
            ports.health.observe(target.target(), outcome, ended);
        }
        ports.events.accept(new GatewayEvent.AttemptEnded(
                requestId,
                ended,
                ready.tenant().id(),
                target.target(),
                call.attempt(),
                outcome.label(),
                outcome.detail(),
                Duration.between(begun, ended)));
        settle(target, outcome, ended);
        return outcome;
    }

    /// An answer's room stays held until it is delivered.
    private void settle(RoutedTarget target, Outcome outcome, Instant now) {
        switch (outcome) {
            case Outcome.Answered() -> {}
            case Outcome.Throttled(Outcome.Quota quota) -> {
                release(0, now);
                exhaust(target, quota, now);
            }
            case Outcome other when other.maybeBilled() -> releaseAsUsed(now);
            case Outcome _ -> release(0, now);
        }
    }

    private void exhaust(RoutedTarget target, Outcome.Quota quota, Instant now) {
        switch (ports.targets.throttled(target, quota, now)) {
            case WriteResult.Applied _, WriteResult.Refused _ -> {}
            case WriteResult.Busy(String reason) -> observing().storeFailed(TargetLedger.key(target), reason);
            case WriteResult.Unknown(String reason) -> observing().storeFailed(TargetLedger.key(target), reason);
        }
    }

    private void releaseAsUsed(Instant now) {
        release(required(held).demand().tokens(), now);
    }

    private void release(long usedTokens, Instant now) {
        Reservation reservation = required(held);
        if (ports.targets.settle(reservation, usedTokens, now) instanceof Settled.LeftToHeal(String reason)) {
            observing().settlementLost(reservation, reason);
        }
        held = null;
    }

    private Observations observing() {
        return new Observations(requestId, ready.tenant().id(), ports.events, ports.clock);
    }

    private Instant now() {
        return ports.clock.instant();
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the session asked for an answer or a release without a reserved call");
        }
        return value;
    }
}
