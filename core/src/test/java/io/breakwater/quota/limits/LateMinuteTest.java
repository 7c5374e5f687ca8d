package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.LedgerTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a process has used by itself, until it is booked.
class LateMinuteTest {
    private static final long SECOND = LedgerTime.MINUTE_NANOS / 60;

    private static Bucket tokens(long perMinute) {
        return Bucket.tokens(Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, perMinute));
    }

    @Test
    void what_has_not_drained_at_the_share_is_counted_against_the_whole_limit() {
        LateMinute use = LateMinute.of(tokens(100), 50, 0);
        assertThat(use.ticks(tokens(4_000), 10 * SECOND)).isEqualTo(SECOND / 2);
        assertThat(use.ticks(tokens(4_000), 30 * SECOND)).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000, 999_999_999_999L})
    void however_far_a_limit_was_cut_meanwhile_a_minute_of_it_is_booked_at_most(long perMinute) {
        LateMinute use = LateMinute.of(tokens(1_000_000_000_000L), 1_000_000_000_000L, 0);
        assertThat(use.ticks(tokens(perMinute), 1)).isBetween(LedgerTime.MINUTE_NANOS - 1, LedgerTime.MINUTE_NANOS);
    }

    private static LateMinute used(long perMinute, long amount, int second) {
        return LateMinute.of(tokens(perMinute), amount, second * SECOND);
    }

    @Test
    void what_was_used_at_two_times_adds_up_once_the_first_has_drained_until_the_second() {
        LateMinute first = used(100, 50, 0);
        LateMinute second = used(100, 10, 10);
        LateMinute both = new LateMinute(100, 10 * SECOND, 36 * SECOND);
        assertThat(first.plus(second)).isEqualTo(both);
        assertThat(second.plus(first)).isEqualTo(both);
    }

    @Test
    void the_later_share_holds_for_both_if_it_changed_in_between() {
        LateMinute both = new LateMinute(200, 10 * SECOND, 23 * SECOND);
        assertThat(used(100, 50, 0).plus(used(200, 10, 10))).isEqualTo(both);
        assertThat(used(200, 10, 10).plus(used(100, 50, 0))).isEqualTo(both);
    }

    @Test
    void of_two_at_the_same_time_the_share_of_the_added_one_holds() {
        assertThat(used(100, 50, 0).plus(used(200, 10, 0))).isEqualTo(new LateMinute(200, 0, 18 * SECOND));
    }

    @Test
    void use_without_a_limit_counts_nothing_and_leaves_what_had_one() {
        LateMinute limited = used(100, 50, 0);
        LateMinute both = new LateMinute(100, 10 * SECOND, 30 * SECOND);
        assertThat(limited.plus(used(0, 1_000, 10))).isEqualTo(both);
        assertThat(used(0, 1_000, 10).plus(limited)).isEqualTo(both);
        assertThat(used(0, 1_000, 0).ticks(tokens(4_000), 0)).isZero();
        assertThat(limited.ticks(tokens(0), 0)).isZero();
    }

    @Test
    void both_together_are_a_minute_of_the_share_at_most() {
        assertThat(used(100, 90, 0).plus(used(100, 90, 0)).empty()).isEqualTo(LedgerTime.MINUTE_NANOS);
    }

    @Test
    void a_part_of_a_tick_counts_as_a_whole_one_and_a_whole_one_as_itself() {
        LateMinute use = used(100, 1, 0);
        assertThat(use.ticks(tokens(3), 0)).isEqualTo(20 * SECOND);
        assertThat(use.ticks(tokens(3), 1)).isEqualTo(20 * SECOND - 33);
    }
}
