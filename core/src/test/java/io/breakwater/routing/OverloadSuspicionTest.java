package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// When refusals for overload, and stalls, are enough to leave a target out.
final class OverloadSuspicionTest extends SuspicionFixture {
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
    void an_answer_ends_a_row_of_overloads_once_one_call_in_nine_was_answered() {
        Verdict answer = answer(8, NOON.plusSeconds(5));
        Suspicion oneInNine = overloaded(1, 7).failed(overloaded(9, 0, 2_000), "me");
        assertThat(oneInNine.answered(answer).fruitless()).isEqualTo(new Suspicion.Fruitless(0, 1, 9));
        Suspicion oneInTen = overloaded(1, 8).failed(overloaded(10, 0, 2_000), "me");
        assertThat(oneInTen.answered(answer).fruitless()).isEqualTo(new Suspicion.Fruitless(9, 1, 10));
    }
}
