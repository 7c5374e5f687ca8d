package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BreakerTest {
    private static final Instant NOW = Sample.NOW;

    private final RandomGenerator random = new SplittableRandom(42);

    @Test
    void four_failures_in_a_row_leave_it_closed_and_the_fifth_opens_it() {
        Breaker four = failures(Breaker.CLOSED, 4, NOW);
        assertThat(four.availability(NOW)).isEqualTo(new Availability.Ready());
        assertThat(four.failure(NOW, random).availability(NOW)).isInstanceOf(Availability.Out.class);
    }

    @Test
    void a_success_in_between_starts_the_count_anew() {
        Breaker interrupted = failures(failures(Breaker.CLOSED, 4, NOW).success(NOW), 4, NOW);
        assertThat(interrupted.availability(NOW)).isEqualTo(new Availability.Ready());
    }

    @Test
    void half_of_twenty_within_ten_seconds_open_it() {
        Breaker breaker = Breaker.CLOSED;
        for (int pair = 0; pair < 9; pair++) {
            breaker = breaker.failure(NOW, random).success(NOW);
        }
        breaker = breaker.success(NOW);
        assertThat(breaker.availability(NOW)).as("9 of 19").isEqualTo(new Availability.Ready());
        assertThat(breaker.failure(NOW, random).availability(NOW))
                .as("10 of 20")
                .isInstanceOf(Availability.Out.class);
    }

    @Test
    void the_same_share_of_fewer_calls_or_over_a_longer_time_leaves_it_closed() {
        Breaker breaker = Breaker.CLOSED;
        for (int pair = 0; pair < 100; pair++) {
            Instant at = NOW.plus(Duration.ofSeconds(2).multipliedBy(pair));
            breaker = breaker.failure(at, random).success(at);
            assertThat(breaker.availability(at)).isEqualTo(new Availability.Ready());
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 24, 36", "2, 48, 72", "3, 72, 108", "10, 240, 360", "25, 240, 360"})
    void the_nth_ejection_lasts_thirty_seconds_times_n_at_most_300_give_or_take_a_fifth(int n, long least, long most) {
        Duration shortest = Duration.ofDays(1);
        Duration longest = Duration.ZERO;
        for (int draw = 0; draw < 300; draw++) {
            Duration ejected = nthEjection(n);
            shortest = ejected.compareTo(shortest) < 0 ? ejected : shortest;
            longest = ejected.compareTo(longest) > 0 ? ejected : longest;
        }
        assertThat(shortest).isBetween(Duration.ofSeconds(least), Duration.ofSeconds(least + (most - least) / 4));
        assertThat(longest).isBetween(Duration.ofSeconds(most - (most - least) / 4), Duration.ofSeconds(most));
    }

    @Test
    void when_the_time_is_over_one_may_probe_and_the_others_wait() {
        Breaker open = failures(Breaker.CLOSED, 5, NOW);
        Instant over = openUntil(open);
        assertThat(open.availability(over.minusNanos(1))).isInstanceOf(Availability.Out.class);
        assertThat(open.availability(over)).isEqualTo(new Availability.Probe());
        Breaker probing = open.probing(over);
        assertThat(probing.availability(over.plusSeconds(1))).isInstanceOf(Availability.Out.class);
        assertThat(probing.availability(over.plusSeconds(30)))
                .as("a probe that never reported")
                .isEqualTo(new Availability.Probe());
    }

    @Test
    void a_probe_that_succeeds_closes_it_and_one_that_fails_opens_it_for_longer() {
        Breaker open = failures(Breaker.CLOSED, 5, NOW);
        Instant over = openUntil(open);
        assertThat(open.probing(over).success(over).availability(over)).isEqualTo(new Availability.Ready());
        Breaker again = open.probing(over).failure(over, random);
        assertThat(Duration.between(over, openUntil(again))).isGreaterThanOrEqualTo(Duration.ofSeconds(48));
    }

    @Test
    void after_a_success_the_next_ejection_is_a_first_one() {
        Breaker third = failures(Breaker.CLOSED, 5, NOW);
        for (int probe = 0; probe < 2; probe++) {
            Instant over = openUntil(third);
            third = third.probing(over).failure(over, random);
        }
        Instant later = openUntil(third);
        Breaker first = failures(third.success(later), 5, later);
        assertThat(Duration.between(later, openUntil(first))).isLessThanOrEqualTo(Duration.ofSeconds(36));
    }

    @Test
    void failures_of_calls_that_began_before_the_ejection_do_not_lengthen_it() {
        Breaker open = failures(Breaker.CLOSED, 5, NOW);
        assertThat(failures(open, 100, NOW.plusSeconds(1))).isEqualTo(open);
    }

    private Breaker failures(Breaker from, int count, Instant now) {
        Breaker breaker = from;
        for (int failure = 0; failure < count; failure++) {
            breaker = breaker.failure(now, random);
        }
        return breaker;
    }

    private Duration nthEjection(int n) {
        Breaker breaker = failures(Breaker.CLOSED, 5, NOW);
        Instant begun = NOW;
        for (int ejection = 2; ejection <= n; ejection++) {
            begun = openUntil(breaker);
            breaker = breaker.probing(begun).failure(begun, random);
        }
        return Duration.between(begun, openUntil(breaker));
    }

    private static Instant openUntil(Breaker breaker) {
        return breaker.openUntil();
    }
}
