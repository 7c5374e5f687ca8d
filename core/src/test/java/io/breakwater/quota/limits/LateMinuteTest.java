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
}
