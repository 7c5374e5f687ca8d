package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.LossyStore;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.usage.LateUse;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Usage that was admitted elsewhere is booked whatever the limits say.
final class ChargeTest {
    private static final String KEY = "T#search";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 60)
            .with(LimitName.TOKENS_PER_MINUTE, 60_000)
            .with(LimitName.TOKENS_PER_DAY, 100_000)
            .with(LimitName.USD_PER_MONTH, 100_000_000)
            .with(LimitName.CONCURRENCY, 5);

    private final ReferenceStore store = new ReferenceStore();
    private final Ledger ledger = new Ledger(store, new Epochs(Duration.ofMinutes(5)));

    private void charge(UsageTotals use, Instant now) {
        assertThat(ledger.charge(KEY, Terms.of(LIMITS), late(use, now), now)).isInstanceOf(WriteResult.Applied.class);
    }

    private static LateUse late(UsageTotals use, Instant begun) {
        return LateUse.of(use, LIMITS, LedgerTime.nanos(begun));
    }

    private LedgerStatus standing(Instant now) {
        return ledger.status(KEY, LIMITS, now);
    }

    @Test
    void an_item_that_nobody_used_takes_all_of_it_and_the_buckets_go_into_debt() {
        charge(new UsageTotals(45, 60_000, 50_000_000), NOON);
        charge(new UsageTotals(45, 60_000, 100_000_000), NOON);
        assertThat(standing(NOON).tokens()).isEqualTo(new LedgerStatus.Rate(60_000, 0, Duration.ofMinutes(2)));
        assertThat(standing(NOON).requests().reset()).isEqualTo(Duration.ofSeconds(90));
        assertThat(standing(NOON).tokensToday()).isEqualTo(120_000);
        assertThat(standing(NOON).nanoUsdThisMonth()).isEqualTo(150_000_000);
        assertThat(standing(NOON).inFlight()).isZero();
    }

    @Test
    void of_one_process_the_buckets_take_a_minute_of_its_share_at_most_and_the_day_takes_everything() {
        charge(new UsageTotals(90, 120_000, 0), NOON);
        assertThat(standing(NOON).tokens().reset()).isEqualTo(Duration.ofMinutes(1));
        assertThat(standing(NOON).requests().reset()).isEqualTo(Duration.ofMinutes(1));
        assertThat(standing(NOON).tokensToday()).isEqualTo(120_000);
    }

    @Test
    void what_was_used_a_minute_ago_counts_towards_the_day_and_the_month_alone() {
        LateUse late = late(new UsageTotals(90, 70_000, 150_000_000), NOON.minusSeconds(60));
        ledger.charge(KEY, Terms.of(LIMITS), late, NOON);
        assertThat(standing(NOON).requests().reset()).isZero();
        assertThat(standing(NOON).tokens().reset()).isZero();
        assertThat(standing(NOON).tokensToday()).isEqualTo(70_000);
        assertThat(standing(NOON).nanoUsdThisMonth()).isEqualTo(150_000_000);
    }

    /// A store refuses an update without a change.
    @Test
    void use_that_changes_nothing_is_booked_without_a_write() {
        Terms none = Terms.of(Limits.UNLIMITED);
        ledger.charge(KEY, none, late(new UsageTotals(1, 10, 1_000), NOON), NOON);
        int writes = store.writes();
        assertThat(ledger.charge(KEY, none, late(new UsageTotals(1, 0, 0), NOON), NOON))
                .isInstanceOf(WriteResult.Applied.class);
        assertThat(store.writes()).isEqualTo(writes);
    }

    @Test
    void it_adds_to_what_is_used_and_leaves_what_is_held_to_its_requests() {
        Admission.Admitted running =
                (Admission.Admitted) ledger.reserve(KEY, LIMITS, new LedgerAmount(6_000, 10_000), NOON);
        charge(new UsageTotals(1, 4_000, 5_000), NOON);
        assertThat(standing(NOON).tokens().remaining()).isEqualTo(50_000);
        assertThat(standing(NOON).tokensHeld()).isEqualTo(6_000);
        assertThat(standing(NOON).inFlight()).isEqualTo(1);
        ledger.settle(running.reservation(), LedgerAmount.NONE, NOON);
        assertThat(standing(NOON).tokensToday()).isEqualTo(4_000);
        assertThat(standing(NOON).inFlight()).isZero();
    }

    @Test
    void a_bucket_that_has_drained_is_filled_from_now_and_a_new_day_begins_with_it() {
        ledger.reserve(KEY, LIMITS, new LedgerAmount(60_000, 10_000), NOON);
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        charge(new UsageTotals(1, 30_000, 5_000), tomorrow);
        assertThat(standing(tomorrow).tokens().remaining()).isEqualTo(30_000);
        assertThat(standing(tomorrow).tokensToday()).isEqualTo(30_000);
        assertThat(standing(tomorrow).tokensHeld()).as("yesterday's hold").isZero();
        assertThat(standing(tomorrow).nanoUsdThisMonth()).as("the same month").isEqualTo(15_000);
    }

    @Test
    void a_bucket_that_runs_empty_at_this_moment_is_charged_like_any_other() {
        ledger.reserve(KEY, LIMITS, new LedgerAmount(1_000, 0), NOON);
        Instant empty = NOON.plusSeconds(1);
        charge(new UsageTotals(0, 30_000, 0), empty);
        assertThat(standing(empty).tokens()).isEqualTo(new LedgerStatus.Rate(60_000, 30_000, Duration.ofSeconds(30)));
    }

    @Test
    void a_process_that_has_not_seen_the_new_day_books_into_it_all_the_same() {
        Ledger other = new Ledger(store, new Epochs(Duration.ofMinutes(5)));
        Instant tomorrow = NOON.plus(Duration.ofDays(1));
        ledger.reserve(KEY, LIMITS, new LedgerAmount(10, 1_000), NOON);
        other.reserve(KEY, LIMITS, new LedgerAmount(100, 1_000), tomorrow);
        charge(new UsageTotals(1, 1_000, 1_000), tomorrow);
        charge(new UsageTotals(1, 1_000, 1_000), NOON);
        assertThat(standing(tomorrow).tokensToday()).isEqualTo(2_100);
    }

    @Test
    void what_the_store_does_not_confirm_is_not_tried_twice() {
        Ledger far = new Ledger(new LossyStore(store, () -> true), new Epochs(Duration.ofMinutes(5)));
        assertThat(far.charge(KEY, Terms.of(LIMITS), late(new UsageTotals(1, 1_000, 1_000), NOON), NOON))
                .isInstanceOf(WriteResult.Unknown.class);
        assertThat(standing(NOON).tokensToday()).isEqualTo(1_000);
    }
}
