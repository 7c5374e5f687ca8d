package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

final class TargetHealthTest {
    private static final Instant NOW = Sample.NOW;
    private static final Outcome THROTTLED = new Outcome.Throttled(Outcome.Quota.REQUESTS);

    private final RandomGenerator random = new SplittableRandom(42);

    @Test
    void a_throttle_rests_it_for_one_to_five_seconds() {
        for (int draw = 0; draw < 200; draw++) {
            assertThat(rest(TargetHealth.FRESH.after(THROTTLED, NOW, random), NOW))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        }
    }

    @Test
    void each_further_throttle_in_a_row_doubles_the_rest_up_to_a_minute() {
        TargetHealth health = TargetHealth.FRESH;
        Instant now = NOW;
        for (int inARow = 0; inARow < 12; inARow++) {
            health = health.after(THROTTLED, now, random);
            long least = Math.min(60, 1L << Math.min(inARow, 6));
            long most = Math.min(60, 5L << Math.min(inARow, 6));
            assertThat(rest(health, now)).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
            now = health.restUntil();
        }
        assertThat(rest(health, NOW)).isGreaterThan(Duration.ofSeconds(60));
    }

    @Test
    void throttles_of_calls_that_began_before_the_rest_do_not_double_or_shorten_it() {
        TargetHealth resting = TargetHealth.FRESH.after(new Outcome.NotReady(), NOW, random);
        TargetHealth stragglers = resting;
        for (int straggler = 0; straggler < 20; straggler++) {
            stragglers = stragglers.after(THROTTLED, NOW.plusMillis(straggler), random);
        }
        assertThat(stragglers).isEqualTo(resting);
    }

    @Test
    void a_throttle_says_nothing_about_its_health() {
        TargetHealth health = TargetHealth.FRESH;
        for (int throttle = 0; throttle < 50; throttle++) {
            health = health.after(THROTTLED, NOW.plusSeconds(throttle), random);
        }
        assertThat(health.availability(NOW.plus(Duration.ofHours(1)))).isEqualTo(new Availability.Ready());
    }

    @Test
    void a_model_that_is_not_ready_rests_for_thirty_seconds() {
        assertThat(rest(TargetHealth.FRESH.after(new Outcome.NotReady(), NOW, random), NOW))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void each_kind_of_hard_failure_counts_towards_ejection() {
        List<Outcome> hard = List.of(
                new Outcome.Overloaded(Optional.empty()),
                new Outcome.ServerFault(),
                new Outcome.ModelTimedOut(),
                new Outcome.Unreachable("connection refused"),
                new Outcome.TooSlow(),
                new Outcome.AnswerLost("reset"),
                new Outcome.BrokenStream("reset"));
        for (Outcome outcome : hard) {
            assertThat(out(repeated(outcome)).reason()).as(outcome.toString()).isEqualTo(Skipped.Reason.EJECTED);
        }
    }

    @Test
    void what_is_wrong_with_the_request_says_nothing_about_the_target() {
        for (Outcome outcome : List.of(new Outcome.Rejected("no"), new Outcome.InputTooLong("too long"))) {
            assertThat(repeated(outcome)).isEqualTo(TargetHealth.FRESH);
        }
    }

    @Test
    void a_refused_configuration_or_credential_quarantines_it_for_five_minutes() {
        for (Outcome outcome : List.of(new Outcome.Misconfigured("no access"), new Outcome.BadCredentials())) {
            TargetHealth health = TargetHealth.FRESH.after(outcome, NOW, random);
            assertThat(out(health))
                    .isEqualTo(new Availability.Out(Skipped.Reason.QUARANTINED, NOW.plus(Duration.ofMinutes(5))));
            assertThat(health.availability(NOW.plus(Duration.ofMinutes(5)))).isEqualTo(new Availability.Ready());
        }
    }

    @Test
    void an_answer_after_the_credentials_were_renewed_ends_the_quarantine() {
        TargetHealth renewed = TargetHealth.FRESH
                .after(new Outcome.BadCredentials(), NOW, random)
                .after(new Outcome.Answered(), NOW.plusSeconds(1), random);
        assertThat(renewed.availability(NOW.plusSeconds(1))).isEqualTo(new Availability.Ready());
    }

    @Test
    void a_silent_sts_says_nothing_about_the_target() {
        assertThat(repeated(new Outcome.NoCredentials("STS is silent"))).isEqualTo(TargetHealth.FRESH);
    }

    private TargetHealth repeated(Outcome outcome) {
        TargetHealth health = TargetHealth.FRESH;
        for (int call = 0; call < 5; call++) {
            health = health.after(outcome, NOW, random);
        }
        return health;
    }

    private static Availability.Out out(TargetHealth health) {
        return (Availability.Out) health.availability(NOW);
    }

    private static Duration rest(TargetHealth health, Instant now) {
        return Duration.between(now, health.restUntil());
    }
}
