package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Usd;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.item.LedgerItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What an item says about its limits.
class LedgerStatusTest {
    private static final LedgerStatus.Rate NO_LIMIT = LedgerStatus.Rate.UNLIMITED;
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

    private static LedgerStatus.Rate rate(long limit, long remaining, Duration reset) {
        return new LedgerStatus.Rate(limit, remaining, reset);
    }

    private static LedgerStatus status(LedgerStatus.Rate requests, LedgerStatus.Rate tokens) {
        return status(requests, tokens, LedgerStatus.Counted.NOTHING, LedgerStatus.Counted.NOTHING, Limits.UNLIMITED);
    }

    private static LedgerStatus status(
            LedgerStatus.Rate requests,
            LedgerStatus.Rate tokens,
            LedgerStatus.Counted day,
            LedgerStatus.Counted month,
            Limits limits) {
        return new LedgerStatus(
                new LedgerStatus.PerMinute(requests, tokens),
                2,
                day,
                month,
                limits,
                new Amendments(0, false, Map.of()));
    }

    @Test
    void a_reset_is_told_in_seconds_that_have_all_passed() {
        assertThat(rate(60, 0, Duration.ofMillis(1_001)).resetSeconds()).isEqualTo(2);
        assertThat(rate(60, 0, Duration.ofSeconds(1)).resetSeconds()).isEqualTo(1);
        assertThat(rate(60, 60, Duration.ZERO).resetSeconds()).isZero();
    }

    @Test
    void what_is_left_of_a_limit_is_at_most_all_of_it() {
        assertThat(rate(60, 15, Duration.ZERO).remainingPerMillion()).isEqualTo(250_000);
        assertThat(rate(60, 90, Duration.ZERO).remainingPerMillion()).isEqualTo(1_000_000);
        assertThat(NO_LIMIT.remainingPerMillion()).isEqualTo(1_000_000);
    }

    @Test
    void nothing_is_left_during_a_rest_with_a_limit_or_without() {
        assertThat(rate(60, 60, Duration.ZERO).resting(1).remainingPerMillion()).isZero();
        assertThat(NO_LIMIT.resting(1).remainingPerMillion()).isZero();
        assertThat(NO_LIMIT.resting(0).remainingPerMillion()).isEqualTo(1_000_000);
    }

    @Test
    void two_limits_together_have_room_for_both_and_are_whole_again_with_the_later() {
        LedgerStatus.Rate soon = rate(60, 15, Duration.ofSeconds(1));
        LedgerStatus.Rate late = rate(40, 5, Duration.ofSeconds(3));
        assertThat(soon.plus(late)).isEqualTo(rate(100, 20, Duration.ofSeconds(3)));
        assertThat(late.plus(soon)).isEqualTo(rate(100, 20, Duration.ofSeconds(3)));
        assertThat(soon.plus(NO_LIMIT)).isEqualTo(NO_LIMIT);
        assertThat(NO_LIMIT.plus(soon)).isEqualTo(NO_LIMIT);
    }

    @Test
    void of_equal_resets_it_is_that_one() {
        LedgerStatus.Rate one = rate(60, 15, Duration.ofSeconds(2));
        assertThat(one.plus(one).reset()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void nothing_is_known_of_an_item_without_numbers() {
        assertThat(ItemView.UNKNOWN.unknown()).isTrue();
        assertThat(ItemView.current(new LedgerItem(Map.of("tR", 1L))).unknown()).isFalse();
    }

    @Test
    void there_is_room_while_one_request_and_its_tokens_are_left() {
        LedgerStatus.Rate one = rate(60, 1, Duration.ZERO);
        assertThat(status(one, rate(600, 100, Duration.ZERO)).hasRoom(100)).isTrue();
        assertThat(status(one, rate(600, 100, Duration.ZERO)).hasRoom(101)).isFalse();
        assertThat(status(rate(60, 0, Duration.ZERO), rate(600, 100, Duration.ZERO))
                        .hasRoom(1))
                .isFalse();
    }

    @Test
    void a_status_is_as_used_up_as_the_fuller_of_day_and_month_without_what_is_only_held() {
        Limits limits =
                Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 1_000).with(LimitName.USD_PER_MONTH, 10 * Usd.NANOS);
        LedgerStatus.Counted day = new LedgerStatus.Counted(400, 100);
        LedgerStatus.Counted month = new LedgerStatus.Counted(6 * Usd.NANOS, Usd.NANOS);

        assertThat(status(NO_LIMIT, NO_LIMIT, day, LedgerStatus.Counted.NOTHING, limits)
                        .usedPerMillion())
                .hasValue(300_000);
        assertThat(status(NO_LIMIT, NO_LIMIT, day, month, limits).usedPerMillion())
                .hasValue(500_000);
        assertThat(status(NO_LIMIT, NO_LIMIT, new LedgerStatus.Counted(3_000, 0), month, limits)
                        .usedPerMillion())
                .hasValue(1_000_000);
        assertThat(status(NO_LIMIT, NO_LIMIT, day, month, Limits.UNLIMITED).usedPerMillion())
                .isEmpty();
    }

    @Test
    void items_of_one_tenant_add_up() {
        LedgerStatus one = status(
                rate(60, 15, Duration.ofSeconds(1)),
                rate(600, 100, Duration.ofSeconds(2)),
                new LedgerStatus.Counted(10, 3),
                new LedgerStatus.Counted(20, 4),
                Limits.UNLIMITED);
        LedgerStatus three = one.times(3);

        assertThat(three.requests()).isEqualTo(rate(180, 45, Duration.ofSeconds(1)));
        assertThat(three.tokens()).isEqualTo(rate(1_800, 300, Duration.ofSeconds(2)));
        assertThat(three.inFlight()).isEqualTo(6);
        assertThat(three.tokensToday()).isEqualTo(30);
        assertThat(three.tokensHeld()).isEqualTo(9);
        assertThat(three.nanoUsdThisMonth()).isEqualTo(60);
        assertThat(three.nanoUsdHeld()).isEqualTo(12);
        assertThat(one.times(1)).isEqualTo(one);
    }

    @Test
    void a_tenant_is_suspended_when_all_of_its_items_say_so() {
        LedgerStatus open = status(NO_LIMIT, NO_LIMIT);
        LedgerStatus shut = new LedgerStatus(
                open.perMinute(), 0, open.day(), open.month(), Limits.UNLIMITED, new Amendments(0, true, Map.of()));
        assertThat(shut.plus(shut).amendments().suspended()).isTrue();
        assertThat(shut.plus(open).amendments().suspended()).isFalse();
        assertThat(open.plus(shut).amendments().suspended()).isFalse();
    }

    @Test
    void an_empty_item_has_all_of_its_limits() {
        Limits limits = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 60).with(LimitName.CONCURRENCY, 3);
        LedgerStatus status = LedgerStatus.of(LedgerItem.EMPTY, limits, NOW, Epochs.STANDARD);
        assertThat(status.requests()).isEqualTo(rate(60, 60, Duration.ZERO));
        assertThat(status.tokens()).isEqualTo(NO_LIMIT);
        assertThat(status.inFlight()).isZero();
        assertThat(status.limits()).isEqualTo(limits);
        assertThat(status.under(Limits.UNLIMITED).limits()).isEqualTo(Limits.UNLIMITED);
    }
}
