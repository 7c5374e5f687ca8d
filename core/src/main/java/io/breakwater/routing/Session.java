package io.breakwater.routing;

import io.breakwater.model.ModelId;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One request on its way over the candidates of its plan. It decides and remembers; it never calls,
/// waits or reads a clock. Its runner does what the session says and decides nothing.
///
/// `start` is called once, then `on` once for each step, until the step is [Step.Answer] or [Step.GiveUp].
public final class Session {
    private final Plan plan;
    private final RoutingRules rules;
    private final AttemptLimits limits;
    private final RandomGenerator random;
    private final Untried untried;
    private final GivingUp givingUp;
    private final List<RoutedTarget> abandoned = new ArrayList<>();
    private final int mostAttempts;
    private Optional<Candidate> inNeed;
    /// The pause before the only target is called again, which a probe in need has put off.
    private Optional<Retry> putOff = Optional.empty();

    private @Nullable Candidate current;
    private @Nullable Candidate claimed;
    /// The candidate that refused the request with a message that the gateway does not know. The
    /// message may quote the prompt, so only the caller sees it.
    private @Nullable Candidate doubted;

    private Outcome.@Nullable Doubtful doubt;
    private int attempts;
    private int backoffs;
    private boolean credentialsRenewed;
    private boolean keptForOthers;
    private Instant calledAt = Instant.MIN;
    private boolean again;
    private SecondRun secondRun = SecondRun.NONE;

    public Session(Plan plan, AttemptLimits limits, RandomGenerator random) {
        this.plan = plan;
        this.rules = limits.rules();
        this.limits = limits;
        this.random = random;
        this.untried = new Untried(plan.candidates());
        this.givingUp = new GivingUp(plan);
        this.inNeed = plan.inNeed().filter(limits::mayProbe);
        this.mostAttempts = Math.max(rules.attempts(), (int) untried.tiersNeverTried() + 1);
    }

    public Step start(Instant now) {
        return untried.isEmpty() ? giveUp(givingUp.withoutTarget(now)) : advance(now);
    }

    public Step on(Signal signal, Instant now) {
        Candidate candidate = current;
        if (candidate == null) {
            throw new IllegalStateException("start the session before it is told " + signal);
        }
        if (again) {
            return second(candidate, signal, now);
        }
        return switch (signal) {
            case Signal.Done.RESERVED -> claimOrCall(candidate, now);
            case Signal.Done.PROBE_CLAIMED -> {
                claimed = candidate;
                yield call(candidate, now);
            }
            case Signal.Done.PROBE_TAKEN -> {
                givingUp.probeTaken(candidate);
                yield uncalled(candidate, now);
            }
            case Signal.NoRoom noRoom -> noRoom(candidate, noRoom, now);
            case Signal.Done.WAITED, Signal.Done.RENEWED -> new Step.Reserve(candidate);
            case Signal.Done.NOTED -> new Step.Answer(candidate, totals());
            case Signal.Ended(Outcome outcome, Availability availability, Set<Target> unhealthy) -> {
                untried.leaveForLast(unhealthy);
                givingUp.learn(candidate, outcome, availability, now);
                yield ended(candidate, outcome, now);
            }
            case Signal.Cut _ -> cut(candidate, now);
        };
    }

    /// An answer that ends at a learned bound may be complete; only a longer bound can tell.
    private Step cut(Candidate candidate, Instant now) {
        if (attempts >= mostAttempts) {
            return keep(candidate, SecondRun.NO_ATTEMPT);
        }
        if (!limits.timeForSecondRun(Duration.between(calledAt, now), now)) {
            return keep(candidate, SecondRun.NO_TIME);
        }
        again = true;
        return new Step.RunAgain(candidate);
    }

    /// However the second run ends, the caller gets an answer.
    private Step second(Candidate candidate, Signal signal, Instant now) {
        return switch (signal) {
            case Signal.Done.RESERVED ->
                limits.enoughTime(now) ? calling(candidate, false, now) : keep(candidate, SecondRun.NO_TIME);
            case Signal.NoRoom _ -> keep(candidate, SecondRun.NO_ROOM);
            case Signal.Ended(Outcome.Answered(), var _, var _) -> keep(candidate, SecondRun.DONE);
            case Signal.Ended(Outcome outcome, var _, var _) -> {
                if (outcome.maybeBilled()) {
                    abandoned.add(candidate.routed());
                }
                yield keep(candidate, SecondRun.FAILED);
            }
            case Signal.Done.NOTED -> new Step.Answer(candidate, totals());
            case Signal.Done.PROBE_CLAIMED, Signal.Done.PROBE_TAKEN, Signal.Done.RENEWED, Signal.Done.WAITED ->
                throw noSuchStep(signal);
            case Signal.Cut _ -> throw noSuchStep(signal);
        };
    }

    private static IllegalStateException noSuchStep(Signal signal) {
        return new IllegalStateException("a second run has no such step as what ends with " + signal);
    }

    private Step keep(Candidate candidate, SecondRun what) {
        secondRun = what;
        return deliver(candidate);
    }

    /// A defect has cut a call under way, which may be billed.
    public void brokenOff() {
        Candidate candidate = current;
        if (candidate != null) {
            abandoned.add(candidate.routed());
        }
    }

    /// A defect has ended the second run: the answer that was cut is delivered.
    public void secondRunBroken() {
        secondRun = SecondRun.FAILED;
    }

    public SessionTotals totals() {
        return new SessionTotals(attempts, abandoned, keptForOthers, secondRun);
    }

    /// If only the retry budget is in the way, the caller is told the failure before.
    private Step noRoom(Candidate candidate, Signal.NoRoom noRoom, Instant now) {
        if (noRoom.why() == Signal.Why.RETRIES_SPENT) {
            givingUp.noRetry(candidate);
            return uncalled(candidate, now);
        }
        keptForOthers |= noRoom.why() == Signal.Why.KEPT_FOR_OTHERS;
        givingUp.noRoom(candidate, noRoom);
        return uncalled(candidate, now);
    }

    private Step uncalled(Candidate candidate, Instant now) {
        return candidate.inNeed() ? backOffOrGiveUp(now) : advance(now);
    }

    /// Called once more, by another API or with new credentials, a target is still under its probe.
    private Step claimOrCall(Candidate candidate, Instant now) {
        return candidate.probe() && !candidate.equals(claimed) ? new Step.ClaimProbe(candidate) : call(candidate, now);
    }

    /// Checks the time again, since reserving may have taken long.
    private Step call(Candidate candidate, Instant now) {
        if (!limits.enoughTime(now)) {
            return giveUp(new GiveUpReason.DeadlinePassed());
        }
        return calling(candidate, true, now);
    }

    /// @param first whether another target may be asked instead
    private Step calling(Candidate candidate, boolean first, Instant now) {
        attempts++;
        calledAt = now;
        untried.called(candidate);
        if (candidate.probe()) {
            untried.dropProbes();
            inNeed = Optional.empty();
        }
        boolean another = first && (somebodyElse() || candidate.inNeed());
        return new Step.Call(
                candidate,
                attempts,
                limits.of(candidate, another, abandoned.size(), now),
                limits.asStream(candidate, another, now),
                !credentialsRenewed);
    }

    /// Whether another target could still answer if this attempt were given up.
    private boolean somebodyElse() {
        return !untried.isEmpty() && attempts < mostAttempts && abandoned.size() < rules.abandoned();
    }

    private Step ended(Candidate candidate, Outcome outcome, Instant now) {
        if (outcome.maybeBilled()) {
            abandoned.add(candidate.routed());
        }
        return switch (Reaction.to(outcome)) {
            case Reaction.Deliver() -> deliver(candidate);
            case Reaction.Fail(GiveUpReason reason) -> giveUp(givingUp.refused(candidate, reason, now));
            case Reaction.AskAnotherAccount(Outcome.Doubtful refusal) -> askAnotherAccount(candidate, refusal, now);
            case Reaction.RenewCredentials() -> renewOrMoveOn(candidate, now);
            case Reaction.TakeNextApi() -> mayTryAgain(now) ? new Step.Reserve(candidate) : giveUp(now);
            case Reaction.MoveOn(Reaction.Towards towards) -> moveOn(candidate, towards, now);
        };
    }

    /// An account that answers a request that another has refused shows that the fault was that
    /// account's, provided both called the same model: a different model gets a different body and may
    /// accept what the first refuses.
    private Step deliver(Candidate candidate) {
        Candidate refused = doubted;
        Outcome.Doubtful refusal = doubt;
        return refused != null && refusal != null && model(refused).equals(model(candidate))
                ? new Step.Blame(refused, refusal.blamed())
                : new Step.Answer(candidate, totals());
    }

    private static ModelId model(Candidate candidate) {
        return candidate.routed().profile().model().id();
    }

    /// Asks once; after a second refusal, or with no other account to ask, it counts as the caller's
    /// fault.
    private Step askAnotherAccount(Candidate candidate, Outcome.Doubtful refusal, Instant now) {
        boolean first = doubt == null;
        if (first) {
            doubted = candidate;
            doubt = refusal;
        }
        if (!first || !untried.anotherAccount(candidate) || attempts >= mostAttempts || !limits.enoughTime(now)) {
            return giveUp(now);
        }
        untried.preferAnotherAccount(candidate);
        return advance(now);
    }

    private Step renewOrMoveOn(Candidate candidate, Instant now) {
        if (credentialsRenewed) {
            return moveOn(candidate, Reaction.Towards.OTHER_ACCOUNT, now);
        }
        credentialsRenewed = true;
        return mayTryAgain(now) ? new Step.RenewCredentials(candidate) : giveUp(now);
    }

    private Step moveOn(Candidate from, Reaction.Towards towards, Instant now) {
        if (untried.isEmpty() && !from.inNeed()) {
            putOff = retry(from);
            probeInNeed(now);
        }
        if (untried.isEmpty()) {
            return backOffOrGiveUp(now);
        }
        untried.prefer(from, towards, mostAttempts - attempts <= untried.tiersNeverTried());
        return mayTryAgain(now) ? advance(now) : giveUp(now);
    }

    private record Retry(Candidate candidate, Duration pause) {}

    /// The only target was throttled or had no credentials: it may answer after a pause. One that was called
    /// as a probe is not called again, since a request makes at most one.
    private Optional<Retry> retry(Candidate from) {
        boolean only = plan.candidates().size() == 1 && !from.probe();
        return only ? pause().map(pause -> new Retry(from, pause)) : Optional.empty();
    }

    private Step backOffOrGiveUp(Instant now) {
        Optional<Retry> retry = putOff.filter(next -> limits.enoughTime(now.plus(next.pause())));
        putOff = Optional.empty();
        if (retry.isEmpty() || !mayTryAgain(now)) {
            return giveUp(now);
        }
        backoffs++;
        current = retry.get().candidate();
        return new Step.Wait(retry.get().pause());
    }

    private Optional<Duration> pause() {
        return givingUp.wasThrottled()
                ? givingUp.untilRoom(jittered(rules.throttleBackoff().multipliedBy(1L << backoffs)))
                : givingUp.untilCredentials();
    }

    private Step advance(Instant now) {
        skipUselessProbe();
        probeInNeed(now);
        if (untried.isEmpty()) {
            return giveUp(now);
        }
        if (!limits.enoughTime(now)) {
            return giveUp(new GiveUpReason.DeadlinePassed());
        }
        Candidate next = untried.take();
        current = next;
        return new Step.Reserve(next);
    }

    private void skipUselessProbe() {
        boolean useless = untried.next()
                .filter(next -> next.probe() && !limits.mayProbe(next))
                .isPresent();
        if (useless && untried.anotherThanProbes()) {
            untried.dropProbes();
        }
    }

    /// Where there is no room, a call that may be wasted costs less than a refusal.
    private void probeInNeed(Instant now) {
        if (untried.isEmpty() && givingUp.lacksRoom() && !waitsForRoom(now)) {
            inNeed.ifPresent(untried::add);
            inNeed = Optional.empty();
        }
    }

    /// Whether the request is refused for now and planned anew once there is room, which its caller waits for.
    private boolean waitsForRoom(Instant now) {
        return attempts == 0
                && givingUp.reason(true, now) instanceof GiveUpReason.Throttled(Duration least)
                && limits.roomWait().brings(least, now);
    }

    private boolean mayTryAgain(Instant now) {
        return attempts < mostAttempts && abandoned.size() <= rules.abandoned() && limits.enoughTime(now);
    }

    private Step giveUp(Instant now) {
        Candidate refused = doubted;
        Outcome.Doubtful refusal = doubt;
        return giveUp(
                refused == null || refusal == null
                        ? givingUp.reason(limits.enoughTime(now), now)
                        : givingUp.refused(refused, new GiveUpReason.Rejected(refusal.message()), now));
    }

    private Step giveUp(GiveUpReason reason) {
        return new Step.GiveUp(reason, givingUp.cause(reason, limits.times()), totals());
    }

    private Duration jittered(Duration pause) {
        return Duration.ofMillis(random.nextLong(pause.toMillis() / 2, pause.toMillis() + 1));
    }
}
