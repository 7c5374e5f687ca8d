package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.routing.TimeLimit.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What leaves a target out for its failures, what says nothing of it, and what ends that.
final class TargetHealthTest extends TargetHealthFixture {
    private static final Outcome OVERLOADED = new Outcome.Overloaded(Optional.empty());
    private static final Outcome FAULT = new Outcome.ServerFault();

    @Test
    void what_others_decided_is_doubted_for_a_minute_after_an_answer_and_what_it_decided_itself_never() {
        TargetHealth answered = health.after(verdict(ANSWERED, NOW), random);
        Exclusion theirs = Exclusion.first(Exclusion.Cause.FAILING, "another", "ServerFault", NOW, random);
        assertThat(answered.doubts(theirs, "me", NOW.plusSeconds(60).minusNanos(1)))
                .isTrue();
        assertThat(answered.doubts(theirs, "me", NOW.plusSeconds(60))).isFalse();
        assertThat(answered.doubts(theirs, "another", NOW)).isFalse();
        assertThat(answered.doubts(theirs.confirmed("a third"), "me", NOW))
                .as("what two have seen")
                .isFalse();
        assertThat(answered.after(verdict(FAULT, NOW), random).doubts(theirs, "me", NOW))
                .as("since it failed here, too")
                .isFalse();
    }

    static List<Outcome> hard() {
        return List.of(
                FAULT,
                new Outcome.ModelTimedOut(),
                new Outcome.Unreachable("connection refused"),
                new Outcome.TooSlow(Owner.FIRST_TOKEN),
                new Outcome.TooSlow(Owner.IDLE),
                new Outcome.TooSlow(Owner.WHOLE),
                new Outcome.AnswerLost("reset"),
                new Outcome.BrokenStream("reset"));
    }

    @ParameterizedTest
    @MethodSource("hard")
    void each_kind_of_hard_failure_counts_towards_ejection(Outcome outcome) {
        repeat(outcome, 5);
        assertThat(out().reason()).isEqualTo(Skipped.Reason.EJECTED);
        assertThat(exclusion().why()).startsWith(outcome.label());
    }

    @Test
    void overload_counts_only_where_hardly_anything_is_answered() {
        repeat(OVERLOADED, 22);
        assertThat(HealthEntry.exclusion(known)).isEmpty();
        repeat(OVERLOADED, 1);
        assertThat(out().reason()).isEqualTo(Skipped.Reason.EJECTED);
        assertThat(exclusion().why()).isEqualTo("Overloaded");
    }

    @Test
    void a_target_that_is_overloaded_when_probed_is_out_for_as_long_as_before_and_one_that_has_returned_stays() {
        repeat(FAULT, 5);
        Instant probed = exclusion().until();
        observe(OVERLOADED, probed);
        assertThat(exclusion().times()).isEqualTo(1);
        assertThat(Duration.between(probed, exclusion().until()))
                .isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
        Instant back = answeredThrice(exclusion().until());
        observe(OVERLOADED, back.plusSeconds(1));
        assertThat(exclusion().isOnProbation()).isTrue();
        observe(FAULT, back.plusSeconds(2));
        assertThat(exclusion().isOnProbation()).isFalse();
    }

    @Test
    void who_doubted_an_ejection_believes_it_after_an_overload_of_its_own() {
        Exclusion theirs = Exclusion.first(Exclusion.Cause.FAILING, "another", "ServerFault", NOW, random);
        Verdict overloaded = verdict(OVERLOADED, NOW.plusSeconds(1));
        TargetHealth answered = TargetHealth.FRESH.after(verdict(ANSWERED, NOW), random);
        assertThat(TargetHealth.decide(Optional.of(theirs), answered, overloaded, false, "me", random))
                .isEqualTo(Optional.of(theirs.confirmed("me")));
        assertThat(TargetHealth.decide(Optional.of(theirs), TargetHealth.FRESH, overloaded, false, "me", random))
                .isEqualTo(Optional.of(theirs));
    }

    @Test
    void a_model_that_is_not_ready_counts_as_overload() {
        repeat(new Outcome.NotReady(), 22);
        assertThat(HealthEntry.exclusion(known)).isEmpty();
        repeat(new Outcome.NotReady(), 1);
        assertThat(exclusion().why()).isEqualTo("NotReady");
    }

    private Instant answeredThrice(Instant at) {
        Instant answered = at;
        for (int probe = 0; probe < 3; probe++) {
            observe(ANSWERED, answered);
            answered = answered.plusSeconds(15);
        }
        return answered;
    }

    @Test
    void overload_alone_ejects_nobody_sooner_where_the_region_seems_to_be_lost() {
        Optional<? extends HealthEntry> seen =
                TargetHealth.decide(Optional.empty(), TargetHealth.FRESH, verdict(OVERLOADED, NOW), true, "me", random);
        assertThat(HealthEntry.exclusion(seen)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Owner.class,
            names = {"CALLER", "ENVIRONMENT", "SPLIT"})
    void a_limit_that_is_not_the_models_own_says_nothing_at_any_rate(Owner owner) {
        repeat(new Outcome.TooSlow(owner), 1_000);
        assertThat(known).isEmpty();
    }

    @Test
    void a_tenants_profile_that_is_refused_says_nothing_about_the_target() {
        repeat(new Outcome.ProfileRefused("ResourceNotFoundException"), 1_000);
        repeat(new Outcome.GuardrailRefused("no-advice", "version 3 of gr1: deleted"), 1_000);
        assertThat(known).isEmpty();
        assertThat(health).isEqualTo(TargetHealth.FRESH);
    }

    @Test
    void an_api_that_a_region_lacks_says_nothing_about_the_target() {
        repeat(new Outcome.ApiMissing("anthropic-messages is not in us-east-1", false), 1_000);
        assertThat(known).isEmpty();
        assertThat(health).isEqualTo(TargetHealth.FRESH);
    }

    @Test
    void a_silent_sts_says_nothing_about_the_target() {
        repeat(new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(9)), 1_000);
        assertThat(known).isEmpty();
        assertThat(health).isEqualTo(TargetHealth.FRESH);
    }

    @Test
    void what_is_wrong_with_the_request_shows_that_the_target_lives() {
        repeat(FAULT, 4);
        observe(new Outcome.Rejected("no"), NOW);
        repeat(FAULT, 2);
        assertThat(HealthEntry.exclusion(known)).as("the row was broken").isEmpty();
        observe(new Outcome.InputTooLong("too long"), NOW);
        assertThat(known).isEmpty();
    }

    static List<Outcome> refused() {
        return List.of(
                new Outcome.Misconfigured("no access"), new Outcome.BadCredentials("ExpiredTokenException", true));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void a_refused_configuration_or_credential_quarantines_it_and_it_is_probed_after_half_a_minute(Outcome outcome) {
        observe(outcome, NOW);
        assertThat(out().reason()).isEqualTo(Skipped.Reason.QUARANTINED);
        assertThat(Duration.between(NOW, out().until())).isBetween(Duration.ofSeconds(24), Duration.ofSeconds(36));
        assertThat(exclusion().availability(out().until())).isEqualTo(new Availability.Probe());
    }

    @Test
    void an_answer_after_the_credentials_were_renewed_ends_the_quarantine() {
        observe(new Outcome.BadCredentials("ExpiredTokenException", true), NOW);
        observe(ANSWERED, NOW.plusSeconds(1));
        assertThat(known).isEmpty();
    }

    @Test
    void answers_to_calls_that_began_before_the_ejection_do_not_end_it() {
        repeat(FAULT, 5);
        Exclusion ejected = exclusion();
        for (int late = 0; late < 100; late++) {
            observe(new Verdict(ANSWERED, NOW.minusSeconds(1), NOW.plusSeconds(1)));
        }
        assertThat(exclusion()).isEqualTo(ejected);
    }

    @Test
    void failures_of_calls_that_began_before_the_ejection_do_not_lengthen_it() {
        repeat(FAULT, 5);
        Exclusion ejected = exclusion();
        for (int late = 0; late < 100; late++) {
            observe(new Verdict(FAULT, NOW.minusSeconds(1), ejected.until().plusSeconds(1)));
        }
        assertThat(exclusion()).isEqualTo(ejected);
    }

    static List<Outcome> answersToAProbe() {
        return List.of(ANSWERED, new Outcome.Rejected("no"), THROTTLED);
    }

    @ParameterizedTest
    @MethodSource("answersToAProbe")
    void a_probe_answered_by_a_400_or_a_429_is_answered(Outcome outcome) {
        repeat(FAULT, 5);
        for (int probe = 0; probe < 3; probe++) {
            observe(outcome, exclusion().until());
        }
        assertThat(exclusion().isOnProbation()).isTrue();
    }

    @Test
    void a_probe_that_fails_leaves_it_out_for_longer_and_one_failure_on_probation_as_well() {
        repeat(FAULT, 5);
        Instant over = exclusion().until();
        observe(FAULT, over);
        assertThat(Duration.between(over, exclusion().until())).isGreaterThanOrEqualTo(Duration.ofSeconds(48));
        for (int probe = 0; probe < 3; probe++) {
            observe(ANSWERED, exclusion().until());
        }
        observe(FAULT, exclusion().until().plusSeconds(59));
        assertThat(exclusion().times()).isEqualTo(3);
    }

    @Test
    void after_its_probation_it_takes_five_failures_again() {
        repeat(FAULT, 5);
        for (int probe = 0; probe < 3; probe++) {
            observe(ANSWERED, exclusion().until());
        }
        Instant later = exclusion().until().plusSeconds(60);
        observe(FAULT, later);
        assertThat(HealthEntry.exclusion(known)).isEmpty();
    }

    @Test
    void the_copy_that_ejects_again_is_named_unless_another_had_ejected_before() {
        for (String first : List.of("me", "another")) {
            Exclusion out = Exclusion.first(Exclusion.Cause.FAILING, first, "ServerFault", NOW, random);
            known = Optional.of(out);
            observe(FAULT, out.until());
            assertThat(exclusion().by()).isEqualTo(first.equals("me") ? "me" : Exclusion.SEVERAL);
            assertThat(exclusion().times()).isEqualTo(2);
        }
    }

    @Test
    void a_target_that_is_overloaded_when_probed_is_out_by_the_copy_that_saw_it_and_the_one_before() {
        for (String first : List.of("me", "another")) {
            Exclusion out = Exclusion.first(Exclusion.Cause.FAILING, first, "ServerFault", NOW, random);
            known = Optional.of(out);
            observe(OVERLOADED, out.until());
            assertThat(exclusion().by()).isEqualTo(first.equals("me") ? "me" : Exclusion.SEVERAL);
        }
    }

    @Test
    void a_throttle_ends_a_row_of_failures_as_an_answer_does() {
        known = Optional.of(new Suspicion(
                2,
                7,
                9,
                "me",
                NOW,
                new Suspicion.Unanswered(NOW.minusSeconds(2), 1, 9, NOW.minusSeconds(1)),
                Suspicion.Fruitless.NONE));
        observe(THROTTLED, NOW.plusSeconds(1));
        assertThat(known)
                .isEqualTo(Optional.of(
                        new Suspicion(2, 7, 9, "me", NOW, Suspicion.Unanswered.NONE, Suspicion.Fruitless.NONE)));
    }

    private void repeat(Outcome outcome, int times) {
        for (int call = 0; call < times; call++) {
            observe(outcome, NOW);
        }
    }

    private Exclusion exclusion() {
        return HealthEntry.exclusion(known).orElseThrow();
    }

    private Availability.Out out() {
        return (Availability.Out) exclusion().availability(NOW);
    }
}
