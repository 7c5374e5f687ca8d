package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuspicionTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Verdict UNNUMBERED = new Verdict(new Outcome.ServerFault(), NOON, NOON);

    /// A suspicion after failed calls that ran at the same time.
    private static Suspicion failing(long... places) {
        Suspicion suspicion = Suspicion.first(failed(places[0]), "me");
        for (int call = 1; call < places.length; call++) {
            suspicion = suspicion.failed(failed(places[call]), "me");
        }
        return suspicion;
    }

    private static Verdict failed(long place) {
        return failed(place, 0, 0);
    }

    /// @param begun when the call began, in milliseconds
    /// @param took how long it took, in milliseconds
    private static Verdict failed(long place, long begun, long took) {
        return new Verdict(
                new Outcome.ServerFault(),
                NOON.plusMillis(begun),
                NOON.plusMillis(begun + took),
                OptionalLong.of(place));
    }

    private static Verdict answer(long place, Instant ended) {
        return new Verdict(new Outcome.Answered(), NOON, ended, OptionalLong.of(place));
    }

    private static String counted(Suspicion suspicion) {
        return "%d %d %d".formatted(suspicion.failures(), suspicion.from(), suspicion.to());
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

    /// Each answered call demands eight more refusals.
    @Test
    void of_an_overload_twenty_three_in_a_row_are_enough_and_one_in_nine_that_is_answered_begins_it_anew() {
        assertThat(overloaded(1, 22).enough()).isFalse();
        assertThat(overloaded(1, 23).enough()).isTrue();
        assertThat(overloaded(1, 10, 12, 31).enough()).isFalse();
        assertThat(overloaded(1, 10, 12, 32).enough()).isTrue();
        assertThat(overloaded(1, 7, 9, 20).fruitless().from()).isEqualTo(9);
    }

    /// Calls that end out of order leave gaps in which there was no answer. A dead target was never
    /// ejected if some of its calls always overlapped.
    @ParameterizedTest
    @CsvSource({"3, 40, 60", "12, 200, 200", "30, 200, 400", "100, 40, 150", "100, 1000, 1000"})
    void a_target_that_refuses_everything_is_out_however_many_of_its_calls_run_at_once(
            int perSecond, int millis, int most) {
        for (long seed = 1; seed <= 8; seed++) {
            assertThat(countedUntilOut(seed, perSecond, millis, 0))
                    .as("seed " + seed)
                    .isBetween(22, most);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 40", "12, 40", "100, 40"})
    void a_target_that_answers_every_second_call_stays_however_many_of_its_calls_run_at_once(
            int perSecond, int millis) {
        for (long seed = 1; seed <= 8; seed++) {
            assertThat(countedUntilOut(seed, perSecond, millis, 50))
                    .as("seed " + seed)
                    .isEqualTo(Integer.MAX_VALUE);
        }
    }

    /// How many of 1,500 calls have ended when the target is ejected. They are refused after this time
    /// at the median, or answered after three seconds.
    private static int countedUntilOut(long seed, int perSecond, int millis, int percentAnswered) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Verdict> verdicts = new ArrayList<>();
        double begun = 0;
        for (int place = 1; place <= 1_500; place++) {
            begun -= Math.log(1 - random.nextDouble()) * 1_000 / perSecond;
            boolean answered = random.nextInt(100) < percentAnswered;
            long took = (long) ((answered ? 3_000 : millis) * Math.exp(0.6 * random.nextGaussian()));
            Verdict refused = overloaded(place, (long) begun, took);
            verdicts.add(
                    answered
                            ? new Verdict(new Outcome.Answered(), refused.begun(), refused.ended(), refused.place())
                            : refused);
        }
        verdicts.sort(Comparator.comparing(Verdict::ended));
        Suspicion suspicion = Suspicion.first(overloaded(1, 0, 0), "me");
        for (int ended = 0; ended < verdicts.size(); ended++) {
            Verdict verdict = verdicts.get(ended);
            suspicion = verdict.outcome() instanceof Outcome.Answered
                    ? suspicion.answered(verdict)
                    : suspicion.failed(verdict, "me");
            if (suspicion.enough()) {
                return ended + 1;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static Suspicion overloaded(long... fromTo) {
        Suspicion suspicion = Suspicion.first(overloaded(fromTo[0]), "me");
        for (int range = 0; range < fromTo.length; range += 2) {
            for (long place = fromTo[range] + (range == 0 ? 1 : 0); place <= fromTo[range + 1]; place++) {
                suspicion = suspicion.failed(overloaded(place), "me");
            }
        }
        return suspicion;
    }

    private static Verdict overloaded(long place) {
        return overloaded(place, 100 * place, 40);
    }

    private static Verdict overloaded(long place, long begun, long took) {
        return new Verdict(
                new Outcome.Overloaded(Optional.empty()),
                NOON.plusMillis(begun),
                NOON.plusMillis(begun + took),
                OptionalLong.of(place));
    }

    @Test
    void stalls_are_enough_where_nothing_is_answered_whatever_their_order_and_not_five_of_them_in_a_row() {
        Suspicion suspicion = Suspicion.first(stalled(100, 0), "me");
        for (int call = 1; call <= 4; call++) {
            suspicion = suspicion.failed(stalled(100 + call, 0), "me");
            assertThat(suspicion.enough()).isFalse();
        }
        for (int call = 0; call < 10; call++) {
            assertThat(suspicion.enough()).isFalse();
            suspicion = suspicion.failed(stalled(200 + (call ^ 1), 30_000 + 300L * call), "me");
        }
        assertThat(suspicion.enough()).isTrue();
        assertThat(suspicion.answered(answer(1, NOON.plusSeconds(90))).enough()).isFalse();
    }

    private static Verdict stalled(long place, long begun) {
        return new Verdict(
                new Outcome.TooSlow(TimeLimit.Owner.STALLED),
                NOON.plusMillis(begun),
                NOON.plusMillis(begun + 28_000),
                OptionalLong.of(place));
    }

    @Test
    void a_late_overload_throws_nothing_away_and_one_of_a_ledger_that_was_begun_anew_does() {
        Suspicion row = overloaded(100, 110);
        assertThat(row.failed(overloaded(5), "me").fruitless()).isEqualTo(new Suspicion.Fruitless(12, 5, 110));
        Instant since = NOON.plusSeconds(12);
        Verdict anew = new Verdict(new Outcome.Overloaded(Optional.empty()), since, since, OptionalLong.of(5));
        assertThat(row.failed(anew, "me").fruitless()).isEqualTo(new Suspicion.Fruitless(1, 5, 5));
        assertThat(row.failed(anew, "me").last()).isEqualTo(since);
    }

    @Test
    void without_numbers_overloads_count_as_in_a_row_and_those_of_two_copies_are_nobodys_alone() {
        Verdict overloaded = new Verdict(new Outcome.Overloaded(Optional.empty()), NOON, NOON);
        Suspicion suspicion = Suspicion.first(overloaded, "me");
        for (int more = 1; more < 23; more++) {
            assertThat(suspicion.enough()).isFalse();
            suspicion = suspicion.failed(overloaded, "me");
        }
        assertThat(suspicion.enough()).isTrue();
        assertThat(suspicion.by()).isEqualTo("me");
        assertThat(suspicion.failed(overloaded, "another").by()).isEqualTo(Exclusion.SEVERAL);
    }

    @Test
    void overload_is_no_hard_failure_and_hard_failures_count_beside_it() {
        Suspicion suspicion = overloaded(1, 4);
        assertThat(counted(suspicion)).isEqualTo("0 1 1");
        Suspicion both = suspicion.failed(failed(5), "me");
        assertThat(counted(both)).isEqualTo("1 5 5");
        assertThat(both.fruitless()).isEqualTo(new Suspicion.Fruitless(5, 1, 5));
        for (long place = 6; place < 9; place++) {
            both = both.failed(failed(place), "another");
            assertThat(both.enough()).isFalse();
        }
        assertThat(both.failed(failed(9), "me").enough()).as("five in a row").isTrue();
    }

    /// This is a brown-out with clients that try again at once.
    @Test
    void a_target_that_refuses_most_for_overload_stays() {
        SplittableRandom random = new SplittableRandom(42);
        Suspicion suspicion = overloaded(1, 1);
        for (long call = 2; call <= 1_000; call++) {
            suspicion = random.nextInt(100) < 60 ? suspicion.failed(overloaded(call), "me") : suspicion;
            assertThat(suspicion.enough()).isFalse();
        }
    }

    /// Calls 100 and 110 were refused while nine others were running.
    private static Suspicion overlapping() {
        return Suspicion.first(overloaded(100, 0, 500), "me").failed(overloaded(110, 100, 500), "me");
    }

    @Test
    void once_a_target_is_seen_to_answer_some_its_next_32_calls_do_not_count() {
        Suspicion paused = overlapping().answered(answer(101, NOON.plusSeconds(1)));
        assertThat(paused.fruitless()).isEqualTo(new Suspicion.Fruitless(0, 100, 110));
        assertThat(paused.failed(overloaded(111, 2_000, 40), "another")).isEqualTo(paused);
        assertThat(paused.failed(overloaded(142, 2_000, 40), "another")).isEqualTo(paused);
        assertThat(paused.failed(overloaded(143, 2_000, 40), "me").fruitless())
                .isEqualTo(new Suspicion.Fruitless(1, 143, 143));
        assertThat(paused.failed(overloaded(110, 600, 2_000), "me"))
                .as("of before")
                .isEqualTo(paused);
        assertThat(paused.failed(overloaded(110, 601, 40), "me").fruitless())
                .as("another ledger item")
                .isEqualTo(new Suspicion.Fruitless(1, 110, 110));
    }

    @Test
    void hard_failures_stalls_and_calls_without_a_number_count_all_the_same() {
        Suspicion paused = overlapping().answered(answer(101, NOON.plusSeconds(1)));
        Suspicion hard = paused.failed(failed(120, 2_000, 40), "me");
        assertThat(counted(hard)).isEqualTo("1 120 120");
        assertThat(hard.failed(overloaded(121, 2_100, 40), "me").fruitless())
                .isEqualTo(new Suspicion.Fruitless(2, 120, 121));
        assertThat(paused.failed(stalled(120, 2_000), "me").fruitless())
                .isEqualTo(new Suspicion.Fruitless(1, 120, 120));
        Verdict unnumbered = new Verdict(new Outcome.Overloaded(Optional.empty()), NOON, NOON.plusSeconds(2));
        assertThat(paused.failed(unnumbered, "me").fruitless()).isEqualTo(new Suspicion.Fruitless(1, 111, 111));
    }

    /// Otherwise a target that dies while its earlier answers still end would be called for longer.
    @Test
    void an_answer_to_a_call_from_before_the_overload_leaves_no_call_out() {
        assertThat(overlapping().answered(answer(100, NOON.plusSeconds(1))).fruitless())
                .isEqualTo(Suspicion.Fruitless.NONE);
        Suspicion later = overlapping().failed(overloaded(900, 10_601, 500), "me");
        assertThat(counted(later)).isEqualTo("0 900 900");
        assertThat(counted(overlapping().failed(overloaded(900, 10_600, 500), "me")))
                .isEqualTo("0 100 100");
    }

    @Test
    void an_earlier_hard_failure_that_no_longer_counts_is_forgotten_at_the_next_overload() {
        assertThat(counted(failing(1).failed(overloaded(3, 100, 40), "me"))).isEqualTo("1 1 1");
        assertThat(counted(failing(1).failed(overloaded(4, 100, 40), "me"))).isEqualTo("1 1 1");
        assertThat(counted(failing(1).failed(overloaded(5, 100, 40), "me"))).isEqualTo("0 5 5");
        assertThat(counted(failing(1).failed(overloaded(5, 0, 40), "me"))).isEqualTo("1 1 1");
    }

    @Test
    void a_target_that_dies_in_a_brown_out_is_out_after_32_calls_more_at_most() {
        Suspicion suspicion = overlapping().answered(answer(101, NOON.plusSeconds(1)));
        int calls = 0;
        while (!suspicion.enough()) {
            calls++;
            suspicion = suspicion.failed(overloaded(110 + calls, 1_000 + 100 * calls, 40), "me");
        }
        assertThat(calls).isEqualTo(32 + 23);
    }

    /// A write for each refusal, in all copies, would use up all that the one item of the health table
    /// takes.
    @ParameterizedTest
    @CsvSource({"30, 40", "50, 33", "70, 33"})
    void a_brown_out_writes_a_part_of_its_refusals(int percentRefused, int mostPercentWritten) {
        SplittableRandom random = new SplittableRandom(42);
        List<Verdict> verdicts = new ArrayList<>();
        for (int place = 1; place <= 12_000; place++) {
            Verdict refused = overloaded(place, 10L * place, 50);
            verdicts.add(
                    random.nextInt(100) < percentRefused
                            ? refused
                            : new Verdict(
                                    new Outcome.Answered(),
                                    refused.begun(),
                                    refused.begun().plusMillis(3_000),
                                    refused.place()));
        }
        verdicts.sort(Comparator.comparing(Verdict::ended));
        Suspicion suspicion = Suspicion.first(overloaded(1, 0, 0), "me");
        int writes = 1;
        for (Verdict verdict : verdicts) {
            Suspicion next = verdict.outcome() instanceof Outcome.Answered
                    ? suspicion.answered(verdict)
                    : suspicion.failed(verdict, "me");
            writes += next.equals(suspicion) ? 0 : 1;
            suspicion = next;
            assertThat(suspicion.enough()).isFalse();
        }
        int refusals = 120 * percentRefused;
        System.out.printf("%d %% refused: %d refusals, %d writes%n", percentRefused, refusals, writes);
        assertThat(100 * writes).isLessThan(mostPercentWritten * refusals);
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
    void an_answer_ends_a_row_of_overloads_once_one_call_in_nine_was_answered() {
        Verdict answer = answer(8, NOON.plusSeconds(5));
        Suspicion oneInNine = overloaded(1, 7).failed(overloaded(9, 0, 2_000), "me");
        assertThat(oneInNine.answered(answer).fruitless()).isEqualTo(new Suspicion.Fruitless(0, 1, 9));
        Suspicion oneInTen = overloaded(1, 8).failed(overloaded(10, 0, 2_000), "me");
        assertThat(oneInTen.answered(answer).fruitless()).isEqualTo(new Suspicion.Fruitless(9, 1, 10));
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
