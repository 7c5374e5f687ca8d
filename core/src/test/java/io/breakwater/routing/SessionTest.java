package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Cause;
import io.breakwater.model.Geography;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelTimes;
import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Streaming;
import io.breakwater.model.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The failure table, row by row, in virtual time.
final class SessionTest {
    private static final Wanted STREAM = new Wanted(true, _ -> true, _ -> Optional.empty());
    private static final Candidate A_EAST = candidate(1, Sample.target("a", Sample.EAST, Sample.SONNET_US));
    private static final Candidate A_WEST = candidate(1, Sample.target("a", Sample.WEST, Sample.SONNET_US));
    private static final Candidate A_GLOBAL = candidate(1, Sample.target("a", Sample.EAST, Sample.SONNET_GLOBAL));
    private static final Candidate B_EAST = candidate(1, Sample.target("b", Sample.EAST, Sample.SONNET_US));
    private static final Candidate B_WEST = candidate(1, Sample.target("b", Sample.WEST, Sample.SONNET_US));
    private static final Candidate HAIKU = candidate(2, Sample.target("b", Sample.EAST, Sample.HAIKU_US));

    private static final String FULL = "no room: its quota of the minute is used up";
    private static final Outcome ANSWERED = new Outcome.Answered();
    private static final Outcome THROTTLED = new Outcome.Throttled(Outcome.Quota.REQUESTS);
    private static final Outcome OVERLOADED = new Outcome.Overloaded(Optional.empty());
    private static final Outcome FAULT = new Outcome.ServerFault();
    private static final Signal RETRIES_SPENT = new Signal.NoRoom(Duration.ofSeconds(40), Signal.Why.RETRIES_SPENT);
    private static final Outcome SLOW = new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN);
    private static final Outcome SEALED = new Outcome.ThoughtsSealed("could not be verified");
    private static final Outcome DOUBTFUL = new Outcome.Doubtful("operation not allowed");
    private static final Outcome BAD_CREDENTIALS = new Outcome.BadCredentials("ExpiredTokenException", true);

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
    void a_rejected_request_is_not_tried_elsewhere() {
        assertThat(next(new Outcome.Rejected("bad role"), A_EAST, B_EAST))
                .isEqualTo(gaveUp(new GiveUpReason.Rejected("bad role"), at(A_EAST, "Rejected"), 1));
    }

    @Test
    void an_input_too_long_is_not_tried_elsewhere() {
        assertThat(next(new Outcome.InputTooLong("too long"), A_EAST, B_EAST))
                .isEqualTo(gaveUp(new GiveUpReason.InputTooLong("too long"), at(A_EAST, "InputTooLong"), 1));
    }

    @Test
    void a_broken_stream_is_not_tried_elsewhere() {
        assertThat(reason(next(new Outcome.BrokenStream("reset"), A_EAST, B_EAST)))
                .isInstanceOf(GiveUpReason.Failed.class);
    }

    @Test
    void credentials_are_renewed_once_on_the_same_target_then_another_account_is_tried() {
        Session session = session(A_EAST, A_WEST, B_EAST);
        session.start(now);
        assertThat(attempt(session, BAD_CREDENTIALS)).isEqualTo(new Step.RenewCredentials(A_EAST));
        assertThat(session.on(Signal.Done.RENEWED, now)).isEqualTo(new Step.Reserve(A_EAST));
        assertThat(attempt(session, BAD_CREDENTIALS)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(B_EAST, totals(3)));
    }

    @Test
    void a_tenants_profile_that_is_refused_costs_no_retry_and_the_same_target_is_called_again() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        assertThat(attempt(session, new Outcome.ProfileRefused("ResourceNotFoundException")))
                .isEqualTo(new Step.RenewCredentials(A_EAST));
        assertThat(session.on(Signal.Done.RENEWED, now)).isEqualTo(new Step.Reserve(A_EAST));
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(A_EAST, totals(2)));
    }

    @Test
    void an_api_that_is_not_there_is_answered_by_the_next_of_the_same_target_and_without_one_by_another_target() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        assertThat(attempt(session, new Outcome.ApiMissing("openai-chat is not in us-east-1", true)))
                .isEqualTo(new Step.Reserve(A_EAST));
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(A_EAST, totals(2)));

        Session alone = session(A_EAST, B_EAST);
        alone.start(now);
        assertThat(attempt(alone, new Outcome.ApiMissing("openai-chat is not in us-east-1", false)))
                .isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void a_role_that_sts_refuses_is_not_asked_for_again_by_the_same_request() {
        Session session = session(A_EAST, A_WEST, B_EAST);
        session.start(now);
        Step.Call call = called(session);
        Outcome refused = new Outcome.BadCredentials("sts:AssumeRole ROLE: AccessDenied", false);
        assertThat(call.telling(refused)).as("it quarantines at once").isTrue();
        assertThat(ended(session, refused)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(B_EAST, totals(2)));
    }

    @Test
    void without_credentials_another_account_comes_first_and_the_hop_is_free() {
        Outcome silent = new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(9));
        assertThat(next(silent, A_EAST, A_WEST, B_EAST)).isEqualTo(new Step.Reserve(B_EAST));
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
    void a_refusal_in_unknown_words_is_put_to_one_other_account_and_its_answer_blames_the_first() {
        Session session = session(A_EAST, A_WEST, B_EAST);
        session.start(now);
        assertThat(attempt(session, DOUBTFUL)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(attempt(session, ANSWERED)).isInstanceOfSatisfying(Step.Blame.class, blame -> {
            assertThat(blame.refused()).isEqualTo(A_EAST);
            assertThat(blame.outcome()).isInstanceOf(Outcome.Misconfigured.class);
            assertThat(blame.outcome().detail()).contains("unknown message").doesNotContain("operation not allowed");
        });
        assertThat(session.on(Signal.Done.NOTED, now)).isEqualTo(new Step.Answer(B_EAST, totals(2)));
    }

    @Test
    void another_model_that_answers_shows_nothing_of_the_account_that_refused() {
        Candidate haiku = candidate(1, Sample.target("b", Sample.EAST, Sample.HAIKU_US));
        Session session = session(A_EAST, haiku);
        session.start(now);
        attempt(session, DOUBTFUL);
        assertThat(attempt(session, ANSWERED)).isEqualTo(new Step.Answer(haiku, totals(2)));
    }

    @Test
    void a_refusal_in_unknown_words_about_the_guardrail_blames_that_and_not_the_account() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        attempt(session, new Outcome.Doubtful("guardrail units used up", Optional.of("no-advice")));
        assertThat(attempt(session, ANSWERED))
                .isInstanceOfSatisfying(
                        Step.Blame.class,
                        blame -> assertThat(blame.outcome())
                                .isInstanceOfSatisfying(Outcome.GuardrailRefused.class, refused -> {
                                    assertThat(refused.guardrail()).isEqualTo("no-advice");
                                    assertThat(refused.why())
                                            .contains("unknown message")
                                            .doesNotContain("used up");
                                }));
    }

    @Test
    void a_refused_guardrail_leads_to_another_account_at_no_cost_and_is_told_when_nobody_is_left() {
        Outcome refused = new Outcome.GuardrailRefused("no-advice", "version 3 of gr1: deleted");
        Session session = session(A_EAST, A_WEST, B_EAST);
        session.start(now);
        assertThat(attempt(session, refused)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(attempt(session, refused)).isEqualTo(new Step.Reserve(A_WEST));
        assertThat(reason(attempt(session, refused)))
                .isEqualTo(new GiveUpReason.Failed(refused, Duration.ofSeconds(1)));
    }

    @Test
    void a_lower_tiers_refusal_after_a_refused_guardrail_above_is_told_as_it_is() {
        Session session = session(A_EAST, HAIKU);
        session.start(now);
        attempt(session, new Outcome.GuardrailRefused("no-advice", "version 3 of gr1: deleted"));
        assertThat(reason(attempt(session, new Outcome.Rejected("no effort"))))
                .isEqualTo(new GiveUpReason.Rejected("no effort"));
    }

    @Test
    void a_refusal_that_another_account_repeats_is_the_callers() {
        Session session = session(A_EAST, B_EAST, candidate(1, Sample.target("c", Sample.EAST, Sample.SONNET_US)));
        session.start(now);
        attempt(session, DOUBTFUL);
        assertThat(attempt(session, DOUBTFUL))
                .isEqualTo(gaveUp(new GiveUpReason.Rejected("operation not allowed"), at(B_EAST, "Doubtful"), 2));
    }

    @Test
    void a_refusal_in_unknown_words_without_another_account_is_the_callers() {
        assertThat(next(DOUBTFUL, A_EAST, A_WEST))
                .isEqualTo(gaveUp(new GiveUpReason.Rejected("operation not allowed"), at(A_EAST, "Doubtful"), 1));
    }

    @Test
    void a_lower_tiers_refusal_after_a_throttle_above_is_told_as_the_throttle() {
        for (Outcome refusal : List.of(new Outcome.Rejected("no effort"), new Outcome.InputTooLong("too long"))) {
            Session session = session(A_EAST, HAIKU);
            session.start(now);
            attempt(session, THROTTLED);
            assertThat(reason(attempt(session, refusal))).isInstanceOf(GiveUpReason.Throttled.class);
        }
    }

    @Test
    void a_lower_tiers_unknown_refusal_after_a_throttle_above_is_told_as_the_throttle() {
        Session session = session(A_EAST, HAIKU);
        session.start(now);
        attempt(session, THROTTLED);
        assertThat(reason(attempt(session, new Outcome.Doubtful("novel words"))))
                .isInstanceOf(GiveUpReason.Throttled.class);
    }

    @Test
    void a_lower_tiers_refusal_after_a_failure_above_asks_for_another_try() {
        for (Outcome failure : List.of(new Outcome.ServerFault(), new Outcome.NotReady())) {
            Session session = session(A_EAST, HAIKU);
            session.start(now);
            attempt(session, failure);
            assertThat(reason(attempt(session, new Outcome.Rejected("no effort"))))
                    .isInstanceOf(GiveUpReason.AllBusy.class);
        }
    }

    @Test
    void a_refusal_of_the_tier_itself_stays_one_after_a_failure_in_it() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        attempt(session, new Outcome.ServerFault());
        assertThat(reason(attempt(session, new Outcome.Rejected("no effort"))))
                .isInstanceOf(GiveUpReason.Rejected.class);
    }

    @Test
    void a_lower_tiers_refusal_is_told_as_it_is_where_the_tier_above_will_not_be_back_soon() {
        for (Skipped.Reason away :
                List.of(Skipped.Reason.QUARANTINED, Skipped.Reason.DRAINED, Skipped.Reason.DAILY_QUOTA)) {
            Skipped out = new Skipped(1, A_EAST.target(), away, Optional.of(now.plusSeconds(300)));
            Session session = session(new Plan(List.of(HAIKU), List.of(out)), now.plusSeconds(60));
            session.start(now);
            assertThat(reason(attempt(session, new Outcome.Rejected("messages: empty"))))
                    .isInstanceOf(GiveUpReason.Rejected.class);
        }
        Session met = session(A_EAST, HAIKU);
        met.start(now);
        attempt(met, new Outcome.QuotaSpent());
        assertThat(reason(attempt(met, new Outcome.Rejected("messages: empty"))))
                .isInstanceOf(GiveUpReason.Rejected.class);
        for (Skipped.Reason failing : List.of(Skipped.Reason.EJECTED, Skipped.Reason.PAUSED)) {
            Skipped out = new Skipped(1, A_EAST.target(), failing, Optional.of(now.plusSeconds(9)));
            Session session = session(new Plan(List.of(HAIKU), List.of(out)), now.plusSeconds(60));
            session.start(now);
            assertThat(reason(attempt(session, new Outcome.Rejected("no effort"))))
                    .isEqualTo(new GiveUpReason.AllBusy(Duration.ofSeconds(9)));
        }
    }

    @Test
    void a_probe_is_claimed_after_its_room_and_a_taken_one_is_passed_over() {
        Session session = session(probe(A_EAST), B_EAST);
        session.start(now);
        assertThat(session.on(Signal.Done.RESERVED, now)).isEqualTo(new Step.ClaimProbe(probe(A_EAST)));
        assertThat(session.on(Signal.Done.PROBE_TAKEN, now)).isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void a_request_carries_one_probe_at_most() {
        Session session = session(probe(A_EAST), probe(A_WEST), B_EAST);
        session.start(now);
        session.on(Signal.Done.RESERVED, now);
        session.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(ended(session, FAULT)).isEqualTo(new Step.Reserve(B_EAST));
    }

    @Test
    void a_probe_has_half_of_the_first_tokens_time_while_another_target_is_there() {
        Session session = session(probe(A_EAST), B_EAST);
        session.start(now);
        session.on(Signal.Done.RESERVED, now);
        Step.Call probe = (Step.Call) session.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(probe.limits().answer()).isEqualTo(new TimeLimit(Duration.ofSeconds(5), TimeLimit.Owner.PROBE));
    }

    @Test
    void a_whole_answer_of_unknown_length_that_no_model_streams_probes_nobody_while_another_target_is_there() {
        Session session = whole(_ -> Optional.empty(), probe(A_EAST), B_EAST);
        assertThat(session.start(now)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(whole(_ -> Optional.empty(), probe(A_EAST)).start(now)).isEqualTo(new Step.Reserve(probe(A_EAST)));
        Optional<Duration> learned = Optional.of(Duration.ofSeconds(80));
        assertThat(whole(_ -> learned, probe(A_EAST), B_EAST).start(now)).isEqualTo(new Step.Reserve(probe(A_EAST)));
    }

    private static Plan withoutRoom(Candidate... full) {
        return new Plan(List.of(full), List.of(), Optional.empty(), Optional.of(inNeed(A_EAST)));
    }

    private static Candidate inNeed(Candidate candidate) {
        return new Candidate(candidate.tier(), candidate.routed(), Candidate.Readiness.PROBE_IN_NEED);
    }

    private static final Signal SPENT = new Signal.NoRoom(Duration.ofSeconds(7), Signal.Why.SPENT);

    @Test
    void a_request_that_finds_no_room_probes_a_target_that_is_left_out() {
        Session session = session(withoutRoom(B_EAST), now.plusSeconds(60));
        session.start(now);
        assertThat(session.on(SPENT, now)).isEqualTo(new Step.Reserve(inNeed(A_EAST)));
        assertThat(session.on(Signal.Done.RESERVED, now)).isEqualTo(new Step.ClaimProbe(inNeed(A_EAST)));
        Step.Call probe = (Step.Call) session.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(probe.limits().answer()).isEqualTo(new TimeLimit(Duration.ofSeconds(5), TimeLimit.Owner.PROBE));
        assertThat(ended(session, ANSWERED)).isEqualTo(new Step.Answer(inNeed(A_EAST), totals(1)));
    }

    @Test
    void a_request_that_bedrock_throttles_probes_a_target_that_is_left_out_before_it_waits_for_the_only_other() {
        Session session = session(withoutRoom(B_EAST), now.plusSeconds(60));
        session.start(now);
        assertThat(attempt(session, THROTTLED)).isEqualTo(new Step.Reserve(inNeed(A_EAST)));
    }

    /// A session that Bedrock has throttled at its only healthy target, and that holds room for a probe in need.
    private Session needing() {
        Session session = session(withoutRoom(B_EAST), now.plusSeconds(60));
        session.start(now);
        attempt(session, THROTTLED);
        return session;
    }

    private void calledOnceMoreAfterAPause(Session session, Step step) {
        assertThat(waited(step)).isPositive();
        assertThat(session.on(Signal.Done.WAITED, now)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(called(session).candidate()).isEqualTo(B_EAST);
    }

    @Test
    void a_request_whose_probe_in_need_cannot_be_made_or_fails_calls_the_only_other_once_more_after_its_pause() {
        Session full = needing();
        calledOnceMoreAfterAPause(full, full.on(SPENT, now));
        Session noRetry = needing();
        calledOnceMoreAfterAPause(noRetry, noRetry.on(RETRIES_SPENT, now));
        Session taken = needing();
        taken.on(Signal.Done.RESERVED, now);
        calledOnceMoreAfterAPause(taken, taken.on(Signal.Done.PROBE_TAKEN, now));
        Session failed = needing();
        failed.on(Signal.Done.RESERVED, now);
        failed.on(Signal.Done.PROBE_CLAIMED, now);
        calledOnceMoreAfterAPause(failed, ended(failed, FAULT));
        assertThat(reason(ended(failed, FAULT))).isInstanceOf(GiveUpReason.Failed.class);
    }

    @Test
    void a_probe_in_need_that_takes_the_time_of_the_pause_leaves_none() {
        Session late = needing();
        late.on(Signal.Done.RESERVED, now);
        late.on(Signal.Done.PROBE_CLAIMED, now);
        now = now.plusMillis(58_000);
        assertThat(reason(ended(late, SLOW))).isInstanceOf(GiveUpReason.Failed.class);
    }

    @Test
    void a_target_that_is_called_again_by_another_api_or_with_new_credentials_is_still_under_its_one_probe() {
        Session renewed = session(probe(A_EAST), B_EAST);
        renewed.start(now);
        renewed.on(Signal.Done.RESERVED, now);
        renewed.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(ended(renewed, BAD_CREDENTIALS)).isEqualTo(new Step.RenewCredentials(probe(A_EAST)));
        assertThat(renewed.on(Signal.Done.RENEWED, now)).isEqualTo(new Step.Reserve(probe(A_EAST)));
        assertThat(called(renewed).candidate()).isEqualTo(probe(A_EAST));
        Session api = session(withoutRoom(B_EAST), now.plusSeconds(60));
        api.start(now);
        api.on(SPENT, now);
        api.on(Signal.Done.RESERVED, now);
        api.on(Signal.Done.PROBE_CLAIMED, now);
        Outcome missing = new Outcome.ApiMissing("openai-chat is not in us-east-1", true);
        assertThat(ended(api, missing)).isEqualTo(new Step.Reserve(inNeed(A_EAST)));
        assertThat(called(api).candidate()).isEqualTo(inNeed(A_EAST));
    }

    @Test
    void a_probe_that_another_request_has_is_no_claim_to_the_next_one() {
        Session session = session(probe(A_EAST), probe(B_EAST));
        session.start(now);
        session.on(Signal.Done.RESERVED, now);
        assertThat(session.on(Signal.Done.PROBE_TAKEN, now)).isEqualTo(new Step.Reserve(probe(B_EAST)));
        assertThat(session.on(Signal.Done.RESERVED, now)).isEqualTo(new Step.ClaimProbe(probe(B_EAST)));
    }

    private Session waiting(Duration wait) {
        RoomWait until = new RoomWait(now.plus(wait), Priority.STANDARD);
        AttemptLimits limits =
                new AttemptLimits(RoutingRules.DEFAULT, RequestTimes.until(now.plusSeconds(60)), STREAM, until);
        Session session = new Session(withoutRoom(B_EAST), limits, new SplittableRandom(42));
        session.start(now);
        return session;
    }

    @Test
    void a_request_that_waits_for_room_probes_nobody_in_need_while_room_comes_within_its_wait() {
        assertThat(reason(waiting(Duration.ofSeconds(7)).on(SPENT, now)))
                .isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(7)));
        assertThat(waiting(Duration.ofMillis(6_999)).on(SPENT, now)).isEqualTo(new Step.Reserve(inNeed(A_EAST)));
        assertThat(attempt(waiting(Duration.ofSeconds(7)), THROTTLED)).isEqualTo(new Step.Reserve(inNeed(A_EAST)));
    }

    @Test
    void a_probe_in_need_says_nothing_of_when_there_is_room_however_it_ends() {
        Session failed = session(withoutRoom(B_EAST), now.plusSeconds(60));
        failed.start(now);
        failed.on(SPENT, now);
        failed.on(Signal.Done.RESERVED, now);
        failed.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(reason(ended(failed, FAULT))).isEqualTo(new GiveUpReason.Failed(FAULT, Duration.ofSeconds(7)));
        Session full = session(withoutRoom(B_EAST), now.plusSeconds(60));
        full.start(now);
        full.on(SPENT, now);
        Signal sooner = new Signal.NoRoom(Duration.ofSeconds(2), Signal.Why.SPENT);
        assertThat(reason(full.on(sooner, now))).isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(7)));
    }

    @Test
    void a_request_that_has_made_a_probe_makes_no_other_in_need() {
        Session session = session(withoutRoom(probe(A_WEST), B_EAST), now.plusSeconds(60));
        session.start(now);
        session.on(Signal.Done.RESERVED, now);
        session.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(ended(session, FAULT)).isEqualTo(new Step.Reserve(B_EAST));
        assertThat(reason(session.on(SPENT, now))).isInstanceOf(GiveUpReason.Failed.class);
    }

    @Test
    void the_only_target_is_not_called_again_after_its_probe_was_throttled() {
        Session probing = session(new Plan(List.of(probe(A_WEST)), List.of()), now.plusSeconds(60));
        probing.start(now);
        probing.on(Signal.Done.RESERVED, now);
        probing.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(reason(ended(probing, THROTTLED))).isInstanceOf(GiveUpReason.Throttled.class);
        Session needing = session(withoutRoom(B_EAST), now.plusSeconds(60));
        needing.start(now);
        needing.on(SPENT, now);
        needing.on(Signal.Done.RESERVED, now);
        needing.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(reason(ended(needing, THROTTLED))).isInstanceOf(GiveUpReason.Throttled.class);
    }

    @Test
    void where_another_request_probes_already_the_lack_of_room_is_told() {
        Session session = session(withoutRoom(B_EAST), now.plusSeconds(60));
        session.start(now);
        session.on(SPENT, now);
        session.on(Signal.Done.RESERVED, now);
        assertThat(reason(session.on(Signal.Done.PROBE_TAKEN, now)))
                .isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(7)));
    }

    @Test
    void nobody_probes_before_its_time_after_a_failure_or_where_a_hang_looks_like_a_long_answer() {
        Session failed = session(withoutRoom(B_EAST), now.plusSeconds(60));
        failed.start(now);
        assertThat(reason(attempt(failed, FAULT))).isInstanceOf(GiveUpReason.Failed.class);
        Session unknown = session(withoutRoom(B_EAST), now.plusSeconds(60));
        unknown.start(now);
        assertThat(reason(unknown.on(new Signal.NoRoom(Duration.ofSeconds(1), Signal.Why.UNKNOWN), now)))
                .isInstanceOf(GiveUpReason.AllBusy.class);
        AttemptLimits whole = new AttemptLimits(
                RoutingRules.DEFAULT,
                RequestTimes.until(now.plusSeconds(240)),
                new Wanted(false, _ -> false, _ -> Optional.empty()));
        Session blind = new Session(withoutRoom(B_EAST), whole, new SplittableRandom(42));
        blind.start(now);
        assertThat(reason(blind.on(SPENT, now))).isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(7)));
    }

    @Test
    void no_attempt_is_started_with_less_than_two_seconds_left() {
        Instant deadline = now.plusSeconds(10);
        Session session = session(deadline, A_EAST, B_EAST);
        session.start(now);
        session.on(Signal.Done.RESERVED, now);
        now = deadline.minusMillis(1_999);
        assertThat(reason(ended(session, FAULT))).isEqualTo(new GiveUpReason.DeadlinePassed());
        assertThat(reason(session(now.plusMillis(1_999), A_EAST).start(now)))
                .isEqualTo(new GiveUpReason.DeadlinePassed());
        assertThat(session(now.plusMillis(2_000), A_EAST).start(now)).isEqualTo(new Step.Reserve(A_EAST));
    }

    @Test
    void room_that_took_too_long_to_hold_is_not_called() {
        Session session = session(now.plusSeconds(4), A_EAST);
        session.start(now);
        now = now.plusSeconds(3);
        assertThat(session.on(Signal.Done.RESERVED, now))
                .isEqualTo(gaveUp(new GiveUpReason.DeadlinePassed(), Cause.nobody("no time left (environment)"), 0));
    }

    @Test
    void an_attempt_never_gets_more_time_than_is_left() {
        Session session = session(now.plusSeconds(5), A_EAST);
        session.start(now);
        CallLimits limits = called(session).limits();
        assertThat(limits.answer().length()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.end().length()).isEqualTo(Duration.ofSeconds(5));
        assertThat(limits.answer().owner()).isEqualTo(TimeLimit.Owner.ENVIRONMENT);
    }

    @Test
    void the_first_token_has_its_own_limit_only_while_somebody_else_could_answer() {
        Session several = session(A_EAST, B_EAST);
        several.start(now);
        assertThat(called(several).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(10), TimeLimit.Owner.FIRST_TOKEN));
        Session only = session(A_EAST);
        only.start(now);
        assertThat(called(only).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(60), TimeLimit.Owner.ENVIRONMENT));
    }

    @Test
    void a_hanging_tier_costs_one_and_a_half_times_the_first_tokens_limit_and_the_last_gets_the_rest() {
        Session session = session(A_EAST, B_EAST, HAIKU);
        session.start(now);
        assertThat(called(session).limits().answer().length()).isEqualTo(Duration.ofSeconds(10));
        now = now.plusSeconds(10);
        ended(session, SLOW);
        assertThat(called(session).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(5), TimeLimit.Owner.SPLIT));
        now = now.plusSeconds(5);
        assertThat(ended(session, new Outcome.TooSlow(TimeLimit.Owner.SPLIT))).isEqualTo(new Step.Reserve(HAIKU));
        assertThat(called(session).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(45), TimeLimit.Owner.ENVIRONMENT));
    }

    @Test
    void a_model_that_thinks_has_the_time_of_its_own() {
        ModelCard card = Sample.SONNET_CARD;
        ModelTimes times = new ModelTimes(Optional.of(Duration.ofSeconds(40)), Optional.of(Duration.ofMinutes(9)));
        ModelCard thinking = new ModelCard(
                card.id(),
                card.name(),
                card.contextTokens(),
                card.maxOutputTokens(),
                5,
                card.features(),
                card.operations(),
                Streaming.ALL,
                times,
                Listing.NONE);
        Candidate slow = candidate(
                1,
                Sample.target(
                        "a",
                        Sample.EAST,
                        Sample.profile("us.x.thinking", thinking, Geography.US, Sample.SONNET_US.price())));
        Session session = session(slow, B_EAST);
        session.start(now);
        CallLimits limits = called(session).limits();
        assertThat(limits.answer().length()).isEqualTo(Duration.ofSeconds(40));
        assertThat(limits.idle()).isEqualTo(new TimeLimit(Duration.ofMinutes(9), TimeLimit.Owner.IDLE));
    }

    @Test
    void a_whole_answer_is_left_for_another_only_beyond_what_such_answers_are_known_to_take() {
        Session unknown = whole(_ -> Optional.empty(), A_EAST, B_WEST);
        unknown.start(now);
        assertThat(called(unknown).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofMinutes(4), TimeLimit.Owner.ENVIRONMENT));
        Session known = whole(_ -> Optional.of(Duration.ofSeconds(80)), A_EAST, B_WEST);
        known.start(now);
        assertThat(called(known).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(80), TimeLimit.Owner.WHOLE));
        now = now.plusSeconds(80);
        ended(known, new Outcome.TooSlow(TimeLimit.Owner.WHOLE));
        assertThat(called(known).limits().answer())
                .as("the last chance")
                .isEqualTo(new TimeLimit(Duration.ofSeconds(160), TimeLimit.Owner.ENVIRONMENT));
    }

    @Test
    void a_whole_answer_of_unknown_length_is_asked_for_as_a_stream_while_somebody_else_could_answer() {
        Session session = session(new Wanted(false, _ -> true, _ -> Optional.empty()), A_EAST, B_WEST, HAIKU);
        session.start(now);
        Step.Call first = called(session);
        assertThat(first.asStream()).isTrue();
        assertThat(first.limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(10), TimeLimit.Owner.FIRST_TOKEN));
        assertThat(first.limits().end())
                .as("the deadline is its total")
                .isEqualTo(new TimeLimit(Duration.ofMinutes(4), TimeLimit.Owner.ENVIRONMENT));
        now = now.plusSeconds(10);
        ended(session, SLOW);
        assertThat(called(session).limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(5), TimeLimit.Owner.SPLIT));
        now = now.plusSeconds(5);
        ended(session, SLOW);
        Step.Call last = called(session);
        assertThat(last.asStream()).as("the last chance").isFalse();
        assertThat(last.limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(225), TimeLimit.Owner.ENVIRONMENT));
    }

    @Test
    void a_whole_answer_that_may_take_longer_than_its_caller_waits_is_asked_for_as_a_stream_as_well() {
        Wanted known = new Wanted(false, _ -> true, _ -> Optional.of(Duration.ofSeconds(60)));
        assertThat(firstCall(known, Duration.ofSeconds(62)).asStream()).isFalse();
        Step.Call hurried = firstCall(known, Duration.ofSeconds(61));
        assertThat(hurried.asStream()).isTrue();
        assertThat(hurried.limits().answer())
                .isEqualTo(new TimeLimit(Duration.ofSeconds(10), TimeLimit.Owner.FIRST_TOKEN));
    }

    private Step.Call firstCall(Wanted wanted, Duration patience) {
        AttemptLimits limits = new AttemptLimits(RoutingRules.DEFAULT, RequestTimes.until(now.plus(patience)), wanted);
        Session session = new Session(plan(A_EAST, B_WEST), limits, new SplittableRandom(42));
        session.start(now);
        return called(session);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void what_a_model_may_be_slow_to_begin_is_given_minutes_and_somebody_else_time_to_begin(boolean stream) {
        Wanted wanted = new Wanted(
                stream, _ -> true, _ -> Optional.of(Duration.ofSeconds(80)), target -> target.equals(A_EAST.routed()));
        Session session = session(wanted, A_EAST, B_WEST, HAIKU);
        session.start(now);
        assertThat(called(session).limits().answer())
                .isEqualTo(new TimeLimit(
                        Duration.ofMinutes(3), stream ? TimeLimit.Owner.FIRST_TOKEN : TimeLimit.Owner.WHOLE));
        ended(session, SLOW);
        assertThat(called(session).limits().answer().length()).isLessThanOrEqualTo(Duration.ofSeconds(80));
    }

    @Test
    void a_whole_answer_whose_length_is_known_is_asked_for_whole() {
        Session session =
                session(new Wanted(false, _ -> true, _ -> Optional.of(Duration.ofSeconds(80))), A_EAST, B_WEST);
        session.start(now);
        Step.Call call = called(session);
        assertThat(call.asStream()).isFalse();
        assertThat(call.limits().answer()).isEqualTo(new TimeLimit(Duration.ofSeconds(80), TimeLimit.Owner.WHOLE));
    }

    @Test
    void a_whole_answer_that_is_gathered_may_probe() {
        Wanted gathered = new Wanted(false, _ -> true, _ -> Optional.empty());
        Session session = session(gathered, probe(A_EAST), B_EAST);
        assertThat(session.start(now)).isEqualTo(new Step.Reserve(probe(A_EAST)));
        session.on(Signal.Done.RESERVED, now);
        Step.Call probe = (Step.Call) session.on(Signal.Done.PROBE_CLAIMED, now);
        assertThat(probe.asStream()).isTrue();
        assertThat(probe.limits().answer()).isEqualTo(new TimeLimit(Duration.ofSeconds(5), TimeLimit.Owner.PROBE));
    }

    @Test
    void a_caller_who_is_in_a_hurry_is_named_as_whose_limit_it_is() {
        RequestTimes hurry = new RequestTimes(
                now.plusSeconds(3), TimeLimit.Owner.CALLER, now.plusSeconds(840), Optional.of(Duration.ofSeconds(3)));
        Session session = new Session(
                plan(A_EAST, B_EAST), new AttemptLimits(RoutingRules.DEFAULT, hurry, STREAM), new SplittableRandom(42));
        session.start(now);
        CallLimits limits = called(session).limits();
        assertThat(limits.answer()).isEqualTo(new TimeLimit(Duration.ofSeconds(3), TimeLimit.Owner.CALLER));
        assertThat(limits.idle()).isEqualTo(new TimeLimit(Duration.ofSeconds(3), TimeLimit.Owner.CALLER));
        assertThat(limits.end()).isEqualTo(new TimeLimit(Duration.ofMinutes(14), TimeLimit.Owner.ENVIRONMENT));
    }

    @Test
    void an_only_target_that_throttles_is_tried_again_after_a_pause_that_doubles() {
        Session session = session(A_EAST);
        session.start(now);
        Duration first = waited(attempt(session, THROTTLED));
        assertThat(first).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        now = now.plus(first);
        assertThat(session.on(Signal.Done.WAITED, now)).isEqualTo(new Step.Reserve(A_EAST));
        Duration second = waited(attempt(session, THROTTLED));
        assertThat(second).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        now = now.plus(second);
        session.on(Signal.Done.WAITED, now);
        assertThat(reason(attempt(session, THROTTLED))).as("the third").isInstanceOf(GiveUpReason.Throttled.class);
    }

    @Test
    void an_only_target_that_says_how_long_to_wait_is_not_called_before_and_called_again_only_if_that_is_soon() {
        Session session = session(A_EAST);
        session.start(now);
        assertThat(waited(attempt(session, throttled(Duration.ofSeconds(2))))).isEqualTo(Duration.ofMillis(2_050));
        session.on(Signal.Done.WAITED, now);
        assertThat(waited(attempt(session, throttled(Duration.ZERO))))
                .as("the usual pause is longer")
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        Session another = session(A_EAST);
        another.start(now);
        assertThat(reason(attempt(another, throttled(Duration.ofSeconds(3)))))
                .isInstanceOf(GiveUpReason.Throttled.class);
    }

    private static Outcome throttled(Duration asked) {
        return new Outcome.Throttled(Outcome.Quota.REQUESTS, Optional.of(asked));
    }

    @Test
    void an_only_target_without_credentials_is_tried_again_when_these_are_asked_for_again_soon() {
        Session session = session(A_EAST);
        session.start(now);
        Outcome slow = new Outcome.NoCredentials("STS has not answered within 2000 ms", Duration.ZERO);
        assertThat(waited(attempt(session, slow))).isEqualTo(Duration.ofMillis(50));
        assertThat(session.on(Signal.Done.WAITED, now)).isEqualTo(new Step.Reserve(A_EAST));
        Outcome silent = new Outcome.NoCredentials("STS is silent", Duration.ofMillis(1_700));
        assertThat(waited(attempt(session, silent))).isEqualTo(Duration.ofMillis(1_750));
        session.on(Signal.Done.WAITED, now);
        assertThat(reason(attempt(session, silent))).as("the third").isInstanceOf(GiveUpReason.Failed.class);
        Session another = session(A_EAST, B_EAST);
        another.start(now);
        assertThat(attempt(another, slow))
                .as("not while somebody else could answer")
                .isEqualTo(new Step.Reserve(B_EAST));
        assertThat(reason(attempt(another, slow))).isInstanceOf(GiveUpReason.Failed.class);
    }

    @Test
    void there_is_no_pause_after_another_failure_with_several_targets_or_without_time() {
        assertThat(reason(next(FAULT, A_EAST))).isInstanceOf(GiveUpReason.Failed.class);
        Session both = session(A_EAST, B_EAST);
        both.start(now);
        attempt(both, THROTTLED);
        assertThat(reason(attempt(both, THROTTLED))).isInstanceOf(GiveUpReason.Throttled.class);
        Session late = session(now.plusMillis(2_300), A_EAST);
        late.start(now);
        assertThat(reason(attempt(late, THROTTLED))).isInstanceOf(GiveUpReason.Throttled.class);
    }

    @Test
    void full_targets_are_passed_over_without_an_attempt_and_the_shortest_wait_is_told() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(7), Signal.Why.SPENT), now))
                .isEqualTo(new Step.Reserve(B_EAST));
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(9), Signal.Why.SPENT), now))
                .isEqualTo(gaveUp(new GiveUpReason.Throttled(Duration.ofSeconds(7)), at(B_EAST, FULL), 0));
    }

    /// Only the second call could have told whether the request is valid without the thinking.
    @Test
    void a_target_without_room_for_the_call_without_thinking_is_full_and_has_not_failed() {
        Session session = session(A_EAST);
        session.start(now);
        assertThat(attempt(session, SEALED)).isEqualTo(new Step.Reserve(A_EAST));
        assertThat(reason(session.on(new Signal.NoRoom(Duration.ofSeconds(7), Signal.Why.SPENT), now)))
                .isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(7)));
    }

    @Test
    void where_the_call_without_thinking_cannot_be_made_what_came_before_is_told() {
        Session throttled = session(A_EAST, B_EAST, B_WEST);
        throttled.start(now);
        attempt(throttled, THROTTLED);
        attempt(throttled, THROTTLED);
        assertThat(reason(attempt(throttled, SEALED))).isInstanceOf(GiveUpReason.Throttled.class);
        Session failed = session(A_EAST, B_EAST);
        failed.start(now);
        attempt(failed, FAULT);
        attempt(failed, SEALED);
        assertThat(reason(failed.on(new Signal.NoRoom(Duration.ofSeconds(7), Signal.Why.SPENT), now)))
                .isEqualTo(new GiveUpReason.Failed(FAULT, Duration.ofSeconds(1)));
    }

    @Test
    void without_time_for_the_call_without_thinking_the_deadline_is_told() {
        Session late = session(now.plusMillis(2_300), A_EAST);
        late.start(now);
        called(late);
        now = now.plusMillis(2_200);
        assertThat(reason(ended(late, SEALED))).isInstanceOf(GiveUpReason.DeadlinePassed.class);
    }

    @Test
    void a_resting_target_that_returns_sooner_than_the_full_ones_sets_the_wait() {
        Skipped resting = new Skipped(1, B_EAST.target(), Skipped.Reason.RESTING, Optional.of(now.plusSeconds(3)));
        Session session = session(new Plan(List.of(A_EAST), List.of(resting)), now.plusSeconds(60));
        session.start(now);
        assertThat(session.on(new Signal.NoRoom(Duration.ofSeconds(40), Signal.Why.SPENT), now))
                .isEqualTo(gaveUp(new GiveUpReason.Throttled(Duration.ofSeconds(3)), at(A_EAST, FULL), 0));
    }

    @Test
    void without_credentials_the_wait_is_until_they_are_asked_for_again() {
        Outcome silent = new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(14));
        Session session = session(A_EAST);
        session.start(now);
        assertThat(reason(attempt(session, silent))).isEqualTo(new GiveUpReason.Failed(silent, Duration.ofSeconds(14)));
        Session both = session(A_EAST, B_EAST);
        both.start(now);
        attempt(both, silent);
        Outcome sooner = new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(5));
        assertThat(reason(attempt(both, sooner))).isEqualTo(new GiveUpReason.Failed(sooner, Duration.ofSeconds(5)));
    }

    @Test
    void nobody_is_told_to_wait_for_the_end_of_an_ejection_or_a_quarantine_since_the_target_is_tried_before() {
        for (Skipped.Reason left : List.of(Skipped.Reason.EJECTED, Skipped.Reason.QUARANTINED)) {
            Session session = session(A_EAST);
            session.start(now);
            called(session);
            Availability out = new Availability.Out(left, now.plusSeconds(32));
            assertThat(reason(session.on(new Signal.Ended(FAULT, out), now)))
                    .isEqualTo(new GiveUpReason.Failed(FAULT, Duration.ofSeconds(1)));
        }
    }

    @Test
    void the_wait_that_bedrock_asked_for_is_told() {
        Outcome overloaded = new Outcome.Overloaded(Optional.of(Duration.ofSeconds(17)));
        Session session = session(A_EAST);
        session.start(now);
        called(session);
        Availability resting = new Availability.Out(Skipped.Reason.RESTING, now.plusSeconds(17));
        assertThat(reason(session.on(new Signal.Ended(overloaded, resting), now)))
                .isEqualTo(new GiveUpReason.Failed(overloaded, Duration.ofSeconds(17)));
    }

    @Test
    void without_candidates_it_says_when_one_comes_back_or_why_none_will() {
        Skipped resting = new Skipped(1, A_EAST.target(), Skipped.Reason.RESTING, Optional.of(now.plusMillis(200)));
        assertThat(reason(session(new Plan(List.of(), List.of(resting)), now.plusSeconds(60))
                        .start(now)))
                .isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(1)));
        for (Skipped.Reason away : List.of(Skipped.Reason.EJECTED, Skipped.Reason.DRAINED)) {
            Skipped out = new Skipped(1, A_EAST.target(), away, Optional.of(now.plusSeconds(9)));
            assertThat(reason(session(new Plan(List.of(), List.of(out)), now.plusSeconds(60))
                            .start(now)))
                    .isEqualTo(new GiveUpReason.AllBusy(Duration.ofSeconds(9)));
        }
        Skipped small = new Skipped(1, A_EAST.target(), Skipped.Reason.CONTEXT_TOO_SMALL, Optional.empty());
        Plan tooLarge =
                new Plan(List.of(), List.of(small), Optional.of(new GiveUpReason.TooLarge(200, 150)), Optional.empty());
        assertThat(reason(session(tooLarge, now.plusSeconds(60)).start(now)))
                .isEqualTo(new GiveUpReason.TooLarge(200, 150));
        Skipped larger = new Skipped(1, B_EAST.target(), Skipped.Reason.RESTING, Optional.of(now.plusSeconds(3)));
        Plan laterALarger = new Plan(List.of(), List.of(larger, small), tooLarge.tooLarge(), Optional.empty());
        assertThat(reason(session(laterALarger, now.plusSeconds(60)).start(now)))
                .isEqualTo(new GiveUpReason.Throttled(Duration.ofSeconds(3)));
        assertThat(reason(session(new Plan(List.of(), List.of(small)), now.plusSeconds(60))
                        .start(now)))
                .isInstanceOf(GiveUpReason.InputTooLong.class);
        Skipped notStreamed = new Skipped(1, A_EAST.target(), Skipped.Reason.NOT_STREAMED, Optional.empty());
        assertThat(reason(session(new Plan(List.of(), List.of(notStreamed)), now.plusSeconds(60))
                        .start(now)))
                .isInstanceOfSatisfying(
                        GiveUpReason.NothingEligible.class,
                        nothing -> assertThat(nothing.why())
                                .contains("cannot stream", "\"stream\": false", "Converse instead of ConverseStream"));
        Skipped away = new Skipped(1, A_EAST.target(), Skipped.Reason.RESIDENCY, Optional.empty());
        assertThat(reason(session(new Plan(List.of(), List.of(away)), now.plusSeconds(60))
                        .start(now)))
                .isInstanceOf(GiveUpReason.NothingEligible.class);
    }

    @Test
    void an_answer_that_is_cut_is_run_again_at_the_same_target_and_the_second_one_is_delivered() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        called(session);
        assertThat(cut(session)).isEqualTo(new Step.RunAgain(A_EAST));
        assertThat(called(session).attempt()).isEqualTo(2);
        assertThat(ended(session, ANSWERED)).isEqualTo(new Step.Answer(A_EAST, totals(2, SecondRun.DONE)));
    }

    @Test
    void a_second_run_that_finds_no_room_or_fails_leaves_the_answer_that_was_cut() {
        Session full = session(A_EAST, B_EAST);
        full.start(now);
        called(full);
        cut(full);
        assertThat(full.on(new Signal.NoRoom(Duration.ofSeconds(1), Signal.Why.SPENT), now))
                .isEqualTo(new Step.Answer(A_EAST, totals(1, SecondRun.NO_ROOM)));

        for (Outcome outcome : OutcomeSamples.all()) {
            if (!(outcome instanceof Outcome.Answered)) {
                Session failing = session(A_EAST, B_EAST);
                failing.start(now);
                called(failing);
                cut(failing);
                called(failing);
                List<RoutedTarget> abandoned = outcome.maybeBilled() ? List.of(A_EAST.routed()) : List.of();
                assertThat(ended(failing, outcome))
                        .as(outcome.label())
                        .isEqualTo(new Step.Answer(A_EAST, new SessionTotals(2, abandoned, false, SecondRun.FAILED)));
            }
        }
    }

    @Test
    void an_answer_is_not_run_again_where_twice_its_time_or_an_attempt_is_missing() {
        Session justInTime = session(now.plusSeconds(60), A_EAST);
        justInTime.start(now);
        called(justInTime);
        Session late = session(now.plusSeconds(60), A_EAST);
        late.start(now);
        called(late);
        now = now.plusSeconds(20);
        assertThat(cut(justInTime)).isEqualTo(new Step.RunAgain(A_EAST));
        now = now.plusSeconds(1);
        assertThat(cut(late)).isEqualTo(new Step.Answer(A_EAST, totals(1, SecondRun.NO_TIME)));

        Session spent = session(A_EAST, B_EAST, B_WEST);
        spent.start(now);
        attempt(spent, THROTTLED);
        attempt(spent, THROTTLED);
        called(spent);
        assertThat(cut(spent))
                .isInstanceOfSatisfying(
                        Step.Answer.class,
                        answer -> assertThat(answer.totals().secondRun()).isEqualTo(SecondRun.NO_ATTEMPT));
    }

    @Test
    void the_last_attempt_has_all_the_time_that_is_left_although_a_target_was_never_tried() {
        Session attempts = session(A_EAST, B_EAST, B_WEST, A_WEST);
        attempts.start(now);
        attempt(attempts, FAULT);
        attempt(attempts, FAULT);
        assertThat(called(attempts).limits().answer().owner()).isEqualTo(TimeLimit.Owner.ENVIRONMENT);

        Session abandoned = session(
                A_EAST,
                candidate(2, B_EAST.routed()),
                candidate(3, B_WEST.routed()),
                candidate(4, A_WEST.routed()),
                candidate(5, A_GLOBAL.routed()));
        abandoned.start(now);
        attempt(abandoned, SLOW);
        attempt(abandoned, SLOW);
        assertThat(called(abandoned).limits().answer().owner())
                .as("who has given up two calls gives up no third one")
                .isEqualTo(TimeLimit.Owner.ENVIRONMENT);
    }

    @Test
    void a_refusal_in_unknown_words_of_the_last_attempt_is_told() {
        Session session = session(A_EAST, B_EAST, B_WEST, A_WEST);
        session.start(now);
        attempt(session, FAULT);
        attempt(session, FAULT);
        assertThat(reason(attempt(session, DOUBTFUL))).isEqualTo(new GiveUpReason.Rejected("operation not allowed"));
    }

    @Test
    void credentials_may_be_renewed_until_they_were() {
        Session session = session(A_EAST, B_EAST);
        session.start(now);
        Step.Call first = called(session);
        assertThat(first.renewable()).isTrue();
        ended(session, BAD_CREDENTIALS);
        session.on(Signal.Done.RENEWED, now);
        assertThat(called(session).renewable()).isFalse();
    }

    @Test
    void a_pause_is_half_of_its_time_at_least_and_all_of_it_at_most() {
        LongSummaryStatistics pauses = LongStream.range(0, 5_000)
                .map(seed -> {
                    AttemptLimits limits =
                            new AttemptLimits(RoutingRules.DEFAULT, RequestTimes.until(now.plusSeconds(60)), STREAM);
                    Session session = new Session(plan(A_EAST), limits, new SplittableRandom(seed));
                    session.start(now);
                    return waited(attempt(session, THROTTLED)).toMillis();
                })
                .summaryStatistics();
        assertThat(pauses.getMin()).isEqualTo(500);
        assertThat(pauses.getMax()).isEqualTo(1_000);
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

    private Step cut(Session session) {
        return session.on(new Signal.Cut(new Availability.Ready()), now);
    }

    private static SessionTotals totals(int attempts, SecondRun second) {
        return new SessionTotals(attempts, List.of(), false, second);
    }

    /// Totals of this many calls, none of them given up.
    private static SessionTotals totals(int attempts) {
        return new SessionTotals(attempts, List.of(), false);
    }

    private static Step.GiveUp gaveUp(GiveUpReason reason, Cause cause, int attempts) {
        return new Step.GiveUp(reason, cause, totals(attempts));
    }

    private static Cause at(Candidate candidate, String reason) {
        return Cause.of(candidate.target(), reason);
    }

    private static Candidate candidate(int tier, RoutedTarget routed) {
        return new Candidate(tier, routed, Candidate.Readiness.READY);
    }

    private static Candidate probe(Candidate candidate) {
        return new Candidate(candidate.tier(), candidate.routed(), Candidate.Readiness.PROBE);
    }

    private static Plan plan(Candidate... candidates) {
        return new Plan(List.of(candidates), List.of());
    }

    /// A session for a whole answer of models that cannot stream, with four minutes.
    private Session whole(Function<RoutedTarget, Optional<Duration>> limit, Candidate... candidates) {
        return session(new Wanted(false, _ -> false, limit), candidates);
    }

    private Session session(Wanted wanted, Candidate... candidates) {
        AttemptLimits limits =
                new AttemptLimits(RoutingRules.DEFAULT, RequestTimes.until(now.plus(Duration.ofMinutes(4))), wanted);
        return new Session(plan(candidates), limits, new SplittableRandom(42));
    }

    private Session session(Candidate... candidates) {
        return session(now.plusSeconds(60), candidates);
    }

    private Session session(Instant deadline, Candidate... candidates) {
        return session(new Plan(List.of(candidates), List.of()), deadline);
    }

    private Session session(Plan plan, Instant deadline) {
        AttemptLimits limits = new AttemptLimits(RoutingRules.DEFAULT, RequestTimes.until(deadline), STREAM);
        return new Session(plan, limits, new SplittableRandom(42));
    }

    /// The step after the first attempt ended with this outcome.
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
        return (Step.Call) session.on(Signal.Done.RESERVED, now);
    }

    private Step ended(Session session, Outcome outcome) {
        return session.on(new Signal.Ended(outcome, new Availability.Ready()), now);
    }

    private static Duration waited(Step step) {
        return ((Step.Wait) step).pause();
    }

    private static GiveUpReason reason(Step step) {
        return ((Step.GiveUp) step).reason();
    }
}
