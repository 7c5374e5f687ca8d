package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuspicionTest {
    private static final OptionalLong UNNUMBERED = OptionalLong.empty();

    private static Suspicion failing(long... places) {
        Suspicion suspicion = Suspicion.first(OptionalLong.of(places[0]), "me");
        for (int call = 1; call < places.length; call++) {
            suspicion = suspicion.failed(OptionalLong.of(places[call]), "me");
        }
        return suspicion;
    }

    @Test
    void four_failures_in_a_row_are_not_enough_and_five_are() {
        assertThat(failing(101, 102, 103, 104).enough()).isFalse();
        assertThat(failing(101, 102, 103, 104, 105).enough()).isTrue();
    }

    @Test
    void each_two_that_were_answered_in_between_take_one_failure_more() {
        assertThat(failing(101, 102, 103, 104, 107).enough()).isFalse();
        assertThat(failing(101, 102, 103, 104, 107, 108).enough()).isTrue();
        assertThat(failing(1, 3, 5, 7, 9, 11, 13, 15).enough()).as("8 of 15").isFalse();
        assertThat(failing(1, 3, 5, 7, 9, 11, 13, 15, 17).enough())
                .as("9 of 17")
                .isTrue();
    }

    @Test
    void the_order_in_which_failures_become_known_does_not_matter() {
        assertThat(failing(102, 101, 104, 103, 105)).isEqualTo(failing(101, 102, 103, 104, 105));
    }

    @Test
    void where_most_were_answered_since_it_begins_anew() {
        assertThat(failing(1, 2, 3, 90)).isEqualTo(failing(90));
    }

    @Test
    void the_numbers_of_a_ledger_that_was_begun_anew_begin_it_anew() {
        assertThat(failing(1_000_000, 1_000_001, 5)).isEqualTo(failing(5));
    }

    @Test
    void without_numbers_failures_count_as_in_a_row() {
        Suspicion suspicion = Suspicion.first(UNNUMBERED, "me");
        for (int failure = 2; failure <= 5; failure++) {
            assertThat(suspicion.enough()).isFalse();
            suspicion = suspicion.failed(UNNUMBERED, "me");
        }
        assertThat(suspicion.enough()).isTrue();
    }

    @Test
    void what_two_copies_have_seen_is_nobodys_alone() {
        Suspicion mine = failing(1, 2);
        assertThat(mine.by()).isEqualTo("me");
        Suspicion ours = mine.failed(OptionalLong.of(3), "another");
        assertThat(ours.by()).isEqualTo(Exclusion.SEVERAL);
        assertThat(ours.failed(OptionalLong.of(4), "me").by()).isEqualTo(Exclusion.SEVERAL);
    }

    @Test
    void what_is_written_is_read_again_and_says_nothing_to_who_knows_exclusions_only() {
        Optional<Suspicion> known = Optional.of(failing(7, 9));
        assertThat(ExclusionText.of(known)).contains("s1 2 7 9 me");
        assertThat(HealthEntry.suspicion(ExclusionText.read(ExclusionText.of(known))))
                .isEqualTo(known);
        assertThat(ExclusionText.exclusion(ExclusionText.of(known))).isEmpty();
    }

    /// Of a thousand calls.
    @ParameterizedTest
    @CsvSource({"1, 0, 0", "3, 0, 2", "10, 0, 60", "50, 900, 1000", "90, 1000, 1000"})
    void a_tenth_that_fails_leaves_a_target_out_seldom_and_a_half_nearly_always(int percent, int least, int most) {
        SplittableRandom random = new SplittableRandom(42);
        int ejected = 0;
        for (int history = 0; history < 1_000; history++) {
            ejected += leftOut(percent, random) ? 1 : 0;
        }
        assertThat(ejected).isBetween(least, most);
    }

    private static boolean leftOut(int percent, SplittableRandom random) {
        Suspicion suspicion = failing(1);
        for (int call = 2; call <= 1_000; call++) {
            if (random.nextInt(100) < percent) {
                suspicion = suspicion.failed(OptionalLong.of(call), "me");
            }
            if (suspicion.enough()) {
                return true;
            }
        }
        return false;
    }
}
