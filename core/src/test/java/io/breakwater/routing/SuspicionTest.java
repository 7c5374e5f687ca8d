package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When failures are enough to leave a target out, whichever copies saw them and in whatever order.
final class SuspicionTest extends SuspicionFixture {
    private static final Verdict UNNUMBERED = new Verdict(new Outcome.ServerFault(), NOON, NOON);

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
        assertThat(counted(failing(102, 101, 104, 103, 105))).isEqualTo("5 101 105");
    }

    @Test
    void a_row_begins_anew_where_most_calls_since_were_answered() {
        assertThat(counted(failing(1, 2, 3, 90))).isEqualTo("1 90 90");
    }

    @Test
    void a_late_failure_of_a_call_of_long_before_throws_nothing_away() {
        assertThat(counted(failing(101, 102, 103, 5))).isEqualTo("3 101 103");
    }

    /// Calls begin every tenth of a second; all fail after one to thirty seconds, except that one in a
    /// hundred fails at once.
    @Test
    void failures_in_any_order_are_enough_where_nothing_else_ends() {
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Verdict> ends = LongStream.range(0, 250)
                    .mapToObj(call -> failed(
                            1_000 + call, 100 * call, random.nextInt(100) == 0 ? 50 : random.nextInt(1_000, 30_000)))
                    .sorted(Comparator.comparing(Verdict::ended))
                    .toList();
            Suspicion suspicion = Suspicion.first(ends.getFirst(), "me");
            int known = 1;
            while (!suspicion.enough() && known < ends.size()) {
                suspicion = suspicion.failed(ends.get(known++), "me");
            }
            assertThat(suspicion.enough()).isTrue();
            assertThat(Duration.between(NOON, suspicion.last()))
                    .as("seed %d", seed)
                    .isLessThan(Duration.ofSeconds(25));
        }
    }

    @Test
    void an_answer_begins_the_row_anew_and_is_written_after_two_failures_at_the_earliest() {
        Suspicion one = Suspicion.first(failed(1, 0, 5_000), "me");
        assertThat(one.answered(answer(1, NOON.plusSeconds(6)))).isEqualTo(one);
        Suspicion two = one.failed(failed(30, 6_000, 3_000), "me");
        assertThat(two.answered(answer(1, NOON.plusSeconds(8))))
                .as("ended before the last failure")
                .isEqualTo(two);
        Suspicion answered = two.answered(answer(1, NOON.plusSeconds(10)));
        assertThat(answered.unanswered()).isEqualTo(Suspicion.Unanswered.NONE);
        assertThat(counted(answered)).isEqualTo(counted(two));
    }

    @Test
    void streams_that_were_open_together_and_are_cut_together_are_no_row() {
        Suspicion suspicion = Suspicion.first(failed(100, 0, 9_000), "me");
        for (int call = 1; call <= 20; call++) {
            suspicion = suspicion.failed(failed(100 + 5L * call, 300L * call, 9_001 - 300L * call), "me");
        }
        assertThat(suspicion.enough()).isFalse();
        assertThat(suspicion.unanswered().failures()).isZero();
    }

    @Test
    void the_numbers_of_a_ledger_that_was_begun_anew_begin_it_anew() {
        Verdict later = failed(5, 1, 1);
        assertThat(failing(1_000_000, 1_000_001).failed(later, "me")).isEqualTo(Suspicion.first(later, "me"));
    }

    @Test
    void without_numbers_failures_count_as_in_a_row() {
        Suspicion suspicion = Suspicion.first(UNNUMBERED, "me");
        for (int failure = 2; failure <= 5; failure++) {
            assertThat(suspicion.enough()).isFalse();
            suspicion = suspicion.failed(UNNUMBERED, "me");
        }
        assertThat(suspicion.enough()).isTrue();
        assertThat(counted(suspicion)).isEqualTo("5 1 5");
    }

    @Test
    void failures_that_two_copies_have_seen_are_attributed_to_several() {
        Suspicion mine = failing(1, 2);
        assertThat(mine.by()).isEqualTo("me");
        Suspicion ours = mine.failed(failed(3), "another");
        assertThat(ours.by()).isEqualTo(Exclusion.SEVERAL);
        assertThat(ours.failed(failed(4), "me").by()).isEqualTo(Exclusion.SEVERAL);
    }

    @Test
    void a_copy_is_alone_with_the_first_failure_of_a_target_whose_streams_another_has_seen_silent() {
        Silence silence = new Silence(NOON, OptionalLong.of(1), NOON, NOON.plusSeconds(10));
        Suspicion theirs = Suspicion.none("another").with(SilentStreams.NONE.and(silence, "another"));
        assertThat(theirs.failed(failed(2), "me").by()).isEqualTo("me");
        assertThat(theirs.failed(failed(2), "me").failed(failed(3), "another").by())
                .isEqualTo(Exclusion.SEVERAL);
    }

    @Test
    void where_most_were_answered_since_only_failures_that_are_unanswered_are_others_too() {
        Suspicion theirs = new Suspicion(1, 5, 5, "another", NOON, Suspicion.Unanswered.NONE, Suspicion.Fruitless.NONE);
        assertThat(theirs.failed(failed(90), "me").by()).isEqualTo("me");
        Suspicion unanswered = new Suspicion(
                1, 5, 5, "another", NOON, new Suspicion.Unanswered(NOON, 0, 0, NOON), Suspicion.Fruitless.NONE);
        assertThat(unanswered.failed(failed(90), "me").by()).isEqualTo(Exclusion.SEVERAL);
        Suspicion overloaded =
                new Suspicion(1, 5, 5, "another", NOON, Suspicion.Unanswered.NONE, new Suspicion.Fruitless(3, 87, 89));
        assertThat(overloaded.failed(failed(90), "me").by()).isEqualTo(Exclusion.SEVERAL);
    }

    @Test
    void a_row_begins_anew_if_the_calls_in_between_are_more_than_twice_the_failures_but_one() {
        assertThat(counted(failing(1, 4))).isEqualTo("2 1 4");
        assertThat(counted(failing(1, 5))).isEqualTo("1 5 5");
    }

    /// For 10 failures, 8 calls each; the failures lie over two seconds.
    @ParameterizedTest
    @CsvSource({"9, 50, 2000, false", "10, 80, 2000, true", "10, 81, 2000, false", "10, 80, 1999, false"})
    void ten_unanswered_failures_are_enough_where_they_are_an_eighth_and_two_seconds_old(
            int unanswered, long to, long millis, boolean enough) {
        Suspicion sparse = new Suspicion(
                10,
                1,
                to,
                "me",
                NOON.plusMillis(millis),
                new Suspicion.Unanswered(NOON, unanswered, 1, NOON),
                Suspicion.Fruitless.NONE);
        assertThat(sparse.enough()).isEqualTo(enough);
    }

    @Test
    void what_is_written_is_read_again_and_says_nothing_to_who_knows_exclusions_only() {
        Optional<Suspicion> known = Optional.of(failing(7, 9));
        long noon = NOON.toEpochMilli();
        assertThat(ExclusionText.of(known)).contains("s3 2 7 9 me %1$d %1$d 1 9 %1$d 2 7 9".formatted(noon));
        assertThat(HealthEntry.suspicion(ExclusionText.read(ExclusionText.of(known))))
                .isEqualTo(known);
        assertThat(ExclusionText.exclusion(ExclusionText.of(known))).isEmpty();
    }

    @Test
    void what_the_version_before_has_written_is_read() {
        assertThat(HealthEntry.suspicion(ExclusionText.read(Optional.of("s1 2 7 9 me"))))
                .contains(new Suspicion(
                        2, 7, 9, "me", Instant.EPOCH, Suspicion.Unanswered.NONE, Suspicion.Fruitless.NONE));
        assertThat(HealthEntry.suspicion(ExclusionText.read(Optional.of("s2 2 7 9 me 5 5 1 9 5"))))
                .contains(new Suspicion(
                        2,
                        7,
                        9,
                        "me",
                        Instant.ofEpochMilli(5),
                        new Suspicion.Unanswered(Instant.ofEpochMilli(5), 1, 9, Instant.ofEpochMilli(5)),
                        Suspicion.Fruitless.NONE));
    }

    /// The bounds are numbers of a thousand histories.
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
                suspicion = suspicion.failed(failed(call), "me");
            }
            if (suspicion.enough()) {
                return true;
            }
        }
        return false;
    }
}
