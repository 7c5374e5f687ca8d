package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One request on its way over the candidates of its plan. It decides and remembers; it never calls, waits or
/// reads a clock. Whoever runs it does what it says and decides nothing.
///
/// `start` is called once, then `on` once for each step, until the step is [Step.Answer] or [Step.GiveUp].
public final class Session {
    private final List<Candidate> untried;
    private final Plan plan;
    private final RoutingRules rules;
    private final Instant deadline;
    private final RetryBudget budget;
    private final RandomGenerator random;

    private @Nullable Candidate current;
    private @Nullable Outcome last;
    private @Nullable Duration shortestWait;
    private int attempts;
    private final List<RoutedTarget> abandoned = new ArrayList<>();
    private int backoffs;
    private boolean keptForOthers;
    private boolean credentialsRenewed;

    public Session(Plan plan, RoutingRules rules, Instant deadline, RetryBudget budget, RandomGenerator random) {
        this.plan = plan;
        this.untried = new ArrayList<>(plan.candidates());
        this.rules = rules;
        this.deadline = deadline;
        this.budget = budget;
        this.random = random;
    }

    public Step start(Instant now) {
        budget.deposit(now);
        return untried.isEmpty() ? giveUpWithoutTarget(now) : advance(now);
    }

    public Step on(Signal signal, Instant now) {
        Candidate candidate = current;
        if (candidate == null) {
            throw new IllegalStateException("start the session before it is told " + signal);
        }
        return switch (signal) {
            case Signal.Reserved() -> call(candidate, now);
            case Signal.NoRoom noRoom -> noRoom(noRoom, now);
            case Signal.Waited(), Signal.Renewed() -> new Step.Reserve(candidate);
            case Signal.Ended(Outcome outcome) -> ended(candidate, outcome, now);
        };
    }

    /// A call under way was cut by a defect: it may be billed.
    public void cut() {
        Candidate candidate = current;
        if (candidate != null) {
            abandoned.add(candidate.routed());
        }
    }

    public SessionTotals totals() {
        return new SessionTotals(attempts, abandoned, keptForOthers);
    }

    private Step noRoom(Signal.NoRoom noRoom, Instant now) {
        keptForOthers |= noRoom.keptForOthers();
        noteWait(noRoom.retryAfter());
        return advance(now);
    }

    private void noteWait(Duration wait) {
        Duration known = shortestWait;
        shortestWait = known == null ? wait : shorter(known, wait);
    }

    /// Holding room may have taken long.
    private Step call(Candidate candidate, Instant now) {
        if (!enoughTime(now)) {
            return new Step.GiveUp(new Surrender.DeadlinePassed(), totals());
        }
        attempts++;
        return new Step.Call(candidate, attempts, budget(Duration.between(now, deadline)), !credentialsRenewed);
    }

    /// An answer in one piece gets half of the time as long as another target could still be tried: enough for an
    /// honest answer, and a target that stalls is left while there is time for the next.
    private CallBudget budget(Duration left) {
        boolean another = !untried.isEmpty() && attempts < rules.attempts() && abandoned.size() < rules.abandoned();
        Duration whole = another ? left.dividedBy(2) : left;
        return new CallBudget(shorter(rules.firstToken(), left), rules.idle(), whole, left);
    }

    private Step ended(Candidate candidate, Outcome outcome, Instant now) {
        last = outcome;
        if (outcome.maybeBilled()) {
            abandoned.add(candidate.routed());
        }
        if (outcome instanceof Outcome.Overloaded(Optional<Duration> asked)) {
            asked.ifPresent(this::noteWait);
        }
        return switch (Reaction.to(outcome)) {
            case Reaction.Deliver() -> new Step.Answer(candidate, totals());
            case Reaction.Fail(Surrender reason) -> new Step.GiveUp(reason, totals());
            case Reaction.RenewCredentials() -> renewOrMoveOn(candidate, now);
            case Reaction.MoveOn(int cost, Reaction.Towards towards) -> moveOn(candidate, cost, towards, now);
        };
    }

    private Step renewOrMoveOn(Candidate candidate, Instant now) {
        if (credentialsRenewed) {
            return moveOn(candidate, 1, Reaction.Towards.OTHER_ACCOUNT, now);
        }
        credentialsRenewed = true;
        return mayTryAgain(1, now) ? new Step.RenewCredentials(candidate) : giveUp(now);
    }

    private Step moveOn(Candidate from, int cost, Reaction.Towards towards, Instant now) {
        if (untried.isEmpty()) {
            return backOffOrGiveUp(now);
        }
        if (!mayTryAgain(attempts == 1 && last instanceof Outcome.Throttled ? 0 : cost, now)) {
            return giveUp(now);
        }
        Reaction.prefer(untried, from, towards);
        return advance(now);
    }

    /// The only target was throttled: after a pause it may have room again.
    private Step backOffOrGiveUp(Instant now) {
        Duration pause = jittered(rules.throttleBackoff().multipliedBy(1L << backoffs));
        boolean worthwhile =
                last instanceof Outcome.Throttled && plan.candidates().size() == 1;
        if (!worthwhile || !enoughTime(now.plus(pause)) || !mayTryAgain(1, now)) {
            return giveUp(now);
        }
        backoffs++;
        return new Step.Wait(pause);
    }

    private Step advance(Instant now) {
        if (untried.isEmpty()) {
            return giveUp(now);
        }
        if (!enoughTime(now)) {
            return new Step.GiveUp(new Surrender.DeadlinePassed(), totals());
        }
        current = untried.removeFirst();
        return new Step.Reserve(current);
    }

    private boolean mayTryAgain(int cost, Instant now) {
        return attempts < rules.attempts()
                && abandoned.size() <= rules.abandoned()
                && enoughTime(now)
                && (cost == 0 || budget.withdraw(cost, now));
    }

    private boolean enoughTime(Instant now) {
        return !Duration.between(now, deadline).minus(rules.leastTime()).isNegative();
    }

    private Step giveUp(Instant now) {
        return new Step.GiveUp(surrender(now), totals());
    }

    private Surrender surrender(Instant now) {
        Duration wait = waitFor(now);
        return switch (last) {
            case null -> new Surrender.AllBusy(wait);
            case Outcome.Throttled _, Outcome.QuotaSpent() -> new Surrender.Throttled(wait);
            case Outcome failed ->
                enoughTime(now) ? new Surrender.Failed(failed, wait) : new Surrender.DeadlinePassed();
        };
    }

    private Step giveUpWithoutTarget(Instant now) {
        Optional<Duration> soonest = plan.soonest(now);
        Surrender reason = soonest.isPresent()
                ? new Surrender.AllBusy(atLeastASecond(soonest.get()))
                : NothingFits.reason(plan.skipped());
        return new Step.GiveUp(reason, totals());
    }

    private Duration waitFor(Instant now) {
        plan.soonest(now).ifPresent(this::noteWait);
        Duration wait = shortestWait;
        return wait == null ? Duration.ofSeconds(1) : atLeastASecond(wait);
    }

    private static Duration atLeastASecond(Duration wait) {
        return wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    }

    private Duration jittered(Duration pause) {
        return Duration.ofMillis(random.nextLong(pause.toMillis() / 2, pause.toMillis() + 1));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
