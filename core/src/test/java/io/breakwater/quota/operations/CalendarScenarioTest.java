package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.limits.Shortfall;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Days and months: when they end, and what must not reach from one into the next.
final class CalendarScenarioTest extends LedgerScenario {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

    @Test
    void the_wait_for_tomorrow_ends_at_midnight() {
        Limits limits = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 100);
        spend(limits, new LedgerAmount(60, 0), NOON);
        Admission.Refused refused = refused(reserve(limits, 41, NOON));
        assertThat(refused.shortfall()).isEqualTo(new Shortfall(41, 40, 0));
        assertThat(NOON.plus(refused.retryAfter())).isEqualTo(MIDNIGHT);
        exactly(limits, new LedgerAmount(41, 0), refused, LimitName.TOKENS_PER_DAY, NOON);
    }

    private void spend(Limits limits, LedgerAmount demand, Instant now) {
        ledger.settle(admitted(ledger.reserve(KEY, limits, demand, now)), demand, now);
    }

    @Test
    void the_wait_for_next_month_ends_on_its_first_day_also_over_the_end_of_a_year() {
        Limits limits = Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, 100_000);
        Instant december = Instant.parse("2026-12-31T23:59:00Z");
        spend(limits, new LedgerAmount(0, 100_000), december);
        Admission.Refused refused = refused(ledger.reserve(KEY, limits, new LedgerAmount(0, 1_000), december));
        assertThat(december.plus(refused.retryAfter())).isEqualTo(Instant.parse("2027-01-01T00:00:00Z"));
        exactly(limits, new LedgerAmount(0, 1_000), refused, LimitName.USD_PER_MONTH, december);
    }

    @Test
    void the_day_never_moves_back_for_a_clock_that_is_behind() {
        Limits limits = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 100);
        Ledger behind = new Ledger(store, EPOCHS);
        Instant late = MIDNIGHT.minusMillis(30);
        admitted(behind.reserve(KEY, limits, new LedgerAmount(90, 0), late));
        spend(limits, new LedgerAmount(80, 0), MIDNIGHT.plusMillis(20));
        Admission.Refused refused = refused(behind.reserve(KEY, limits, new LedgerAmount(21, 0), late.plusMillis(10)));
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofDays(1).plusMillis(20));
        Reservation booked = admitted(behind.reserve(KEY, limits, new LedgerAmount(20, 0), late.plusMillis(10)));
        assertThat(booked.day()).isEqualTo(LedgerTime.day(LedgerTime.nanos(MIDNIGHT)));
        assertThat(store.read(KEY).orZero(ItemAttributes.DAY_TOKENS)).isEqualTo(100);
    }

    @Test
    void a_settlement_whose_process_has_not_seen_midnight_leaves_the_new_day_and_month_alone() {
        Limits limits = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 100).with(LimitName.USD_PER_MONTH, 100_000);
        Instant newMonth = Instant.parse("2026-12-01T00:00:00Z");
        Reservation old = admitted(ledger.reserve(KEY, limits, new LedgerAmount(90, 90_000), newMonth.minusSeconds(5)));
        admitted(new Ledger(store, EPOCHS).reserve(KEY, limits, new LedgerAmount(30, 30_000), newMonth));
        ledger.settle(old, LedgerAmount.NONE, newMonth.plusSeconds(1));
        assertThat(store.read(KEY).orZero(ItemAttributes.DAY_TOKENS)).isEqualTo(30);
        assertThat(store.read(KEY).orZero(ItemAttributes.MONTH_MICRO_USD)).isEqualTo(30);
    }

    @Test
    void a_settlement_whose_process_saw_the_last_day_but_not_the_new_month_leaves_its_budget_alone() {
        Limits limits = Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, 1_000_000);
        Instant newMonth = Instant.parse("2026-12-01T00:00:00Z");
        Reservation old =
                admitted(ledger.reserve(KEY, limits, new LedgerAmount(0, 900_000), newMonth.minusSeconds(86_402)));
        admitted(ledger.reserve(KEY, limits, new LedgerAmount(0, 1_000), newMonth.minusSeconds(1)));
        admitted(new Ledger(store, EPOCHS).reserve(KEY, limits, new LedgerAmount(0, 300_000), newMonth));
        ledger.settle(old, LedgerAmount.NONE, newMonth.plusSeconds(1));
        assertThat(store.read(KEY).orZero(ItemAttributes.MONTH_MICRO_USD)).isEqualTo(300);
    }

    @Test
    void a_process_that_has_not_seen_the_new_day_does_not_begin_it_again() {
        Limits limits = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 100);
        Epochs overMidnight = new Epochs(Duration.ofMinutes(7));
        Ledger one = new Ledger(store, overMidnight);
        Ledger other = new Ledger(store, overMidnight);
        admitted(one.reserve(KEY, limits, new LedgerAmount(10, 0), MIDNIGHT.minusSeconds(1)));
        admitted(other.reserve(KEY, limits, new LedgerAmount(90, 0), MIDNIGHT));
        refused(one.reserve(KEY, limits, new LedgerAmount(20, 0), MIDNIGHT));
    }

    @Test
    void a_settlement_after_midnight_leaves_the_new_day_alone() {
        Limits limits = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 100).with(LimitName.CONCURRENCY, 10);
        Reservation yesterday = admitted(reserve(limits, 90, MIDNIGHT.minusSeconds(10)));
        admitted(reserve(limits, 30, MIDNIGHT.plusSeconds(1)));
        ledger.settle(yesterday, LedgerAmount.NONE, MIDNIGHT.plusSeconds(2));
        assertThat(store.read(KEY).orZero(ItemAttributes.DAY_TOKENS)).isEqualTo(30);
        LedgerStatus standing = ledger.status(KEY, limits, MIDNIGHT.plusSeconds(2));
        assertThat(standing.inFlight()).isEqualTo(1);
        assertThat(standing.tokensHeld()).isEqualTo(30);
    }

    @Test
    void a_settlement_in_the_next_month_leaves_its_budget_alone() {
        Limits limits = Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, 1_000_000);
        Instant newMonth = Instant.parse("2026-12-01T00:00:00Z");
        Reservation old = admitted(ledger.reserve(KEY, limits, new LedgerAmount(0, 900_000), newMonth.minusSeconds(5)));
        admitted(ledger.reserve(KEY, limits, new LedgerAmount(0, 300_000), newMonth));
        ledger.settle(old, LedgerAmount.NONE, newMonth.plusSeconds(1));
        assertThat(ledger.status(KEY, limits, newMonth.plusSeconds(1)).nanoUsdThisMonth())
                .isEqualTo(300_000);
    }
}
