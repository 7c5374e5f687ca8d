package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Target;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The failure table, row by row: which target is called next, and how often any is.
final class SessionTest extends SessionFixture {
    private static final Outcome OVERLOADED = new Outcome.Overloaded(Optional.empty());

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
    void after_two_failures_in_an_account_another_account_comes_first() {
        Session session = session(A_EAST, A_WEST, lower("a"), HAIKU);
        session.start(now);
        assertThat(attempt(session, OVERLOADED)).isEqualTo(new Step.Reserve(A_WEST));
        assertThat(attempt(session, OVERLOADED)).isEqualTo(new Step.Reserve(HAIKU));
    }

    @Test
    void after_two_failures_in_a_region_another_region_comes_first() {
        Session session = session(A_EAST, B_EAST, A_GLOBAL, A_WEST);
        session.start(now);
        assertThat(attempt(session, FAULT)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(attempt(session, FAULT)).isEqualTo(new Step.Reserve(A_WEST));
    }

    private static Candidate lower(String shard) {
        return candidate(2, Sample.target(shard, Sample.EAST, Sample.HAIKU_US));
    }

    @Test
    void a_better_tier_comes_before_a_likelier_target() {
        assertThat(next(THROTTLED, A_EAST, A_WEST, HAIKU)).isEqualTo(new Step.Reserve(A_WEST));
    }

    @Test
    void a_target_that_was_ejected_during_the_call_comes_after_the_lower_tier_too() {
        Session session = session(A_EAST, A_WEST, HAIKU);
        session.start(now);
        called(session);
        Set<Target> ejected = Set.of(A_EAST.target(), A_WEST.target());
        assertThat(session.on(new Signal.Ended(SLOW, new Availability.Ready(), ejected), now))
                .isEqualTo(new Step.Reserve(HAIKU));
        assertThat(attempt(session, SLOW)).isEqualTo(new Step.Reserve(A_WEST));
    }

    @Test
    void where_all_that_are_left_were_ejected_during_the_call_they_are_tried_in_the_plans_order() {
        Session session = session(A_EAST, B_EAST, A_WEST);
        session.start(now);
        called(session);
        Set<Target> ejected = Set.of(A_EAST.target(), A_WEST.target(), B_EAST.target());
        assertThat(session.on(new Signal.Ended(SLOW, new Availability.Ready(), ejected), now))
                .isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void so_does_it_where_the_targets_next_api_was_to_be_called_and_no_room_is_left_for_that() {
        Session session = session(A_EAST, A_WEST, B_EAST);
        session.start(now);
        called(session);
        Outcome missing = new Outcome.ApiMissing("openai-chat is not in us-east-1", true);
        Set<Target> ejected = Set.of(A_WEST.target());
        assertThat(session.on(new Signal.Ended(missing, new Availability.Ready(), ejected), now))
                .isEqualTo(new Step.Reserve(A_EAST));
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(9), Signal.Why.SPENT), now))
                .isEqualTo(new Step.Reserve(B_EAST));
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
                new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(9)),
                new Outcome.Misconfigured("no access"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void whatever_is_wrong_with_the_target_leads_to_the_next(Outcome outcome) {
        assertThat(next(outcome, A_EAST, B_WEST)).isEqualTo(new Step.Reserve(B_WEST));
    }

    @Test
    void a_broken_stream_is_not_tried_elsewhere() {
        assertThat(reason(next(new Outcome.BrokenStream("reset"), A_EAST, B_EAST)))
                .isInstanceOf(GiveUpReason.Failed.class);
    }

    static Stream<Outcome> billed() {
        return Stream.of(SLOW, new Outcome.ModelTimedOut());
    }

    @ParameterizedTest
    @MethodSource("billed")
    void two_calls_that_may_be_billed_are_given_up_for_another_and_no_third_one(Outcome outcome) {
        Session session =
                session(A_EAST, B_EAST, B_WEST, candidate(1, Sample.target("c", Sample.EAST, Sample.SONNET_US)));
        session.start(now);
        assertThat(attempt(session, outcome)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(attempt(session, outcome)).isEqualTo(new Step.Reserve(B_WEST));
        assertThat(attempt(session, outcome)).isInstanceOfSatisfying(Step.GiveUp.class, end -> {
            assertThat(end.reason()).isInstanceOf(GiveUpReason.Failed.class);
            assertThat(end.totals().abandoned()).containsExactly(A_EAST.routed(), B_EAST.routed(), B_WEST.routed());
        });
    }

    @Test
    void there_are_three_attempts_at_most() {
        Session session = session(A_EAST, B_EAST, B_WEST, HAIKU);
        session.start(now);
        attempt(session, FAULT);
        attempt(session, FAULT);
        assertThat(attempt(session, FAULT)).isInstanceOfSatisfying(Step.GiveUp.class, end -> {
            assertThat(end.totals().attempts()).isEqualTo(3);
            assertThat(end.reason()).isEqualTo(new GiveUpReason.Failed(FAULT, Duration.ofSeconds(1)));
        });
    }

    @Test
    void where_retries_are_spent_the_next_target_is_asked_and_in_the_end_the_failure_is_told() {
        Session session = session(A_EAST, B_EAST, B_WEST);
        session.start(now);
        assertThat(attempt(session, FAULT)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(session.on(RETRIES_SPENT, now)).isEqualTo(new Step.Reserve(B_WEST));
        assertThat(session.on(RETRIES_SPENT, now))
                .isEqualTo(gaveUp(
                        new GiveUpReason.Failed(FAULT, Duration.ofSeconds(1)),
                        at(
                                A_EAST,
                                "ServerFault; at %s no retry: too many have failed there"
                                        .formatted(B_WEST.target().label())),
                        1));
    }

    @Test
    void where_retries_are_spent_a_throttle_is_told_as_one() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        attempt(session, THROTTLED);
        assertThat(reason(session.on(RETRIES_SPENT, now))).isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(1)));
    }

    @Test
    void an_only_target_whose_retries_are_spent_is_not_called_again_after_the_pause() {
        Session session = session(A_EAST);
        session.start(now);
        now = now.plus(waited(attempt(session, THROTTLED)));
        session.on(Signal.Done.WAITED, now);
        assertThat(reason(session.on(RETRIES_SPENT, now))).isInstanceOf(GiveUpReason.Throttled.class);
    }

    @Test
    void after_the_profile_failed_on_two_accounts_the_last_attempt_is_the_next_tiers() {
        Session session =
                session(A_EAST, B_EAST, candidate(1, Sample.target("c", Sample.EAST, Sample.SONNET_US)), HAIKU);
        session.start(now);
        assertThat(attempt(session, FAULT)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(attempt(session, FAULT)).isEqualTo(new Step.Reserve(HAIKU));
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(HAIKU, totals(3)));
    }

    @Test
    void every_tier_that_was_never_tried_gets_an_attempt_of_its_own() {
        Candidate third = candidate(3, Sample.target("a", Sample.WEST, Sample.HAIKU_US));
        Session session = session(A_EAST, B_EAST, B_WEST, HAIKU, third);
        session.start(now);
        attempt(session, FAULT);
        assertThat(attempt(session, FAULT)).isEqualTo(new Step.Reserve(HAIKU));
        assertThat(attempt(session, FAULT)).isEqualTo(new Step.Reserve(third));
    }

    @Test
    void a_next_tier_without_room_gives_the_attempt_back_to_the_first() {
        Session session = session(A_EAST, B_EAST, B_WEST, HAIKU);
        session.start(now);
        attempt(session, FAULT);
        assertThat(attempt(session, FAULT)).isEqualTo(new Step.Reserve(HAIKU));
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(9), Signal.Why.SPENT), now))
                .isEqualTo(new Step.Reserve(B_WEST));
    }

    @Test
    void a_call_that_a_defect_has_cut_may_be_billed() {
        Session session = session(A_EAST, B_EAST);
        session.brokenOff();
        assertThat(session.totals().abandoned()).as("none was made").isEmpty();
        session.start(now);
        called(session);
        session.brokenOff();
        assertThat(session.totals().abandoned()).containsExactly(A_EAST.routed());
    }
}
