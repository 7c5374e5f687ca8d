package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The failure table, row by row, in virtual time.
final class SessionTest {
    private static final Candidate A_EAST = candidate(1, Sample.target("a", Sample.EAST, Sample.SONNET_US));
    private static final Candidate A_WEST = candidate(1, Sample.target("a", Sample.WEST, Sample.SONNET_US));
    private static final Candidate A_GLOBAL = candidate(1, Sample.target("a", Sample.EAST, Sample.SONNET_GLOBAL));
    private static final Candidate B_EAST = candidate(1, Sample.target("b", Sample.EAST, Sample.SONNET_US));
    private static final Candidate B_WEST = candidate(1, Sample.target("b", Sample.WEST, Sample.SONNET_US));
    private static final Candidate HAIKU = candidate(2, Sample.target("b", Sample.EAST, Sample.HAIKU_US));

    private static final Outcome ANSWERED = new Outcome.Answered();
    private static final Outcome THROTTLED = new Outcome.Throttled(Outcome.Quota.REQUESTS);
    private static final Outcome OVERLOADED = new Outcome.Overloaded(Optional.empty());
    private static final Outcome FAULT = new Outcome.ServerFault();
    private static final Outcome SLOW = new Outcome.TooSlow();
    private static final Outcome BAD_CREDENTIALS = new Outcome.BadCredentials();

    private final RetryBudget budget = new RetryBudget(Sample.NOW);
    private Instant now = Sample.NOW;

    @Test
    void the_first_candidate_answers() {
        Session session = session(A_EAST, B_EAST);
        assertThat(session.start(now)).isEqualTo(new Step.Reserve(A_EAST));
        assertThat(called(session).attempt()).isEqualTo(1);
        assertThat(ended(session, ANSWERED)).isEqualTo(new Step.Answer(A_EAST, totals(1)));
    }

    @Test
    void after_a_throttle_another_account_comes_first_even_if_the_plan_says_otherwise() {
        assertThat(next(THROTTLED, A_EAST, A_WEST, B_EAST)).isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void after_an_empty_daily_pool_another_account_comes_first() {
        assertThat(next(new Outcome.QuotaSpent(), A_EAST, A_WEST, B_EAST)).isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void after_a_503_another_region_or_profile_comes_first_and_not_merely_another_account() {
        assertThat(next(OVERLOADED, A_EAST, B_EAST, A_WEST)).isEqualTo(new Step.Reserve(A_WEST));
        assertThat(next(OVERLOADED, A_EAST, B_EAST, A_GLOBAL)).isEqualTo(new Step.Reserve(A_GLOBAL));
    }

    @Test
    void a_better_tier_comes_before_a_likelier_target() {
        assertThat(next(THROTTLED, A_EAST, A_WEST, HAIKU)).isEqualTo(new Step.Reserve(A_WEST));
    }

    static Stream<Outcome> passing() {
        return Stream.of(
                THROTTLED,
                OVERLOADED,
                FAULT,
                SLOW,
                new Outcome.QuotaSpent(),
                new Outcome.NotReady(),
                new Outcome.ModelTimedOut(),
                new Outcome.Unreachable("connection refused"),
                new Outcome.NoCredentials("STS is silent"),
                new Outcome.Misconfigured("no access"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatever_is_wrong_with_the_target_leads_to_the_next(Outcome outcome) {
        assertThat(next(outcome, A_EAST, B_WEST)).isEqualTo(new Step.Reserve(B_WEST));
    }

    @Test
    void a_rejected_request_is_not_tried_elsewhere() {
        assertThat(next(new Outcome.Rejected("bad role"), A_EAST, B_EAST))
                .isEqualTo(new Step.GiveUp(new Surrender.Rejected("bad role"), totals(1)));
    }

    @Test
    void an_input_too_long_is_not_tried_elsewhere() {
        assertThat(next(new Outcome.InputTooLong("too long"), A_EAST, B_EAST))
                .isEqualTo(new Step.GiveUp(new Surrender.InputTooLong("too long"), totals(1)));
    }

    @Test
    void a_broken_stream_is_not_tried_elsewhere() {
        assertThat(reason(next(new Outcome.BrokenStream("reset"), A_EAST, B_EAST)))
                .isInstanceOf(Surrender.Failed.class);
    }

    @Test
    void credentials_are_renewed_once_on_the_same_target_then_another_account_is_tried() {
        Session session = session(A_EAST, A_WEST, B_EAST);
        session.start(now);
        assertThat(attempt(session, BAD_CREDENTIALS)).isEqualTo(new Step.RenewCredentials(A_EAST));
        assertThat(session.on(new Signal.Renewed(), now)).isEqualTo(new Step.Reserve(A_EAST));
        assertThat(attempt(session, BAD_CREDENTIALS)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(B_EAST, totals(3)));
    }

    @Test
    void without_credentials_another_account_comes_first_and_the_hop_is_free() {
        emptyBudget();
        Outcome silent = new Outcome.NoCredentials("STS is silent");
        assertThat(next(silent, A_EAST, A_WEST, B_EAST)).isEqualTo(new Step.Reserve(B_EAST));
    }

    static Stream<Outcome> billed() {
        return Stream.of(SLOW, new Outcome.ModelTimedOut());
    }

    @ParameterizedTest
    @MethodSource("billed")
    void one_call_that_may_be_billed_is_given_up_for_another_and_no_second_one(Outcome outcome) {
        Session session = session(A_EAST, B_EAST, B_WEST);
        session.start(now);
        assertThat(attempt(session, outcome)).isEqualTo(new Step.Reserve(B_EAST));
        Step second = attempt(session, outcome);
        assertThat(reason(second)).isInstanceOf(Surrender.Failed.class);
    }

    @Test
    void there_are_three_attempts_at_most() {
        Session session = session(A_EAST, B_EAST, B_WEST, HAIKU);
        session.start(now);
        attempt(session, FAULT);
        attempt(session, FAULT);
        assertThat(attempt(session, FAULT)).isInstanceOfSatisfying(Step.GiveUp.class, end -> {
            assertThat(end.totals().attempts()).isEqualTo(3);
            assertThat(end.reason()).isEqualTo(new Surrender.Failed(FAULT, Duration.ofSeconds(1)));
        });
    }

    @Test
    void the_first_hop_after_a_throttle_is_free_and_the_second_is_not() {
        emptyBudget();
        Session session = session(A_EAST, B_EAST, B_WEST);
        session.start(now);
        assertThat(attempt(session, THROTTLED)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(reason(attempt(session, THROTTLED))).isInstanceOf(Surrender.Throttled.class);
    }

    @Test
    void without_a_retry_in_the_budget_a_failure_is_final() {
        emptyBudget();
        assertThat(reason(next(FAULT, A_EAST, B_EAST))).isEqualTo(new Surrender.Failed(FAULT, Duration.ofSeconds(1)));
    }

    @Test
    void a_call_that_may_be_billed_costs_two_retries() {
        emptyBudget();
        for (int request = 0; request < 18; request++) {
            budget.deposit(now);
        }
        assertThat(reason(next(SLOW, A_EAST, B_EAST))).as("1.9 retries").isInstanceOf(Surrender.Failed.class);
        assertThat(next(SLOW, A_EAST, B_EAST)).as("2 retries").isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void no_attempt_is_started_with_less_than_two_seconds_left() {
        Instant deadline = now.plusSeconds(10);
        Session session = session(deadline, A_EAST, B_EAST);
        session.start(now);
        session.on(new Signal.Reserved(), now);
        now = deadline.minusMillis(1_999);
        assertThat(reason(ended(session, FAULT))).isEqualTo(new Surrender.DeadlinePassed());
        assertThat(reason(session(now.plusMillis(1_999), A_EAST).start(now))).isEqualTo(new Surrender.DeadlinePassed());
        assertThat(session(now.plusMillis(2_000), A_EAST).start(now)).isEqualTo(new Step.Reserve(A_EAST));
    }

    @Test
    void room_that_took_too_long_to_hold_is_not_called() {
        Session session = session(now.plusSeconds(4), A_EAST);
        session.start(now);
        now = now.plusSeconds(3);
        assertThat(session.on(new Signal.Reserved(), now))
                .isEqualTo(new Step.GiveUp(new Surrender.DeadlinePassed(), totals(0)));
    }

    @Test
    void an_attempt_never_gets_more_time_than_is_left() {
        Session session = session(now.plusSeconds(5), A_EAST);
        session.start(now);
        CallBudget budgeted = called(session).budget();
        assertThat(budgeted.firstToken()).isEqualTo(Duration.ofSeconds(5));
        assertThat(budgeted.total()).isEqualTo(Duration.ofSeconds(5));
        Session longer = session(now.plusSeconds(60), A_EAST);
        longer.start(now);
        assertThat(called(longer).budget().firstToken()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void an_answer_in_one_piece_gets_half_of_the_time_while_another_target_could_still_answer() {
        Session session = session(now.plusSeconds(60), A_EAST, B_WEST);
        session.start(now);
        assertThat(called(session).budget().whole()).isEqualTo(Duration.ofSeconds(30));
        now = now.plusSeconds(30);
        session.on(new Signal.Ended(new Outcome.TooSlow()), now);
        assertThat(called(session).budget().whole()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void an_only_target_that_throttles_is_tried_again_after_a_pause_that_doubles() {
        Session session = session(A_EAST);
        session.start(now);
        Duration first = waited(attempt(session, THROTTLED));
        assertThat(first).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        now = now.plus(first);
        assertThat(session.on(new Signal.Waited(), now)).isEqualTo(new Step.Reserve(A_EAST));
        Duration second = waited(attempt(session, THROTTLED));
        assertThat(second).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        now = now.plus(second);
        session.on(new Signal.Waited(), now);
        assertThat(reason(attempt(session, THROTTLED))).as("the third").isInstanceOf(Surrender.Throttled.class);
    }

    @Test
    void there_is_no_pause_after_another_failure_with_several_targets_or_without_time() {
        assertThat(reason(next(FAULT, A_EAST))).isInstanceOf(Surrender.Failed.class);
        Session both = session(A_EAST, B_EAST);
        both.start(now);
        attempt(both, THROTTLED);
        assertThat(reason(attempt(both, THROTTLED))).isInstanceOf(Surrender.Throttled.class);
        Session late = session(now.plusMillis(2_300), A_EAST);
        late.start(now);
        assertThat(reason(attempt(late, THROTTLED))).isInstanceOf(Surrender.Throttled.class);
    }

    @Test
    void full_targets_are_passed_over_without_an_attempt_and_the_shortest_wait_is_told() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(7)), now)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(9)), now))
                .isEqualTo(new Step.GiveUp(new Surrender.AllBusy(Duration.ofSeconds(7)), totals(0)));
    }

    @Test
    void a_resting_target_that_returns_sooner_than_the_full_ones_sets_the_wait() {
        Skipped resting = new Skipped(1, B_EAST.target(), Skipped.Reason.RESTING, Optional.of(now.plusSeconds(3)));
        Session session = session(new Plan(List.of(A_EAST), List.of(resting)), now.plusSeconds(60));
        session.start(now);
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(40)), now))
                .isEqualTo(new Step.GiveUp(new Surrender.AllBusy(Duration.ofSeconds(3)), totals(0)));
    }

    @Test
    void the_wait_that_bedrock_asked_for_is_told() {
        Outcome overloaded = new Outcome.Overloaded(Optional.of(Duration.ofSeconds(17)));
        assertThat(reason(next(overloaded, A_EAST)))
                .isEqualTo(new Surrender.Failed(overloaded, Duration.ofSeconds(17)));
    }

    @Test
    void without_candidates_it_says_when_one_comes_back_or_why_none_will() {
        Skipped resting = new Skipped(1, A_EAST.target(), Skipped.Reason.RESTING, Optional.of(now.plusMillis(200)));
        assertThat(reason(session(new Plan(List.of(), List.of(resting)), now.plusSeconds(60))
                        .start(now)))
                .isEqualTo(new Surrender.AllBusy(Duration.ofSeconds(1)));
        Skipped small = new Skipped(1, A_EAST.target(), Skipped.Reason.CONTEXT_TOO_SMALL, Optional.empty());
        assertThat(reason(session(new Plan(List.of(), List.of(small)), now.plusSeconds(60))
                        .start(now)))
                .isInstanceOf(Surrender.InputTooLong.class);
        Skipped away = new Skipped(1, A_EAST.target(), Skipped.Reason.RESIDENCY, Optional.empty());
        assertThat(reason(session(new Plan(List.of(), List.of(away)), now.plusSeconds(60))
                        .start(now)))
                .isInstanceOf(Surrender.NothingEligible.class);
    }

    /// Calls made, none of them given up.
    private static SessionTotals totals(int attempts) {
        return new SessionTotals(attempts, List.of(), false);
    }

    private static Candidate candidate(int tier, RoutedTarget routed) {
        return new Candidate(tier, routed, false);
    }

    private Session session(Candidate... candidates) {
        return session(now.plusSeconds(60), candidates);
    }

    private Session session(Instant deadline, Candidate... candidates) {
        return session(new Plan(List.of(candidates), List.of()), deadline);
    }

    private Session session(Plan plan, Instant deadline) {
        return new Session(plan, RoutingRules.DEFAULT, deadline, budget, new SplittableRandom(42));
    }

    /// The step after the first attempt ended like this.
    private Step next(Outcome outcome, Candidate... candidates) {
        Session session = session(candidates);
        session.start(now);
        return attempt(session, outcome);
    }

    private Step attempt(Session session, Outcome outcome) {
        called(session);
        return ended(session, outcome);
    }

    private Step.Call called(Session session) {
        return (Step.Call) session.on(new Signal.Reserved(), now);
    }

    private Step ended(Session session, Outcome outcome) {
        return session.on(new Signal.Ended(outcome), now);
    }

    private void emptyBudget() {
        while (budget.withdraw(1, now)) {}
    }

    private static Duration waited(Step step) {
        return ((Step.Wait) step).pause();
    }

    private static Surrender reason(Step step) {
        return ((Step.GiveUp) step).reason();
    }
}
