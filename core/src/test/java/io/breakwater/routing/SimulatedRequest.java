package io.breakwater.routing;

import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request of [SimulatedTraffic]: drives a session and checks at every step what must always hold.
final class SimulatedRequest {
    private final SimulatedTraffic traffic;
    private final int id;
    private final Instant deadline;
    private final Session session;
    private final Map<Target, Integer> calls = new HashMap<>();
    private boolean held;
    private boolean ended;
    private boolean renewed;
    private int attempts;
    private int abandonedBeforeAnother;
    private @Nullable Outcome last;
    private @Nullable Target mayRepeat;

    SimulatedRequest(SimulatedTraffic traffic, int id, Instant deadline) {
        this.traffic = traffic;
        this.id = id;
        this.deadline = deadline;
        this.session = traffic.session(deadline);
    }

    void begin() {
        follow(session.start(traffic.now()));
    }

    private void tell(Signal signal) {
        traffic.trace(id, signal.getClass().getSimpleName());
        follow(session.on(signal, traffic.now()));
    }

    private void follow(Step step) {
        traffic.trace(id, described(step));
        check(!ended, "a step after the last");
        switch (step) {
            case Step.Reserve(Candidate candidate) -> reserve(candidate);
            case Step.Call call -> call(call);
            case Step.Wait(Duration pause) -> pause(pause);
            case Step.Answer(Candidate candidate, int made) -> answer(candidate, made);
            case Step.GiveUp(Surrender reason, int made) -> giveUp(reason, made);
        }
    }

    private static String described(Step step) {
        return switch (step) {
            case Step.Reserve(Candidate candidate) -> candidate.target().label();
            case Step.Call call -> call.candidate().target().label() + call.attempt();
            case Step.Wait(Duration pause) -> pause.toString();
            case Step.Answer(Candidate candidate, int made) ->
                candidate.target().label() + made;
            case Step.GiveUp(Surrender reason, int made) -> reason.getClass().getSimpleName() + made;
        };
    }

    private void reserve(Candidate candidate) {
        check(!held, "room is held twice");
        if (candidate.probe()) {
            traffic.saw(SimulatedTraffic.Sight.PROBED);
        }
        traffic.after(traffic.reserving(), () -> {
            Signal signal = traffic.reserved(candidate);
            held = signal instanceof Signal.Reserved;
            tell(signal);
        });
    }

    private void call(Step.Call call) {
        Target target = call.candidate().target();
        attempts++;
        check(held, "a call without room");
        check(call.attempt() == attempts && attempts <= 3, "attempt", attempts);
        check(!traffic.now().plusSeconds(2).isAfter(deadline), "a call with less than two seconds left");
        check(!call.budget().total().isNegative(), "a negative budget");
        check(!traffic.now().plus(call.budget().total()).isAfter(deadline), "a call beyond the deadline");
        check(calls.merge(target, 1, Integer::sum) == 1 || target.equals(mayRepeat), "called twice:", target);
        if (last != null && last.maybeBilled()) {
            abandonedBeforeAnother++;
            traffic.saw(SimulatedTraffic.Sight.ABANDONED);
        }
        check(abandonedBeforeAnother <= 1, "a second call was given up for another");
        check(!(last instanceof Outcome.Rejected || last instanceof Outcome.InputTooLong), "failover after", last);
        var played = traffic.played(call.candidate(), call.budget());
        traffic.after(played.getValue(), () -> ended(target, played.getKey()));
    }

    private void ended(Target target, Outcome outcome) {
        last = outcome;
        mayRepeat = null;
        if (outcome instanceof Outcome.BadCredentials && !renewed) {
            renewed = true;
            mayRepeat = target;
            traffic.saw(SimulatedTraffic.Sight.RENEWED);
        }
        traffic.observe(target, outcome);
        held = outcome instanceof Outcome.Answered;
        tell(new Signal.Ended(outcome));
    }

    private void pause(Duration pause) {
        check(!held, "a pause while room is held");
        check(last instanceof Outcome.Throttled, "a pause after", last);
        traffic.saw(SimulatedTraffic.Sight.PAUSED);
        mayRepeat = calls.keySet().iterator().next();
        traffic.after(pause, () -> tell(new Signal.Waited()));
    }

    private void answer(Candidate candidate, int made) {
        check(held && last instanceof Outcome.Answered, "an answer after", last);
        traffic.saw(SimulatedTraffic.Sight.ANSWERED);
        if (candidate.tier() > 1) {
            traffic.saw(SimulatedTraffic.Sight.LOWER_TIER);
        }
        if (made == 3) {
            traffic.saw(SimulatedTraffic.Sight.ANSWERED_AT_THE_THIRD);
        }
        finish(made);
    }

    /// Room may be held where holding it took too long; whoever drives gives it back.
    private void giveUp(Surrender reason, int made) {
        check(!held || reason instanceof Surrender.DeadlinePassed, "room is left held after", reason);
        switch (reason) {
            case Surrender.DeadlinePassed() -> traffic.saw(SimulatedTraffic.Sight.DEADLINE);
            case Surrender.AllBusy(Duration wait) -> {
                check(wait.compareTo(Duration.ofSeconds(1)) >= 0, "a wait of", wait);
                traffic.saw(SimulatedTraffic.Sight.ALL_BUSY);
            }
            case Surrender.Failed(Outcome _, Duration wait) -> {
                check(wait.compareTo(Duration.ofSeconds(1)) >= 0, "a wait of", wait);
                if (made < 2) {
                    traffic.saw(SimulatedTraffic.Sight.NO_BUDGET);
                }
            }
            case Surrender.Throttled _,
                    Surrender.NothingEligible _,
                    Surrender.Rejected _,
                    Surrender.InputTooLong _ -> {}
        }
        finish(made);
    }

    /// Holding room is bounded by the store's own time-out, not by the deadline: it may end that much later.
    private void finish(int made) {
        check(made == attempts, "attempts told and made:", made, attempts);
        check(!traffic.now().minusSeconds(attempts == 0 ? 20 : 4).isAfter(deadline), "the end is after the deadline");
        check(attempts == 0 || held || !(last instanceof Outcome.Answered), "an answer was lost");
        ended = true;
        traffic.finished();
    }

    private void check(boolean holds, String claim, @Nullable Object... values) {
        if (!holds) {
            throw new AssertionError("request " + id + ": " + claim + " " + Arrays.toString(values));
        }
    }
}
