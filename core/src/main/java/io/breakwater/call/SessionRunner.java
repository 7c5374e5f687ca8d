package io.breakwater.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.Cause;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.routing.Availability;
import io.breakwater.routing.Candidate;
import io.breakwater.routing.GiveUpReason;
import io.breakwater.routing.HealthBoard;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.SecondRun;
import io.breakwater.routing.Session;
import io.breakwater.routing.SessionTotals;
import io.breakwater.routing.Signal;
import io.breakwater.routing.Silence;
import io.breakwater.routing.Step;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Carries out the steps of one session, blocking: it reserves, calls and waits, and tells the session
/// the result. It decides nothing; it remembers only the room that is held and the answers that
/// came.
final class SessionRunner {
    private final Session session;
    private final Exchange exchange;
    private final Settlements settlements;
    private final Gateway.Parts parts;
    private final WatchedStreams streams;
    private final RequestEvents events;
    private final TargetRoom room;
    private final Runnable called;
    private Prepared ready;
    /// An answer that was cut at its bound; it is booked and kept while the same call is made once
    /// more.
    private Ending.@Nullable Answered kept;

    private @Nullable Attempted attempted;
    private @Nullable Attempt attempt;

    /// @param called told each time before a target is called
    SessionRunner(
            Prepared ready,
            Session session,
            Exchange exchange,
            RunningHolds holds,
            WatchedStreams streams,
            Settlements settlements,
            Gateway.Parts parts,
            Runnable called) {
        this.ready = ready;
        this.session = session;
        this.streams = streams;
        this.settlements = settlements;
        this.exchange = exchange;
        this.parts = parts;
        this.events = new RequestEvents(exchange, parts.events(), parts.clock());
        this.room = new TargetRoom(holds, events, parts);
        this.called = called;
    }

    /// How a session ends.
    sealed interface Ending {
        SessionTotals totals();

        /// @param attempt the call that answered; a stream's verdict is still to come
        /// @param held the target's reservation; still to be settled unless `booked`
        /// @param booked whether the answer is booked already, as a kept answer is
        record Answered(
                Candidate candidate,
                Attempted answer,
                Attempt attempt,
                RunningHold held,
                boolean booked,
                SessionTotals totals)
                implements Ending {
            Answered with(SessionTotals after) {
                return new Answered(candidate, answer, attempt, held, booked, after);
            }
        }

        record GaveUp(GiveUpReason reason, Cause cause, SessionTotals totals) implements Ending {}
    }

    /// The targets of calls that were given up and may be billed.
    List<RoutedTarget> abandoned() {
        return session.totals().abandoned();
    }

    /// The body that this target is sent.
    ModelBody body(RoutedTarget target) {
        return ready.body(target);
    }

    /// However the session ends, nothing stays reserved but the room of the answer. A defect may come
    /// in the middle of a call; that call counts as abandoned. After a defect in a second run the
    /// caller still gets the first answer.
    Ending run() throws InterruptedException {
        try {
            return follow();
        } catch (RuntimeException | Error defect) {
            letGo(defect);
            Ending.Answered cut = kept;
            if (cut == null || defect instanceof VirtualMachineError) {
                throw defect;
            }
            events.defect(defect);
            session.secondRunBroken();
            return cut.with(session.totals());
        }
    }

    private void letGo(Throwable defect) {
        try {
            Ending.Answered cut = kept;
            if (!room.isHeld()) {
                return;
            }
            if (cut != null && cut.held() == room.held()) {
                room.release(quotaTokens(cut));
            } else {
                session.brokenOff();
                room.releaseAsUsed();
            }
        } catch (RuntimeException another) {
            defect.addSuppressed(another);
        }
    }

    private Ending follow() throws InterruptedException {
        Step step = session.start(now());
        while (true) {
            switch (step) {
                case Step.Reserve(Candidate candidate) -> step = session.on(reserve(candidate), now());
                case Step.ClaimProbe(Candidate candidate) -> step = session.on(claimProbe(candidate), now());
                case Step.Call call -> {
                    called.run();
                    step = session.on(call(call), now());
                }
                case Step.RunAgain(Candidate candidate) ->
                    step = session.on(again(candidate, session.totals().abandoned()), now());
                case Step.RenewCredentials(Candidate candidate) -> {
                    parts.transport()
                            .renewCredentials(candidate.target(), ready.tenant().id());
                    step = session.on(Signal.Done.RENEWED, now());
                }
                case Step.Blame(Candidate refused, Outcome outcome) -> {
                    parts.health().observe(refused.target(), new Verdict(outcome, now(), now()));
                    events.guardrail(refused.target(), outcome);
                    step = session.on(Signal.Done.NOTED, now());
                }
                case Step.Wait(Duration pause) -> {
                    parts.pause().pause(pause);
                    step = session.on(Signal.Done.WAITED, now());
                }
                case Step.Answer(Candidate candidate, SessionTotals totals) -> {
                    return answered(candidate, totals);
                }
                case Step.GiveUp(GiveUpReason reason, Cause cause, SessionTotals totals) -> {
                    room.free();
                    return new Ending.GaveUp(reason, cause, totals);
                }
            }
        }
    }

    private Ending answered(Candidate candidate, SessionTotals totals) {
        Ending.Answered cut = kept;
        if (cut == null || totals.secondRun() == SecondRun.DONE) {
            return new Ending.Answered(candidate, required(attempted), required(attempt), room.held(), false, totals);
        }
        room.free();
        return cut.with(totals);
    }

    /// Books the cut answer and frees its room before reserving for the second run.
    private Signal again(Candidate candidate, List<RoutedTarget> abandoned) {
        RoutedTarget target = candidate.routed();
        if (!(attempted instanceof Attempted.Whole cut)) {
            throw new IllegalStateException("only a whole answer is run again, not " + attempted);
        }
        Prepared full = ready.inFull(target);
        kept = new Ending.Answered(candidate, cut, required(attempt), room.held(), true, session.totals());
        boolean again = settlements.again(target, cut.usage(), full, abandoned);
        room.release(quotaTokens(kept));
        ready = full;
        return again ? reserve(candidate) : new Signal.NoRoom(Duration.ofSeconds(1), Signal.Why.SPENT);
    }

    private Signal reserve(Candidate candidate) {
        return room.reserve(candidate, ready, retries() > 0);
    }

    /// What the next call counts as a retry for: the failure before it. An answer that was cut is none.
    private int retries() {
        return attempted instanceof Attempted.Failed(Outcome before) ? before.retries() : 0;
    }

    private Signal claimProbe(Candidate candidate) {
        HealthBoard health = parts.health();
        boolean claimed = candidate.inNeed()
                ? health.claimProbeInNeed(candidate.target(), now())
                : health.claimProbe(candidate.target(), now());
        if (claimed) {
            return Signal.Done.PROBE_CLAIMED;
        }
        room.release(0);
        return Signal.Done.PROBE_TAKEN;
    }

    private Signal call(Step.Call call) {
        RoutedTarget target = call.candidate().routed();
        Attempt begun = new Attempt(
                exchange,
                parts,
                target,
                call.attempt(),
                now(),
                room.held().reservation().place());
        attempt = begun;
        boolean retry = retries() > 0;
        Attempted result = otherwise(target, answer(call, begun));
        attempted = result;
        return switch (result) {
            case Attempted.Failed(Outcome outcome) -> {
                Instant ended = now();
                LedgerAmount cost = cost(target, outcome);
                Availability after = call.telling(outcome)
                        ? begun.ended(outcome, cost, ended)
                        : begun.endedWithoutVerdict(outcome, cost, ended);
                outcome.told().ifPresent(usage -> settlements.lost(target, usage));
                room.failed(target, outcome, retry, ended);
                events.guardrail(target.target(), outcome);
                yield new Signal.Ended(outcome, after, parts.planner().unhealthy(ready.plan(), ended));
            }
            case Attempted.Whole(ObjectNode whole, TokenUsage usage, var _) -> {
                Outcome answered = new Outcome.Answered();
                parts.wholeAnswers()
                        .learn(
                                target.profile().model().id(),
                                ready.sizing().maxTokens(target),
                                Duration.between(begun.begun(), now()));
                Availability after = begun.ended(answered, TenantCharge.cost(target, usage), now());
                yield ready.cut(target, whole) ? new Signal.Cut(after) : new Signal.Ended(answered, after);
            }
            case Attempted.Opened _ -> new Signal.Ended(new Outcome.Answered(), new Availability.Ready());
        };
    }

    /// A caller who wants a whole answer gets one, even if the model was asked for a stream.
    private Attempted answer(Step.Call call, Attempt begun) {
        RoutedTarget target = call.candidate().routed();
        ModelRequest request = ready.requestFor(target, call.asStream());
        Attempted answer = parts.transport().call(target.target(), request, call.limits());
        if (!(answer instanceof Attempted.Opened(ModelStream stream, Map<String, String> headers))) {
            return answer;
        }
        ModelStream watched = streams.watch(stream, begun, Silence.least(call.limits()));
        Attempted.Opened opened = new Attempted.Opened(watched, headers);
        return ready.call().stream() ? opened : opened.gathered(request.body());
    }

    /// Records an API that the Region lacks, so that no request uses it for a while, and thinking that the target
    /// cannot read. A second run keeps to the API of the first.
    private Attempted otherwise(RoutedTarget target, Attempted answer) {
        if (answer instanceof Attempted.Failed(Outcome.ThoughtsSealed(String message))) {
            boolean without = kept == null && ready.leavesThoughts(target);
            return without ? answer : new Attempted.Failed(new Outcome.Rejected(message));
        }
        if (kept != null || !(answer instanceof Attempted.Failed(Outcome.ApiMissing(String why, var _)))) {
            return answer;
        }
        parts.preparation().lacks(target, ready.body(target).operation(false).api(), now());
        return new Attempted.Failed(new Outcome.ApiMissing(why, ready.lacks(target, now())));
    }

    /// What a failed call has cost, or the most that it may cost.
    private LedgerAmount cost(RoutedTarget target, Outcome outcome) {
        LedgerAmount most = outcome.maybeBilled() ? ready.mayCost(target) : LedgerAmount.NONE;
        return outcome.told().map(usage -> TenantCharge.cost(target, usage)).orElse(most);
    }

    private static long quotaTokens(Ending.Answered cut) {
        return cut.answer() instanceof Attempted.Whole(var _, TokenUsage usage, var _)
                ? TargetLedger.quotaTokens(cut.candidate().routed(), usage)
                : cut.held().reservation().amount().tokens();
    }

    private Instant now() {
        return parts.clock().instant();
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("the session asked for an answer without a call");
        }
        return value;
    }
}
