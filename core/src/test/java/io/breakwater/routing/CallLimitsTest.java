package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.routing.TimeLimit.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How long a call may take, and whose limit that is.
final class CallLimitsTest {
    private static final Instant NOW = Sample.NOW;
    private static final TimeLimit IDLE = limit(10, Owner.IDLE);

    private static TimeLimit limit(long seconds, Owner owner) {
        return new TimeLimit(Duration.ofSeconds(seconds), owner);
    }

    private static CallLimits endingAfter(long seconds) {
        return new CallLimits(limit(5, Owner.FIRST_TOKEN), IDLE, limit(seconds, Owner.ENVIRONMENT));
    }

    @Test
    void a_piece_may_be_waited_for_as_long_as_the_stream_may_be_silent() {
        assertThat(endingAfter(60).nextPiece(Duration.ofSeconds(49))).isEqualTo(IDLE);
    }

    @Test
    void a_silence_is_told_from_ten_seconds_on_or_from_a_twenty_fourth_of_what_the_model_may_be_silent() {
        assertThat(toldFrom(60)).isEqualTo(Duration.ofSeconds(10));
        assertThat(toldFrom(240)).isEqualTo(Duration.ofSeconds(10));
        assertThat(toldFrom(480)).isEqualTo(Duration.ofSeconds(20));
    }

    private static Duration toldFrom(long idleSeconds) {
        TimeLimit other = limit(1_000, Owner.ENVIRONMENT);
        return Silence.least(new CallLimits(other, limit(idleSeconds, Owner.IDLE), other));
    }

    @Test
    void near_the_streams_end_it_is_what_is_left_of_it_and_the_environments_limit() {
        assertThat(endingAfter(60).nextPiece(Duration.ofSeconds(50))).isEqualTo(limit(10, Owner.ENVIRONMENT));
        assertThat(endingAfter(60).nextPiece(Duration.ofSeconds(59))).isEqualTo(limit(1, Owner.ENVIRONMENT));
        assertThat(endingAfter(60).nextPiece(Duration.ofSeconds(60))).isEqualTo(limit(0, Owner.ENVIRONMENT));
        assertThat(endingAfter(60).nextPiece(Duration.ofSeconds(61))).isEqualTo(limit(0, Owner.ENVIRONMENT));
    }

    @Test
    void a_stream_that_has_stood_still_for_twenty_seconds_when_the_time_of_its_caller_ends_has_stalled() {
        CallLimits callers =
                new CallLimits(limit(5, Owner.FIRST_TOKEN), limit(28, Owner.CALLER), limit(60, Owner.ENVIRONMENT));
        assertThat(callers.nextPiece(Duration.ofSeconds(2))).isEqualTo(limit(28, Owner.STALLED));
        assertThat(callers.nextPiece(Duration.ofSeconds(40))).isEqualTo(limit(20, Owner.STALLED));
        assertThat(callers.nextPiece(Duration.ofSeconds(41))).isEqualTo(limit(19, Owner.ENVIRONMENT));
        CallLimits models =
                new CallLimits(limit(5, Owner.FIRST_TOKEN), limit(28, Owner.IDLE), limit(60, Owner.ENVIRONMENT));
        assertThat(models.nextPiece(Duration.ofSeconds(2))).isEqualTo(limit(28, Owner.IDLE));
    }

    @Test
    void behind_the_closing_events_the_connection_has_a_second_to_end_or_what_is_left() {
        assertThat(endingAfter(60).closing(Duration.ofSeconds(2))).isEqualTo(limit(1, Owner.IDLE));
        assertThat(endingAfter(60).closing(Duration.ofSeconds(60))).isEqualTo(limit(0, Owner.ENVIRONMENT));
    }

    @Test
    void of_two_equal_limits_the_first_is_named_else_the_sooner() {
        TimeLimit caller = limit(3, Owner.CALLER);
        assertThat(caller.orSooner(limit(3, Owner.IDLE))).isEqualTo(caller);
        assertThat(caller.orSooner(limit(4, Owner.IDLE))).isEqualTo(caller);
        assertThat(caller.orSooner(limit(2, Owner.IDLE))).isEqualTo(limit(2, Owner.IDLE));
    }

    @Test
    void an_instant_that_has_passed_leaves_nothing() {
        assertThat(TimeLimit.until(NOW.plusSeconds(3), Owner.CALLER, NOW)).isEqualTo(limit(3, Owner.CALLER));
        assertThat(TimeLimit.until(NOW, Owner.CALLER, NOW)).isEqualTo(limit(0, Owner.CALLER));
        assertThat(TimeLimit.until(NOW.minusSeconds(3), Owner.CALLER, NOW)).isEqualTo(limit(0, Owner.CALLER));
    }

    @Test
    void a_caller_that_waits_for_less_than_the_model_may_be_silent_sets_the_limit_and_is_named() {
        RequestTimes hurried =
                new RequestTimes(NOW, Owner.CALLER, NOW.plusSeconds(60), Optional.of(Duration.ofSeconds(4)));
        assertThat(hurried.idle(Duration.ofSeconds(10))).isEqualTo(limit(4, Owner.CALLER));
        assertThat(hurried.idle(Duration.ofSeconds(4))).isEqualTo(limit(4, Owner.CALLER));
        assertThat(hurried.idle(Duration.ofSeconds(3))).isEqualTo(limit(3, Owner.IDLE));
        assertThat(RequestTimes.until(NOW).idle(Duration.ofSeconds(10))).isEqualTo(IDLE);
    }

    @Test
    void the_end_is_the_environments_whoever_set_when_there_must_be_an_answer() {
        RequestTimes times = new RequestTimes(NOW.plusSeconds(5), Owner.CALLER, NOW.plusSeconds(60), Optional.empty());
        assertThat(times.answer(NOW)).isEqualTo(limit(5, Owner.CALLER));
        assertThat(times.end(NOW)).isEqualTo(limit(60, Owner.ENVIRONMENT));
    }
}
