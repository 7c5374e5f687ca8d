package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.Shortfall;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// What running requests hold is not spent: it is released within seconds, and the ledger says when,
/// approximately.
final class HeldScenarioTest extends LedgerScenario {
    private static final Limits TEN_CENTS = Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, 100_000_000);
    private static final LedgerAmount SMALL = new LedgerAmount(1_100, 16_500_000);

    private Admission.Refused ask(Limits limits, LedgerAmount demand, Instant now) {
        return refused(ledger.reserve(KEY, limits, demand, now));
    }

    private void ended(Limits limits, Duration took) {
        Reservation one = admitted(ledger.reserve(KEY, limits, LedgerAmount.NONE, NOON.minus(took)));
        ledger.settle(one, LedgerAmount.NONE, NOON);
    }

    @Test
    void sixty_small_calls_at_once_on_ten_cents_a_month_wait_for_each_other_and_not_for_the_month() {
        for (int call = 0; call < 60; call++) {
            if (ledger.reserve(KEY, TEN_CENTS, SMALL, NOON) instanceof Admission.Refused refused) {
                assertThat(refused.limit()).isEqualTo(LimitName.USD_PER_MONTH);
                assertThat(refused.shortfall()).isEqualTo(new Shortfall(16_500_000, 1_000_000, 99_000_000));
                assertThat(refused.shortfall().onlyHeld()).isTrue();
                assertThat(refused.retryAfter()).isLessThan(Duration.ofSeconds(2));
            } else {
                assertThat(call).isLessThan(6);
            }
        }
    }

    @Test
    void what_is_spent_leaves_no_room_whatever_is_held() {
        Reservation spent = admitted(ledger.reserve(KEY, TEN_CENTS, new LedgerAmount(0, 90_000_000), NOON));
        ledger.settle(spent, new LedgerAmount(0, 90_000_000), NOON);
        admitted(ledger.reserve(KEY, TEN_CENTS, new LedgerAmount(0, 8_000_000), NOON));
        Admission.Refused refused = ask(TEN_CENTS, SMALL, NOON);
        assertThat(refused.shortfall()).isEqualTo(new Shortfall(16_500_000, 2_000_000, 8_000_000));
        assertThat(refused.shortfall().onlyHeld()).isFalse();
        assertThat(refused.retryAfter()).isGreaterThan(Duration.ofDays(1));
    }

    @Test
    void what_no_request_gives_back_any_more_counts_as_spent() {
        admitted(ledger.reserve(KEY, TEN_CENTS, new LedgerAmount(0, 90_000_000), NOON));
        Instant leaked = NOON.plus(EPOCHS.length().multipliedBy(2));
        Admission.Refused refused = ask(TEN_CENTS, SMALL, leaked);
        assertThat(refused.shortfall()).isEqualTo(new Shortfall(16_500_000, 10_000_000, 0));
        assertThat(refused.retryAfter()).isGreaterThan(Duration.ofDays(1));
    }

    @Test
    void a_lowered_limit_counts_what_was_spent_over_it() {
        Limits day = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 200);
        ledger.settle(admitted(reserve(day, 50, NOON)), new LedgerAmount(50, 0), NOON);
        admitted(reserve(day, 150, NOON));
        Limits lowered = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 100);
        assertThat(ask(lowered, new LedgerAmount(50, 0), NOON).shortfall()).isEqualTo(new Shortfall(50, 0, 50));
        assertThat(ask(lowered, new LedgerAmount(51, 0), NOON).shortfall().onlyHeld())
                .isFalse();
    }

    @Test
    void two_limits_in_the_way_tell_the_longer_wait() {
        Limits both = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 1_000).with(LimitName.CONCURRENCY, 1);
        ledger.settle(admitted(reserve(both, 900, NOON)), new LedgerAmount(900, 0), NOON);
        admitted(reserve(both, 50, NOON));
        assertThat(ask(both, new LedgerAmount(200, 0), NOON).limit()).isEqualTo(LimitName.TOKENS_PER_DAY);
    }

    @Test
    void the_wait_for_a_slot_is_what_requests_take_by_those_that_run() {
        Limits slots = Limits.UNLIMITED.with(LimitName.CONCURRENCY, 4);
        ended(slots, Duration.ofSeconds(40));
        for (int slot = 0; slot < 4; slot++) {
            admitted(reserve(slots, 1, NOON));
        }
        assertThat(ask(slots, LedgerAmount.NONE, NOON).retryAfter())
                .as("one of four, each of 40 s")
                .isEqualTo(Duration.ofSeconds(10));
        Limits lowered = Limits.UNLIMITED.with(LimitName.CONCURRENCY, 2);
        assertThat(ask(lowered, LedgerAmount.NONE, NOON).retryAfter())
                .as("three of four")
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void of_many_who_are_refused_at_once_each_is_told_another_estimate_and_none_a_shorter_one() {
        for (int call = 0; call < 6; call++) {
            admitted(ledger.reserve(KEY, TEN_CENTS, SMALL, NOON));
        }
        Admission.Refused estimated = ask(TEN_CENTS, SMALL, NOON);
        RandomGenerator random = new SplittableRandom(42);
        Set<Duration> told = new HashSet<>();
        for (int caller = 0; caller < 54; caller++) {
            Duration wait = estimated.spread(random).retryAfter();
            assertThat(wait).isBetween(estimated.retryAfter(), Duration.ofSeconds(5));
            told.add(wait);
        }
        assertThat(told).as("of 54").hasSizeGreaterThan(50);
    }

    @Test
    void what_only_time_brings_back_is_told_to_all_alike() {
        Limits minute = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 1);
        admitted(reserve(minute, 1, NOON));
        Admission.Refused refused = ask(minute, LedgerAmount.NONE, NOON);
        assertThat(refused.spread(new SplittableRandom(42))).isEqualTo(refused);
        Reservation spent = admitted(ledger.reserve("T#other", TEN_CENTS, new LedgerAmount(0, 90_000_000), NOON));
        ledger.settle(spent, new LedgerAmount(0, 90_000_000), NOON);
        Admission.Refused month = refused(ledger.reserve("T#other", TEN_CENTS, SMALL, NOON));
        assertThat(month.spread(new SplittableRandom(42))).isEqualTo(month);
    }

    @Test
    void before_anything_has_ended_a_request_is_taken_to_last_five_seconds() {
        Limits slot = Limits.UNLIMITED.with(LimitName.CONCURRENCY, 1);
        admitted(reserve(slot, 1, NOON));
        assertThat(ask(slot, LedgerAmount.NONE, NOON).retryAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void the_estimate_follows_what_requests_take_and_one_strange_one_does_not_decide() {
        Limits slot = Limits.UNLIMITED.with(LimitName.CONCURRENCY, 1);
        for (int call = 0; call < 50; call++) {
            ended(slot, Duration.ofSeconds(2));
        }
        ended(slot, Duration.ofSeconds(82));
        admitted(reserve(slot, 1, NOON));
        assertThat(ask(slot, LedgerAmount.NONE, NOON).retryAfter()).isEqualTo(Duration.ofSeconds(12));
    }
}
