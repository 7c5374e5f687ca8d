package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Amounts, and the part of an amount that is lacking.
class LedgerAmountTest {
    private static final LedgerAmount SOME = new LedgerAmount(10, 200, 30);
    private static final LedgerAmount OTHER = new LedgerAmount(4, 500, 30);

    @Test
    void each_part_is_compared_and_added_by_itself() {
        assertThat(SOME.plus(OTHER)).isEqualTo(new LedgerAmount(14, 700, 60));
        assertThat(SOME.less(OTHER)).isEqualTo(new LedgerAmount(6, 0, 0));
        assertThat(SOME.atMost(OTHER)).isEqualTo(new LedgerAmount(4, 200, 30));
        assertThat(SOME.atLeast(OTHER)).isEqualTo(new LedgerAmount(10, 500, 30));
        assertThat(new LedgerAmount(7, 1)).isEqualTo(new LedgerAmount(7, 1, 7));
    }

    @Test
    void a_part_of_a_sum_is_rounded_down_and_a_part_of_nothing_is_nothing() {
        LedgerAmount whole = new LedgerAmount(3, 400, 0);
        assertThat(SOME.part(new LedgerAmount(1, 100, 5), whole)).isEqualTo(new LedgerAmount(3, 50, 0));
        assertThat(SOME.part(new LedgerAmount(6, 900, 5), whole))
                .as("at most all of it")
                .isEqualTo(new LedgerAmount(10, 200, 0));
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "0, -1, 0", "0, 0, -1"})
    void an_amount_is_not_negative(long tokens, long nanoUsd, long dayTokens) {
        assertThatThrownBy(() -> new LedgerAmount(tokens, nanoUsd, dayTokens))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tokens=%d nanoUsd=%d dayTokens=%d".formatted(tokens, nanoUsd, dayTokens));
    }

    @Test
    void what_is_only_held_comes_back_evenly_over_the_time_that_a_request_takes() {
        assertThat(new Shortfall(10, 4, 6).onlyHeld()).isTrue();
        assertThat(new Shortfall(11, 4, 6).onlyHeld()).isFalse();
        assertThat(new Shortfall(10, 4, 12).waitNanos(1_000)).isEqualTo(500);
        assertThat(new Shortfall(5, 4, 3).waitNanos(1_000)).as("rounded up").isEqualTo(334);
    }

    @Test
    void a_retry_budget_that_is_used_up_does_not_count_as_a_limit_that_is_used_up() {
        assertThat(Shortfall.OF_RETRIES.ofRetries()).isTrue();
        assertThat(new Shortfall(1, 0, 1).ofRetries()).isFalse();
    }

    /// 4 of 12 units that are held are lacking, so the estimate is a third of the time until all are
    /// released.
    @Test
    void those_who_are_refused_at_once_come_back_between_the_estimate_and_when_all_is_back() {
        Duration estimate = Duration.ofNanos(100);
        assertThat(spread(new Shortfall(10, 6, 12), estimate)).containsOnly(longs(100, 300));
        assertThat(spread(new Shortfall(10, 6, 4), estimate))
                .as("half of the estimate later at least")
                .containsOnly(longs(100, 150));
    }

    @Test
    void other_waits_stay_as_they_are() {
        Duration wait = Duration.ofNanos(100);
        assertThat(spread(new Shortfall(10, 10, 12), wait)).containsOnly(100L);
        assertThat(spread(new Shortfall(30, 6, 12), wait)).containsOnly(100L);
    }

    private static Long[] spread(Shortfall shortfall, Duration wait) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, 5_000)
                .mapToObj(_ -> shortfall.spread(wait, random).toNanos())
                .toArray(Long[]::new);
    }

    private static Long[] longs(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Long::valueOf).toArray(Long[]::new);
    }
}
