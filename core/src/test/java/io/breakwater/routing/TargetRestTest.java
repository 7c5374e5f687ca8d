package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// How long a target rests after a throttle, a pause that Bedrock asks for, or a model that is not ready.
final class TargetRestTest extends TargetHealthFixture {
    @Test
    void a_throttle_rests_it_for_one_to_five_seconds() {
        for (int draw = 0; draw < 200; draw++) {
            assertThat(rest(TargetHealth.FRESH.after(verdict(THROTTLED, NOW), random), NOW))
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        }
    }

    @Test
    void a_throttle_of_a_numbered_call_rests_it_only_if_bedrock_asks_since_its_ledger_counts_for_all_copies() {
        Outcome asking = new Outcome.Throttled(Outcome.Quota.REQUESTS, Optional.of(Duration.ofSeconds(7)));
        TargetHealth throttled = health;
        for (int place = 1; place <= 50; place++) {
            throttled = throttled.after(new Verdict(THROTTLED, NOW, NOW, OptionalLong.of(place)), random);
        }
        assertThat(throttled).isEqualTo(health);
        assertThat(rest(throttled.after(new Verdict(asking, NOW, NOW, OptionalLong.of(51)), random), NOW))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void each_further_throttle_in_a_row_doubles_the_rest_up_to_a_minute() {
        Instant now = NOW;
        for (int inARow = 0; inARow < 12; inARow++) {
            health = health.after(verdict(THROTTLED, now), random);
            long least = Math.min(60, 1L << Math.min(inARow, 6));
            long most = Math.min(60, 5L << Math.min(inARow, 6));
            assertThat(rest(health, now)).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(most));
            now = health.restUntil();
        }
        assertThat(rest(health, NOW)).isGreaterThan(Duration.ofSeconds(60));
    }

    @Test
    void it_rests_for_as_long_as_bedrock_asks_at_a_throttle_and_at_a_503() {
        Optional<Duration> asked = Optional.of(Duration.ofSeconds(30));
        Map<Outcome, Skipped.Reason> reasons = Map.of(
                new Outcome.Throttled(Outcome.Quota.TOKENS, asked), Skipped.Reason.RESTING,
                new Outcome.Overloaded(asked), Skipped.Reason.PAUSED,
                new Outcome.NotReady(), Skipped.Reason.PAUSED);
        reasons.forEach((outcome, reason) -> {
            TargetHealth resting = TargetHealth.FRESH.after(verdict(outcome, NOW), random);
            assertThat(resting.availability(NOW)).isEqualTo(new Availability.Out(reason, NOW.plusSeconds(30)));
        });
    }

    @Test
    void a_rest_is_over_at_its_end_and_not_before() {
        TargetHealth resting = health.after(verdict(new Outcome.NotReady(), NOW), random);
        assertThat(resting.availability(NOW.plusSeconds(30).minusNanos(1)))
                .isEqualTo(new Availability.Out(Skipped.Reason.PAUSED, NOW.plusSeconds(30)));
        assertThat(resting.availability(NOW.plusSeconds(30))).isEqualTo(new Availability.Ready());
    }

    @Test
    void whatever_bedrock_asks_for_it_rests_for_a_minute_at_most() {
        for (long asked : new long[] {60, 61, 3_600}) {
            Optional<Duration> wait = Optional.of(Duration.ofSeconds(asked));
            assertThat(rest(health.after(verdict(new Outcome.Overloaded(wait), NOW), random), NOW))
                    .isEqualTo(Duration.ofMinutes(1));
            assertThat(rest(health.after(verdict(new Outcome.Throttled(Outcome.Quota.TOKENS, wait), NOW), random), NOW))
                    .isEqualTo(Duration.ofMinutes(1));
        }
        assertThat(rest(
                        health.after(verdict(new Outcome.Overloaded(Optional.of(Duration.ofSeconds(59))), NOW), random),
                        NOW))
                .isEqualTo(Duration.ofSeconds(59));
    }

    @Test
    void an_answer_once_the_rest_is_over_begins_the_row_of_throttles_anew() {
        TargetHealth twice = health.after(verdict(THROTTLED, NOW), random);
        twice = twice.after(verdict(THROTTLED, twice.restUntil()), random);
        assertThat(twice.rests()).isEqualTo(2);
        assertThat(twice.after(verdict(ANSWERED, twice.restUntil().minusNanos(1)), random)
                        .rests())
                .as("to a call from before the rest")
                .isEqualTo(2);
        assertThat(twice.after(verdict(ANSWERED, twice.restUntil()), random).rests())
                .isZero();
    }

    @Test
    void a_longer_rest_replaces_a_shorter_one_with_its_reason() {
        TargetHealth throttled = health.after(
                verdict(new Outcome.Throttled(Outcome.Quota.TOKENS, Optional.of(Duration.ofSeconds(2))), NOW), random);
        TargetHealth paused = throttled.after(verdict(new Outcome.NotReady(), NOW.plusSeconds(1)), random);
        assertThat(paused.availability(NOW.plusSeconds(1)))
                .isEqualTo(new Availability.Out(Skipped.Reason.PAUSED, NOW.plusSeconds(31)));
        assertThat(paused.rests()).as("of calls that ran side by side").isEqualTo(1);
    }

    @Test
    void throttles_of_calls_that_began_before_the_rest_do_not_double_or_shorten_it() {
        TargetHealth resting = health.after(verdict(new Outcome.NotReady(), NOW), random);
        TargetHealth stragglers = resting;
        for (int straggler = 0; straggler < 20; straggler++) {
            stragglers = stragglers.after(verdict(THROTTLED, NOW.plusMillis(straggler)), random);
        }
        assertThat(stragglers).isEqualTo(resting);
    }

    @Test
    void an_answer_to_an_older_call_does_not_end_a_rest() {
        TargetHealth resting = health.after(verdict(THROTTLED, NOW), random).after(verdict(ANSWERED, NOW), random);
        assertThat(resting.availability(NOW)).isInstanceOf(Availability.Out.class);
    }

    @Test
    void a_throttle_says_nothing_about_its_health() {
        for (int throttle = 0; throttle < 50; throttle++) {
            observe(THROTTLED, NOW.plusSeconds(throttle));
        }
        assertThat(known).isEmpty();
    }

    @Test
    void a_model_that_is_not_ready_rests_for_thirty_seconds() {
        assertThat(rest(health.after(verdict(new Outcome.NotReady(), NOW), random), NOW))
                .isEqualTo(Duration.ofSeconds(30));
    }

    private static Duration rest(TargetHealth health, Instant now) {
        return Duration.between(now, health.restUntil());
    }
}
