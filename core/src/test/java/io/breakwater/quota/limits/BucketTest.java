package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The arithmetic of one per-minute limit.
class BucketTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOW = 1_800_000_000L * SECOND;

    private static Bucket tokens(long perMinute, int burstPercent) {
        return Bucket.tokens(
                Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, perMinute).withBurst(burstPercent));
    }

    private static Bucket requests(long perMinute, int burstPercent) {
        return Bucket.requests(
                Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, perMinute).withBurst(burstPercent));
    }

    private static LedgerItem filled(Bucket bucket, long beyondNow) {
        return new LedgerItem(Map.of(bucket.attribute(), NOW + beyondNow));
    }

    @Test
    void a_cost_is_its_part_of_a_minute_rounded_up() {
        assertThat(tokens(60, 100).ticks(2)).isEqualTo(2 * SECOND);
        assertThat(tokens(7, 100).ticks(1)).isEqualTo(8_571_428_572L);
    }

    @Test
    void a_cost_whose_product_with_a_minute_is_no_long_is_counted_all_the_same() {
        assertThat(tokens(Limits.LARGEST, 100).ticks(200_000_000_000L)).isBetween(12 * SECOND, 12 * SECOND + 1);
        assertThat(tokens(Limits.LARGEST, 100).refund(200_000_000_000L, NOW + LedgerTime.MINUTE_NANOS, NOW))
                .isEqualTo(12 * SECOND);
    }

    /// 153,722,867 is the largest cost whose product with a minute fits into a long.
    @Test
    void a_cost_is_counted_exactly_as_long_as_its_product_with_a_minute_is_a_long() {
        long largest = Long.MAX_VALUE / LedgerTime.MINUTE_NANOS;
        assertThat(tokens(largest, 100).ticks(largest)).isEqualTo(LedgerTime.MINUTE_NANOS);
        assertThat(tokens(largest, 100).ticks(largest + 1)).isEqualTo(LedgerTime.MINUTE_NANOS + 391);
    }

    @Test
    void no_cost_is_a_debt_of_more_than_ten_years() {
        long years = 3_650 * LedgerTime.DAY_NANOS;
        assertThat(tokens(1, 100).ticks(Limits.LARGEST)).isEqualTo(years);
        assertThat(tokens(1, 100).ticks(100_000_000)).isEqualTo(years);
        assertThat(tokens(1, 100).refund(Limits.LARGEST, NOW + years + SECOND, NOW))
                .isEqualTo(years);
    }

    @Test
    void one_request_fits_into_a_tenth_of_five_a_minute() {
        assertThat(requests(5, 10).capacity()).isEqualTo(1);
        assertThat(requests(5, 10).burstNanos()).isEqualTo(12 * SECOND);
    }

    /// Each request's cost is rounded up to a nanosecond.
    @Test
    void as_many_requests_fit_at_once_as_the_burst_has() {
        for (long perMinute : new long[] {7, 70, 700, 7_001, 10_000_000}) {
            Bucket bucket = requests(perMinute, 100);
            assertThat(perMinute * bucket.ticks(1)).isLessThanOrEqualTo(bucket.burstNanos());
            assertThat((perMinute + 1) * bucket.ticks(1)).isGreaterThan(bucket.burstNanos());
        }
    }

    @Test
    void slack_is_a_tenth_of_a_minute_but_never_more_than_the_burst_and_hardly_any_beside_a_whole_minute() {
        assertThat(tokens(600, 10).slackNanos()).isEqualTo(6 * SECOND);
        assertThat(tokens(600, 5).slackNanos()).isEqualTo(3 * SECOND);
        assertThat(tokens(600, 100).slackNanos()).isEqualTo(SECOND);
        assertThat(requests(60, 10).slackNanos()).isEqualTo(6 * SECOND);
        assertThat(requests(59, 10).slackNanos())
                .as("below one request a second a few more would be much")
                .isZero();
    }

    @Test
    void a_bucket_is_empty_when_it_has_run_out_longer_ago_than_the_slack() {
        Bucket bucket = tokens(600, 10);
        assertThat(bucket.expired(LedgerItem.EMPTY, NOW)).isTrue();
        assertThat(bucket.expired(filled(bucket, -6 * SECOND), NOW)).isFalse();
        assertThat(bucket.expired(filled(bucket, -6 * SECOND - 1), NOW)).isTrue();
        assertThat(tokens(0, 10).expired(LedgerItem.EMPTY, NOW))
                .as("without a limit there is nothing to set anew")
                .isFalse();
    }

    @Test
    void who_was_let_in_begins_when_its_room_is_there() {
        Bucket bucket = tokens(600, 10);
        assertThat(bucket.begins(filled(bucket, 6 * SECOND), NOW)).isZero();
        assertThat(bucket.begins(filled(bucket, 8 * SECOND), NOW)).isEqualTo(2 * SECOND);
        assertThat(bucket.begins(filled(bucket, -8 * SECOND), NOW)).isZero();
        assertThat(tokens(0, 10).begins(filled(bucket, 8 * SECOND), NOW)).isZero();
    }

    @Test
    void an_increment_waits_for_what_is_in_the_bucket_before_it() {
        Bucket bucket = tokens(600, 10);
        assertThat(bucket.wait(LedgerItem.EMPTY, 6 * SECOND, NOW)).isZero();
        assertThat(bucket.wait(LedgerItem.EMPTY, 5 * SECOND, NOW)).isEqualTo(-SECOND);
        assertThat(bucket.wait(filled(bucket, 4 * SECOND), 5 * SECOND, NOW)).isEqualTo(3 * SECOND);
    }

    @Test
    void what_has_leaked_out_is_not_given_back() {
        Bucket bucket = tokens(600, 100);
        assertThat(bucket.refund(100, NOW + 15 * SECOND, NOW)).isEqualTo(10 * SECOND);
        assertThat(bucket.refund(100, NOW + 5 * SECOND, NOW)).isEqualTo(5 * SECOND);
        assertThat(bucket.refund(100, NOW - SECOND, NOW)).isZero();
    }

    @Test
    void what_is_left_is_told_in_the_limits_unit_with_the_time_until_all_is_back() {
        Bucket bucket = tokens(600, 10);
        assertThat(bucket.rate(filled(bucket, 2 * SECOND), NOW))
                .isEqualTo(new LedgerStatus.Rate(600, 40, Duration.ofSeconds(2)));
        assertThat(bucket.rate(filled(bucket, 9 * SECOND), NOW))
                .isEqualTo(new LedgerStatus.Rate(600, 0, Duration.ofSeconds(9)));
        assertThat(bucket.rate(filled(bucket, -SECOND), NOW)).isEqualTo(new LedgerStatus.Rate(600, 60, Duration.ZERO));
        assertThat(tokens(0, 10).rate(LedgerItem.EMPTY, NOW)).isEqualTo(LedgerStatus.Rate.UNLIMITED);
    }

    @Test
    void what_is_larger_than_the_whole_bucket_never_fits_and_what_is_as_large_does() {
        Bucket bucket = tokens(600, 10);
        assertThat(asked(bucket, 60, LedgerItem.EMPTY)).isInstanceOf(ReservationPlan.Write.class);
        assertThat(asked(bucket, 61, LedgerItem.EMPTY))
                .isEqualTo(new ReservationPlan.TooLarge(LimitName.TOKENS_PER_MINUTE, 61, 60));
    }

    @Test
    void what_just_fits_is_let_in_and_what_does_not_is_told_how_long() {
        Bucket bucket = tokens(600, 10);
        assertThat(asked(bucket, 20, filled(bucket, 4 * SECOND))).isInstanceOf(ReservationPlan.Write.class);
        assertThat(asked(bucket, 20, filled(bucket, 4 * SECOND + 5)))
                .isEqualTo(new ReservationPlan.NoRoom(
                        LimitName.TOKENS_PER_MINUTE, Duration.ofNanos(5), Shortfall.OF_TIME));
    }

    @Test
    void a_bucket_that_is_only_watched_overlooks_what_does_not_fit_and_takes_what_just_does() {
        Bucket bucket = tokens(600, 10);
        assertThat(watched(bucket, filled(bucket, 4 * SECOND)).overlooked()).isEmpty();
        assertThat(watched(bucket, filled(bucket, 4 * SECOND + 5)).overlooked())
                .containsExactly(LimitName.TOKENS_PER_MINUTE);
    }

    private static ReservationPlan.Write watched(Bucket bucket, LedgerItem item) {
        PlanDraft draft = new PlanDraft(ItemView.current(item), NOW, Set.of(bucket.name()), 0);
        bucket.reserve(draft, 20);
        return (ReservationPlan.Write) draft.finish();
    }

    @Test
    void of_a_part_of_the_bucket_no_more_than_that_is_used() {
        Bucket part = tokens(600, 10).upTo(2 * SECOND);
        assertThat(part.capacity()).isEqualTo(20);
        assertThat(part.slackNanos()).isEqualTo(2 * SECOND);
        assertThat(tokens(600, 10).upTo(60 * SECOND).slackNanos()).isEqualTo(6 * SECOND);
    }

    private static ReservationPlan asked(Bucket bucket, long cost, LedgerItem item) {
        PlanDraft draft = new PlanDraft(ItemView.current(item), NOW, Set.of(), 0);
        bucket.reserve(draft, cost);
        return draft.finish();
    }
}
