package io.breakwater.quota.lengths;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnswerLengthsTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-28T00:00:00Z");
    private static final Instant NOON = MIDNIGHT.plus(Duration.ofHours(12));

    @Test
    void a_length_is_in_the_bucket_whose_longest_answer_is_at_most_a_fifth_longer() {
        LongStream.rangeClosed(1, 131_072).forEach(tokens -> {
            long longest = AnswerCounts.longest(AnswerCounts.bucket(tokens));
            assertThat(longest).isBetween(tokens, Math.max(16, tokens * 119 / 100 + 2));
        });
        assertThat(AnswerCounts.longest(AnswerCounts.bucket(1_000_000))).isEqualTo(131_072);
    }

    @Test
    void the_longest_answer_of_a_bucket_is_in_it_and_a_longer_one_in_the_next() {
        for (int bucket = 0; bucket < AnswerCounts.BUCKETS - 1; bucket++) {
            assertThat(AnswerCounts.bucket(AnswerCounts.longest(bucket))).isEqualTo(bucket);
            assertThat(AnswerCounts.bucket(AnswerCounts.longest(bucket) + 1)).isEqualTo(bucket + 1);
        }
    }

    @Test
    void answers_all_of_the_shortest_are_bounded_by_twice_that() {
        assertThat(AnswerLengths.of(LengthItem.EMPTY, answers(30, 1), NOON).bound())
                .hasValue(32);
    }

    /// A later version may count in more buckets.
    @Test
    void a_bucket_beyond_the_scale_is_not_read() {
        LengthItem item = after(LengthItem.EMPTY, answers(40, 100), NOON);
        Map<String, Long> more = new TreeMap<>(item.item().numbers());
        item.item().numbers().keySet().stream()
                .filter(attribute -> !attribute.equals(LengthItem.DAY))
                .forEach(attribute -> more.put(attribute.charAt(0) + "" + AnswerCounts.BUCKETS, 9L));

        assertThat(AnswerLengths.of(new LengthItem(new LedgerItem(more)), AnswerCounts.NONE, NOON))
                .isEqualTo(AnswerLengths.of(item, AnswerCounts.NONE, NOON));
    }

    @Test
    void without_a_second_run_no_count_of_second_runs_is_written() {
        assertThat(LengthItem.EMPTY.plus(answers(1, 100), NOON).changes()).hasSize(2);
        assertThat(LengthItem.EMPTY
                        .plus(AnswerCounts.NONE.with(100, true), NOON)
                        .changes())
                .hasSize(3);
    }

    @Test
    void a_clock_that_is_one_day_behind_counts_into_the_newest_day() {
        LengthItem item = after(LengthItem.EMPTY, answers(40, 100), NOON);

        assertThat(item.dayOf(NOON.minus(Duration.ofDays(1)))).isEqualTo(item.dayOf(NOON));
    }

    /// DynamoDB refuses an update that names an attribute twice.
    @Test
    void no_write_names_an_attribute_twice() {
        LengthItem ahead = after(LengthItem.EMPTY, answers(40, 100), NOON.plus(Duration.ofDays(2)));
        for (Instant now : List.of(NOON, NOON.plus(Duration.ofDays(4)))) {
            assertThat(ahead.plus(answers(2, 100), now).changes())
                    .extracting(Change::attribute)
                    .doesNotHaveDuplicates()
                    .hasSize(2);
        }
    }

    @Test
    void little_is_known_of_fewer_than_30_answers() {
        assertThat(AnswerLengths.of(LengthItem.EMPTY, answers(29, 100), NOON).bound())
                .isEmpty();
        assertThat(AnswerLengths.of(LengthItem.EMPTY, answers(30, 100), NOON).bound())
                .as("twice the longest of 30, whose bucket ends at 108")
                .hasValue(216);
    }

    @Test
    void five_answers_of_a_thousand_may_be_longer_and_no_more() {
        AnswerCounts rest = answers(3_000 - 15, 100);

        assertThat(AnswerLengths.of(LengthItem.EMPTY, rest.plus(answers(15, 5_000)), NOON)
                        .bound())
                .hasValue(108 + 2);
        assertThat(AnswerLengths.of(LengthItem.EMPTY, rest.plus(answers(16, 5_000)), NOON)
                        .bound()
                        .orElseThrow())
                .isGreaterThan(5_000);
    }

    @Test
    void yesterdays_answers_count_less_and_less_and_not_at_all_after_a_day() {
        LengthItem item = after(LengthItem.EMPTY, answers(1_000, 5_000), NOON);
        AnswerCounts today = answers(1_000, 100);

        assertThat(AnswerLengths.of(item, AnswerCounts.NONE, NOON).answers()).isEqualTo(1_000);
        assertThat(AnswerLengths.of(item, AnswerCounts.NONE, NOON.plus(Duration.ofHours(18)))
                        .answers())
                .isEqualTo(750);
        assertThat(AnswerLengths.of(item, AnswerCounts.NONE, NOON.plus(Duration.ofHours(36)))
                        .answers())
                .isZero();
        LengthItem both = after(item, today, NOON.plus(Duration.ofDays(1)));
        assertThat(AnswerLengths.of(both, AnswerCounts.NONE, NOON.plus(Duration.ofDays(1)))
                        .answers())
                .isEqualTo(1_500);
        LengthItem third = after(both, today, NOON.plus(Duration.ofDays(2)));
        assertThat(AnswerLengths.of(third, AnswerCounts.NONE, NOON.plus(Duration.ofDays(2)))
                        .bound())
                .as("the long ones of two days before have gone")
                .hasValue(108 + 3);
    }

    @Test
    void two_copies_add_to_one_item_and_neither_forgets_what_the_other_has_seen() {
        LengthItem first = after(LengthItem.EMPTY, answers(20, 100), NOON);
        assertThat(LengthItem.EMPTY.plus(answers(20, 300), NOON).against(first.item()))
                .as("who knows nothing of it is shown it")
                .isEqualTo(new WriteResult.Refused(first.item()));

        LengthItem both = after(first, answers(20, 300), NOON);

        assertThat(AnswerLengths.of(both, AnswerCounts.NONE, NOON).answers()).isEqualTo(40);
    }

    @Test
    void two_copies_that_add_to_the_same_day_at_once_both_count() {
        LengthItem seen = after(LengthItem.EMPTY, answers(20, 100), NOON);
        LedgerItem once = seen.plus(answers(20, 100), NOON).applyTo(seen.item());
        LedgerItem twice = seen.plus(answers(30, 100), NOON).applyTo(once);

        assertThat(AnswerLengths.of(new LengthItem(twice), AnswerCounts.NONE, NOON)
                        .answers())
                .isEqualTo(70);
    }

    @Test
    void who_is_behind_with_its_clock_counts_into_the_newest_day() {
        LengthItem item = after(LengthItem.EMPTY, answers(40, 100), MIDNIGHT);
        LengthItem late = after(item, answers(10, 100), MIDNIGHT.minusMillis(50));

        assertThat(AnswerLengths.of(late, AnswerCounts.NONE, MIDNIGHT).answers())
                .isEqualTo(50);
    }

    @Test
    void a_clock_that_is_days_ahead_keeps_nothing_from_fading() {
        for (int days : new int[] {2, 3, 300}) {
            LengthItem ahead = after(LengthItem.EMPTY, answers(40, 100), NOON.plus(Duration.ofDays(days)));
            LengthItem back = after(ahead, answers(2, 100), NOON);
            assertThat(back.dayOf(NOON)).isEqualTo(LengthItem.EMPTY.dayOf(NOON));
            assertThat(AnswerLengths.of(back, AnswerCounts.NONE, NOON).answers())
                    .as("what it had counted counts today")
                    .isEqualTo(42);
            assertThat(AnswerLengths.of(back, AnswerCounts.NONE, NOON.plus(Duration.ofHours(36)))
                            .answers())
                    .isZero();
        }
    }

    @Test
    void an_item_stays_below_the_kilobyte_of_one_write_unit() {
        LengthItem item = LengthItem.EMPTY;
        for (int day = 0; day < 5; day++) {
            AnswerCounts all = IntStream.range(0, AnswerCounts.BUCKETS)
                    .mapToObj(bucket -> answers(20_000, AnswerCounts.longest(bucket)))
                    .reduce(AnswerCounts.NONE.with(1, true), AnswerCounts::plus);
            item = after(item, all, NOON.plus(Duration.ofDays(day)));
        }
        int bytes = item.item().numbers().entrySet().stream()
                .mapToInt(number -> number.getKey().length() + 3)
                .sum();

        assertThat(item.item().numbers()).hasSize(2 * (AnswerCounts.BUCKETS + 1) + 1);
        assertThat(bytes).as("a number of five digits has 3 bytes and a sign's").isLessThan(900);
    }

    @Test
    void of_lognormal_lengths_at_most_one_of_a_hundred_is_longer_than_the_bound_that_is_known() {
        for (int seed = 1; seed <= Depth.of(20); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            AnswerCounts seen = AnswerCounts.NONE;
            int longer = 0;
            int bounded = 0;
            for (int answer = 0; answer < 5_000; answer++) {
                long length = Math.max(1, Math.round(Math.exp(5.5 + random.nextGaussian())));
                var bound = AnswerLengths.of(LengthItem.EMPTY, seen, NOON).bound();
                bounded += bound.isPresent() ? 1 : 0;
                longer += length > bound.orElse(Long.MAX_VALUE) ? 1 : 0;
                seen = seen.with(length, false);
            }
            assertThat(longer).as("seed %d, of %d", seed, bounded).isLessThan(bounded / 100);
        }
    }

    private static AnswerCounts answers(long count, long tokens) {
        AnswerCounts one = AnswerCounts.NONE.with(tokens, false);
        int bucket = one.byBucket().keySet().iterator().next();
        return new AnswerCounts(Map.of(bucket, count), 0);
    }

    private static LengthItem after(LengthItem item, AnswerCounts more, Instant now) {
        if (item.plus(more, now).against(item.item()) instanceof WriteResult.Applied(LedgerItem after)) {
            return new LengthItem(after);
        }
        throw new AssertionError("refused: " + item);
    }
}
