package io.breakwater.routing;

import io.breakwater.Sample;
import io.breakwater.model.Cause;
import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;

/// Sessions in virtual time, over two accounts, two Regions and a lower tier; the steps that a call takes.
abstract class SessionFixture {
    static final Wanted STREAM = new Wanted(true, _ -> true, _ -> Optional.empty());
    static final Candidate A_EAST = candidate(1, Sample.target("a", Sample.EAST, Sample.SONNET_US));
    static final Candidate A_WEST = candidate(1, Sample.target("a", Sample.WEST, Sample.SONNET_US));
    static final Candidate A_GLOBAL = candidate(1, Sample.target("a", Sample.EAST, Sample.SONNET_GLOBAL));
    static final Candidate B_EAST = candidate(1, Sample.target("b", Sample.EAST, Sample.SONNET_US));
    static final Candidate B_WEST = candidate(1, Sample.target("b", Sample.WEST, Sample.SONNET_US));
    static final Candidate HAIKU = candidate(2, Sample.target("b", Sample.EAST, Sample.HAIKU_US));
    static final Outcome ANSWERED = new Outcome.Answered();
    static final Outcome THROTTLED = new Outcome.Throttled(Outcome.Quota.REQUESTS);
    static final Outcome FAULT = new Outcome.ServerFault();
    static final Signal RETRIES_SPENT = new Signal.NoRoom(Duration.ofSeconds(40), Signal.Why.RETRIES_SPENT);
    static final Outcome SLOW = new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN);
    static final Outcome BAD_CREDENTIALS = new Outcome.BadCredentials("ExpiredTokenException", true);

    Instant now = Sample.NOW;

    static SessionTotals totals(int attempts, SecondRun second) {
        return new SessionTotals(attempts, List.of(), false, second);
    }

    /// Totals of this many calls, none of them given up.
    static SessionTotals totals(int attempts) {
        return new SessionTotals(attempts, List.of(), false);
    }

    static Step.GiveUp gaveUp(GiveUpReason reason, Cause cause, int attempts) {
        return new Step.GiveUp(reason, cause, totals(attempts));
    }

    static Cause at(Candidate candidate, String reason) {
        return Cause.of(candidate.target(), reason);
    }

    static Candidate candidate(int tier, RoutedTarget routed) {
        return new Candidate(tier, routed, Candidate.Readiness.READY);
    }

    static Plan plan(Candidate... candidates) {
        return new Plan(List.of(candidates), List.of());
    }

    /// A session for a whole answer of models that cannot stream, with four minutes.
    Session whole(Function<RoutedTarget, Optional<Duration>> limit, Candidate... candidates) {
        return session(new Wanted(false, _ -> false, limit), candidates);
    }

    Session session(Wanted wanted, Candidate... candidates) {
        AttemptLimits limits =
                new AttemptLimits(RoutingRules.DEFAULT, RequestTimes.until(now.plus(Duration.ofMinutes(4))), wanted);
        return new Session(plan(candidates), limits, new SplittableRandom(42));
    }

    Session session(Candidate... candidates) {
        return session(now.plusSeconds(60), candidates);
    }

    Session session(Instant deadline, Candidate... candidates) {
        return session(new Plan(List.of(candidates), List.of()), deadline);
    }

    Session session(Plan plan, Instant deadline) {
        AttemptLimits limits = new AttemptLimits(RoutingRules.DEFAULT, RequestTimes.until(deadline), STREAM);
        return new Session(plan, limits, new SplittableRandom(42));
    }

    /// The step after the first attempt ended with this outcome.
    Step next(Outcome outcome, Candidate... candidates) {
        Session session = session(candidates);
        session.start(now);
        return attempt(session, outcome);
    }

    Step attempt(Session session, Outcome outcome) {
        called(session);
        return ended(session, outcome);
    }

    Step.Call called(Session session) {
        return (Step.Call) session.on(Signal.Done.RESERVED, now);
    }

    Step ended(Session session, Outcome outcome) {
        return session.on(new Signal.Ended(outcome, new Availability.Ready()), now);
    }

    static Duration waited(Step step) {
        return ((Step.Wait) step).pause();
    }

    static GiveUpReason reason(Step step) {
        return ((Step.GiveUp) step).reason();
    }
}
