package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Feature;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The bounds of routing's small rules. If the code changes one of them by a step, a test must fail
/// (`scripts/verify mutation`).
final class RoutingBoundsTest {
    private static final Instant NOW = Sample.NOW;
    private static final RoutedTarget A = Sample.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = Sample.target("b", Sample.EAST, Sample.SONNET_US);
    private static final Candidate FIRST = new Candidate(1, A, Candidate.Readiness.READY);
    private static final Candidate SECOND = new Candidate(2, B, Candidate.Readiness.READY);
    private static final Availability READY = new Availability.Ready();
    private static final GiveUpReason REJECTED = new GiveUpReason.Rejected("a wrong field");
    private static final RequestTimes TIMES = RequestTimes.until(NOW.plusSeconds(60));

    private static Skipped skipped(int tier, Skipped.Reason reason, int seconds) {
        return new Skipped(tier, A.target(), reason, Optional.of(NOW.plusSeconds(seconds)));
    }

    private static Plan leavingOut(Skipped... skipped) {
        return new Plan(List.of(FIRST, SECOND), List.of(skipped));
    }

    private static LeftOut leftOut(LeftOut.State state) {
        return new LeftOut(state, 1, NOW, NOW.plusSeconds(30), "one", "ServerFault");
    }

    @Test
    void something_is_known_of_a_target_as_soon_as_one_of_four_things_is() {
        Optional<LeftOut> known = Optional.of(leftOut(LeftOut.State.EJECTED));
        Optional<LeftOut> nothing = Optional.empty();
        assertThat(new KnownOfTarget(nothing, nothing, nothing, nothing).isNothing())
                .isTrue();
        assertThat(new KnownOfTarget(known, nothing, nothing, nothing).isNothing())
                .isFalse();
        assertThat(new KnownOfTarget(nothing, known, nothing, nothing).isNothing())
                .isFalse();
        assertThat(new KnownOfTarget(nothing, nothing, known, nothing).isNothing())
                .isFalse();
        assertThat(new KnownOfTarget(nothing, nothing, nothing, known).isNothing())
                .isFalse();
    }

    @Test
    void what_all_copies_heed_decides_before_a_lack_of_credentials_and_that_before_a_probation() {
        Optional<LeftOut> ejected = Optional.of(leftOut(LeftOut.State.EJECTED));
        Optional<LeftOut> probation = Optional.of(leftOut(LeftOut.State.ON_PROBATION));
        Optional<LeftOut> session =
                Optional.of(new LeftOut(LeftOut.State.NO_SESSION, 1, NOW, NOW.plusSeconds(90), "one", "NoCredentials"));
        Optional<LeftOut> nothing = Optional.empty();
        assertThat(new KnownOfTarget(ejected, nothing, nothing, session).decisive())
                .isEqualTo(ejected);
        assertThat(new KnownOfTarget(probation, nothing, nothing, session).decisive())
                .isEqualTo(session);
        assertThat(new KnownOfTarget(probation, nothing, nothing, nothing).decisive())
                .isEqualTo(probation);
    }

    @ParameterizedTest
    @EnumSource(LeftOut.State.class)
    void only_who_is_on_probation_is_not_out(LeftOut.State state) {
        assertThat(leftOut(state).isOut()).isEqualTo(state != LeftOut.State.ON_PROBATION);
        assertThat(state.label())
                .isEqualTo(state.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    @ParameterizedTest
    @EnumSource(Skipped.Reason.class)
    void a_reason_is_called_by_its_name_says_something_and_the_first_nine_do_not_pass(Skipped.Reason reason) {
        assertThat(reason.label()).isEqualTo(reason.name().toLowerCase(Locale.ROOT));
        assertThat(reason.text()).isNotBlank();
        assertThat(reason.passing()).isEqualTo(reason.compareTo(Skipped.Reason.RESTING) >= 0);
    }

    @ParameterizedTest
    @CsvSource({"true, true, false", "true, false, true", "false, true, true", "false, false, true"})
    void refused_credentials_say_nothing_of_the_target_where_new_ones_are_got_first(
            boolean renewable, boolean mayHelp, boolean telling) {
        Step.Call call = new Step.Call(FIRST, 1, null, true, renewable);
        assertThat(call.telling(new Outcome.BadCredentials("ExpiredTokenException", mayHelp)))
                .isEqualTo(telling);
        assertThat(call.telling(new Outcome.ServerFault())).isTrue();
    }

    @Test
    void a_target_whose_record_is_gone_was_readmitted_unless_its_probation_was_reported_so() {
        Exclusion failing =
                Exclusion.first(Exclusion.Cause.FAILING, "one", "ServerFault", NOW, new SplittableRandom(42));
        assertThat(HealthChange.between("a", Optional.of(failing), Optional.empty(), NOW))
                .hasValueSatisfying(change -> assertThat(change.kind()).isEqualTo(HealthChange.Kind.READMITTED));
        Exclusion onProbation = failing.answered(NOW)
                .flatMap(once -> once.answered(NOW))
                .flatMap(twice -> twice.answered(NOW))
                .orElseThrow();
        assertThat(HealthChange.between("a", Optional.of(onProbation), Optional.empty(), NOW))
                .isEmpty();
    }

    @Test
    void a_decision_that_another_copy_confirms_is_no_answer_and_nothing_new() {
        Exclusion refused =
                Exclusion.first(Exclusion.Cause.REFUSED, "one", "Misconfigured", NOW, new SplittableRandom(42));
        assertThat(HealthChange.between("a", Optional.of(refused), Optional.of(refused.confirmed("another")), NOW))
                .isEmpty();
    }

    @Test
    void a_plan_knows_who_is_paused_and_who_is_throttled_above_a_tier() {
        Plan paused = leavingOut(skipped(1, Skipped.Reason.PAUSED, 5));
        Plan resting = leavingOut(skipped(1, Skipped.Reason.RESTING, 5));
        assertThat(paused.paused()).isTrue();
        assertThat(resting.paused()).isFalse();
        assertThat(resting.throttledAbove(2)).isTrue();
        assertThat(resting.throttledAbove(1)).isFalse();
        assertThat(paused.throttledAbove(2)).isFalse();
    }

    @Test
    void only_who_comes_back_makes_a_plan_wait() {
        assertThat(leavingOut(skipped(1, Skipped.Reason.RESIDENCY, 1), skipped(1, Skipped.Reason.DRAINED, 9))
                        .soonest(NOW))
                .contains(Duration.ofSeconds(9));
    }

    @Test
    void what_a_model_lacks_is_named_and_nothing_that_it_has() {
        RoutingRequest request = new RoutingRequest(
                Sample.tenant(Limits.UNLIMITED), Set.of(Feature.TOOLS, Feature.VIDEO), false, 100, 100);
        assertThat(Eligibility.against(A, 1, request))
                .hasValueSatisfying(objection -> assertThat(objection.detail()).contains("the model lacks video"));
    }

    @Test
    void the_cause_of_a_busy_gateway_is_the_target_that_is_back_first() {
        WhatWentWrong wrong = new WhatWentWrong(leavingOut(
                skipped(1, Skipped.Reason.RESIDENCY, 1),
                skipped(1, Skipped.Reason.EJECTED, 9),
                skipped(1, Skipped.Reason.RESTING, 30)));
        assertThat(cause(wrong, new GiveUpReason.AllBusy(Duration.ofSeconds(1))))
                .isEqualTo("left out: ejected");
        assertThat(cause(wrong, new GiveUpReason.Throttled(Duration.ofSeconds(1))))
                .isEqualTo("left out: resting");
        WhatWentWrong fitsNowhere = new WhatWentWrong(leavingOut(skipped(1, Skipped.Reason.RESIDENCY, 1)));
        assertThat(cause(fitsNowhere, new GiveUpReason.AllBusy(Duration.ofSeconds(1))))
                .isEqualTo("no target");
        assertThat(cause(fitsNowhere, new GiveUpReason.Throttled(Duration.ofSeconds(1))))
                .isEqualTo("no room");
    }

    @Test
    void the_cause_of_a_throttle_is_a_quota_and_that_of_a_failure_is_not() {
        WhatWentWrong wrong = new WhatWentWrong(leavingOut());
        wrong.ended(FIRST, new Outcome.Throttled(Outcome.Quota.REQUESTS), true);
        GiveUpReason failed = new GiveUpReason.Failed(new Outcome.ServerFault(), Duration.ofSeconds(1));
        assertThat(cause(wrong, failed)).isEqualTo("no answer");
        wrong.ended(SECOND, new Outcome.ServerFault(), false);
        assertThat(wrong.because(failed, TIMES).target()).contains(B.target());
        assertThat(wrong.because(new GiveUpReason.Throttled(Duration.ofSeconds(1)), TIMES)
                        .target())
                .contains(A.target());
    }

    private static String cause(WhatWentWrong wrong, GiveUpReason reason) {
        return wrong.because(reason, TIMES).reason();
    }

    @Test
    void a_lower_tiers_refusal_is_told_unless_a_higher_tier_was_throttled_or_away() {
        GivingUp fine = new GivingUp(leavingOut());
        assertThat(fine.refused(SECOND, REJECTED, NOW)).isEqualTo(REJECTED);

        GivingUp throttled = new GivingUp(leavingOut());
        throttled.learn(FIRST, new Outcome.Throttled(Outcome.Quota.REQUESTS), READY, NOW);
        assertThat(throttled.refused(FIRST, REJECTED, NOW)).isEqualTo(REJECTED);
        assertThat(throttled.refused(SECOND, REJECTED, NOW)).isInstanceOf(GiveUpReason.Throttled.class);

        GivingUp probed = new GivingUp(leavingOut());
        probed.probeTaken(FIRST);
        assertThat(probed.refused(FIRST, REJECTED, NOW)).isEqualTo(REJECTED);
        assertThat(probed.refused(SECOND, REJECTED, NOW)).isInstanceOf(GiveUpReason.AllBusy.class);
        GiveUpReason late = new GiveUpReason.DeadlinePassed();
        assertThat(probed.refused(SECOND, late, NOW)).isEqualTo(late);
        assertThat(probed.cause(new GiveUpReason.AllBusy(Duration.ofSeconds(1)), TIMES)
                        .reason())
                .isEqualTo("another request is probing it");
    }

    @Test
    void a_guardrail_that_is_refused_above_is_nobodys_outage() {
        GivingUp guardrail = new GivingUp(leavingOut());
        guardrail.learn(FIRST, new Outcome.GuardrailRefused("advice", "no such version"), READY, NOW);
        assertThat(guardrail.refused(SECOND, REJECTED, NOW)).isEqualTo(REJECTED);

        GivingUp failing = new GivingUp(leavingOut());
        failing.learn(FIRST, new Outcome.ServerFault(), READY, NOW);
        assertThat(failing.refused(SECOND, REJECTED, NOW)).isInstanceOf(GiveUpReason.AllBusy.class);
    }

    @Test
    void an_account_that_somebody_has_to_mend_is_no_outage_either() {
        Outcome refused = new Outcome.Misconfigured("no access");
        GivingUp quarantined = new GivingUp(leavingOut());
        quarantined.learn(FIRST, refused, new Availability.Out(Skipped.Reason.QUARANTINED, NOW.plusSeconds(30)), NOW);
        assertThat(quarantined.refused(SECOND, REJECTED, NOW)).isEqualTo(REJECTED);

        GivingUp ejected = new GivingUp(leavingOut());
        ejected.learn(FIRST, refused, new Availability.Out(Skipped.Reason.EJECTED, NOW.plusSeconds(30)), NOW);
        assertThat(ejected.refused(SECOND, REJECTED, NOW)).isInstanceOf(GiveUpReason.AllBusy.class);
    }

    @Test
    void a_ledger_that_did_not_answer_above_is_an_outage() {
        GivingUp silent = new GivingUp(leavingOut());
        silent.noRoom(FIRST, new Signal.NoRoom(Duration.ofSeconds(1), Signal.Why.UNKNOWN));
        assertThat(silent.refused(SECOND, REJECTED, NOW)).isInstanceOf(GiveUpReason.AllBusy.class);
    }

    @Test
    void a_missing_guardrail_is_told_unless_the_model_lacks_something_as_well() {
        Skipped guardrail = new Skipped(1, A.target(), Skipped.Reason.GUARDRAIL_MISSING, Optional.empty());
        Skipped feature = new Skipped(1, B.target(), Skipped.Reason.FEATURE_MISSING, Optional.empty());
        assertThat(why(guardrail)).contains("has the guardrail of the request");
        assertThat(why(guardrail, feature)).contains("the model does not support");
        assertThat(why(feature)).contains("the model does not support");
    }

    private static String why(Skipped... skipped) {
        return ((GiveUpReason.NothingEligible) GivingUp.nothingFits(new Plan(List.of(), List.of(skipped)))).why();
    }

    /// The numbers are retries in the budget.
    @Test
    void what_may_be_billed_counts_twice_and_what_says_nothing_of_load_not_at_all() {
        assertThat(OutcomeSamples.all().stream()
                        .filter(outcome -> outcome.retries() > 0)
                        .collect(Collectors.groupingBy(
                                Outcome::retries, Collectors.mapping(Outcome::label, Collectors.toSet()))))
                .isEqualTo(Map.of(
                        2,
                        Set.of("ModelTimedOut", "TooSlow", "AnswerLost"),
                        1,
                        Set.of(
                                "Throttled",
                                "NotReady",
                                "Overloaded",
                                "ServerFault",
                                "Unreachable",
                                "Misconfigured",
                                "BadCredentials")));
        assertThat(new Outcome.ApiMissing("openai-chat is not in us-east-1", false).retries())
                .as("somebody else is asked")
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"2000, true", "2001, false"})
    void credentials_are_waited_for_at_most_two_seconds(int millis, boolean waited) {
        GivingUp without = new GivingUp(leavingOut());
        Duration askAgainIn = Duration.ofMillis(millis);
        without.learn(FIRST, new Outcome.NoCredentials("STS is silent", askAgainIn), READY, NOW);
        assertThat(without.untilCredentials())
                .isEqualTo(waited ? Optional.of(askAgainIn.plusMillis(50)) : Optional.empty());
    }

    @Test
    void a_request_that_met_room_kept_for_others_says_so_when_another_target_answers() {
        Session session = new Session(
                leavingOut(),
                new AttemptLimits(RoutingRules.DEFAULT, TIMES, new Wanted(true, _ -> true, _ -> Optional.empty())),
                new SplittableRandom(42));
        session.start(NOW);
        session.on(new Signal.NoRoom(Duration.ofSeconds(1), Signal.Why.KEPT_FOR_OTHERS), NOW);
        session.on(Signal.Done.RESERVED, NOW);
        session.on(new Signal.Ended(new Outcome.Answered(), READY), NOW);
        assertThat(session.totals().keptForOthers()).isTrue();
    }

    @Test
    void a_probe_that_somebody_else_has_is_the_cause_when_nobody_is_left() {
        Candidate probe = new Candidate(1, A, Candidate.Readiness.PROBE);
        Session session = new Session(
                new Plan(List.of(probe), List.of()),
                new AttemptLimits(RoutingRules.DEFAULT, TIMES, new Wanted(true, _ -> true, _ -> Optional.empty())),
                new SplittableRandom(42));
        session.start(NOW);
        assertThat(session.on(Signal.Done.RESERVED, NOW)).isEqualTo(new Step.ClaimProbe(probe));
        assertThat(session.on(Signal.Done.PROBE_TAKEN, NOW))
                .isInstanceOfSatisfying(
                        Step.GiveUp.class,
                        step -> assertThat(step.cause().reason()).isEqualTo("another request is probing it"));
    }
}
