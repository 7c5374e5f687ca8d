package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whose fault a refusal is: the caller's, an account's, a guardrail's, or that of a tier above.
final class SessionRefusalsTest extends SessionFixture {
    private static final Outcome DOUBTFUL = new Outcome.Doubtful("operation not allowed");

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
    void a_refusal_in_unknown_words_of_the_last_attempt_is_told() {
        Session session = session(A_EAST, B_EAST, B_WEST, A_WEST);
        session.start(now);
        attempt(session, FAULT);
        attempt(session, FAULT);
        assertThat(reason(attempt(session, DOUBTFUL))).isEqualTo(new GiveUpReason.Rejected("operation not allowed"));
    }
}
