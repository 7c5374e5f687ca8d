package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FailureCountsTest {
    private static final Instant NOW = Sample.NOW;

    @Test
    void four_failures_in_a_row_are_not_enough_and_five_are() {
        FailureCounts four = failures(FailureCounts.NONE, 4);
        assertThat(four.tripped()).isFalse();
        assertThat(four.failure(NOW).tripped()).isTrue();
    }

    @Test
    void a_success_in_between_starts_the_row_anew() {
        assertThat(failures(failures(FailureCounts.NONE, 2).success(NOW), 4).tripped())
                .isFalse();
    }

    @Test
    void half_of_twenty_within_ten_seconds_are_enough() {
        FailureCounts counts = FailureCounts.NONE;
        for (int pair = 0; pair < 9; pair++) {
            counts = counts.failure(NOW).success(NOW);
        }
        counts = counts.success(NOW);
        assertThat(counts.tripped()).as("9 of 19").isFalse();
        assertThat(counts.failure(NOW).tripped()).as("10 of 20").isTrue();
    }

    @Test
    void the_same_share_of_fewer_calls_or_over_a_longer_time_is_not() {
        FailureCounts counts = FailureCounts.NONE;
        for (int pair = 0; pair < 100; pair++) {
            Instant at = NOW.plus(Duration.ofSeconds(2).multipliedBy(pair));
            counts = counts.failure(at).success(at);
            assertThat(counts.tripped()).isFalse();
        }
    }

    @Test
    void the_window_is_ten_seconds_from_its_first_call_and_what_was_before_counts_no_more() {
        FailureCounts nineteen = FailureCounts.NONE;
        for (int pair = 0; pair < 9; pair++) {
            nineteen = nineteen.failure(NOW).success(NOW);
        }
        nineteen = nineteen.failure(NOW);
        assertThat(nineteen.success(NOW.plusMillis(9_999)).tripped()).isTrue();
        FailureCounts fresh = nineteen.success(NOW.plusMillis(10_000));
        assertThat(fresh.tripped()).isFalse();
        assertThat(fresh.calls()).isEqualTo(1);
        assertThat(fresh.windowStart()).isEqualTo(NOW.plusMillis(10_000));
    }

    @Test
    void an_ending_eleven_calls_ago_is_not_one_of_the_last_ten() {
        FailureCounts counts = failures(FailureCounts.NONE, 4);
        for (int call = 0; call < 4; call++) {
            counts = counts.success(NOW);
        }
        assertThat(counts.failure(NOW).failure(NOW).tripped()).as("6 of 10").isFalse();
        assertThat(failures(counts, 3).tripped()).as("3 and 3 of the last 10").isFalse();
    }

    @Test
    void seven_of_the_last_ten_are_enough_however_seldom_it_is_called() {
        FailureCounts counts = failures(FailureCounts.NONE, 4).success(NOW);
        Instant hours = NOW.plus(Duration.ofHours(3));
        for (int failure = 0; failure < 2; failure++) {
            counts = counts.failure(hours);
            assertThat(counts.tripped()).isFalse();
        }
        assertThat(counts.failure(hours).tripped()).isTrue();
    }

    private static FailureCounts failures(FailureCounts from, int count) {
        FailureCounts counts = from;
        for (int failure = 0; failure < count; failure++) {
            counts = counts.failure(NOW);
        }
        return counts;
    }
}
