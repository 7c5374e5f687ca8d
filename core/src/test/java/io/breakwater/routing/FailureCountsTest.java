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
