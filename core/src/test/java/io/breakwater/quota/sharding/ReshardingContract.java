package io.breakwater.quota.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.quota.item.FailingStore;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store's ledger keeps when a key is spread over another number of items.
public abstract class ReshardingContract {
    private static final String KEY = "T#search";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.TOKENS_PER_MINUTE, 60_000)
            .with(LimitName.TOKENS_PER_DAY, 1_000_000)
            .with(LimitName.USD_PER_MONTH, 5_000_000_000L)
            .with(LimitName.CONCURRENCY, 64);

    protected abstract LedgerStore emptyStore();

    /// How many histories to play.
    protected abstract int histories();

    private static ShardedLedger spread(LedgerStore store) {
        return new ShardedLedger(new Ledger(store, EPOCHS), new Random(7));
    }

    private static Terms over(int items) {
        return new Terms(LIMITS, items, Set.of(), false);
    }

    private static void use(ShardedLedger ledger, int items, LedgerAmount demand, Instant now) {
        Reservation reservation = ((Admission.Admitted) ledger.reserve(KEY, over(items), demand, now)).reservation();
        ledger.settle(reservation, demand, now);
    }

    @Test
    void histories_with_traffic_crashes_and_windows_that_turn_lose_nothing_and_count_nothing_twice() {
        Depth.seeds(histories()).forEach(seed -> new ReshardingHistory(emptyStore(), seed).run());
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 8, 64})
    void a_suspended_key_stays_suspended_and_its_day_and_month_stay_counted(int items) {
        LedgerStore store = emptyStore();
        ShardedLedger ledger = spread(store);
        use(ledger, 1, new LedgerAmount(1_003, 77_000), NOON);
        ledger.amend(KEY, over(1), Amendments.NONE.withSuspended(true), NOON);

        assertThat(ledger.carry(KEY, items, NOON)).isInstanceOf(ReshardingResult.Done.class);

        assertThat(IntStream.range(0, 200).mapToObj(_ -> ledger.reserve(KEY, over(items), LedgerAmount.NONE, NOON)))
                .allMatch(Admission.Suspended.class::isInstance);
        assertThat(ledger.status(KEY, over(items), NOON).tokensToday()).isEqualTo(1_003);
        assertThat(ledger.status(KEY, over(items), NOON).nanoUsdThisMonth()).isEqualTo(77_000);
        ledger.carry(KEY, 1, NOON);
        assertThat(ledger.reserve(KEY, over(1), LedgerAmount.NONE, NOON)).isInstanceOf(Admission.Suspended.class);
        assertThat(ledger.status(KEY, over(1), NOON).tokensToday()).isEqualTo(1_003);
    }

    @Test
    void what_was_counted_over_several_numbers_comes_back_to_the_first_once() {
        ShardedLedger ledger = spread(emptyStore());
        int before = 1;
        for (int items : new int[] {8, 16, 1, 8, 64, 1, 64, 2, 1}) {
            use(ledger, before, new LedgerAmount(100, 1_000), NOON);
            ledger.carry(KEY, items, NOON);
            ledger.carry(KEY, items, NOON);
            before = items;
        }
        assertThat(ledger.status(KEY, over(1), NOON).tokensToday()).isEqualTo(900);
        assertThat(ledger.status(KEY, over(1), NOON).nanoUsdThisMonth()).isEqualTo(9_000);
    }

    @Test
    void an_amendment_of_the_new_items_replaces_that_of_the_old_ones_when_they_are_used_again() {
        ShardedLedger ledger = spread(emptyStore());
        ledger.amend(KEY, over(1), Amendments.NONE.withSuspended(true), NOON);
        ledger.carry(KEY, 4, NOON);
        Amendments suspended = ledger.status(KEY, over(4), NOON).amendments();
        LimitOverride fewer = new LimitOverride(8, NOON.plusSeconds(600));
        ledger.amend(KEY, over(4), suspended.withSuspended(false).with(LimitName.CONCURRENCY, fewer), NOON);

        ledger.carry(KEY, 1, NOON);

        LedgerStatus back = ledger.status(KEY, over(1), NOON);
        assertThat(back.amendments().suspended()).isFalse();
        assertThat(back.limits().concurrency()).isEqualTo(8);
    }

    @Test
    void a_suspension_on_either_side_of_the_change_stays() {
        ShardedLedger ledger = spread(emptyStore());
        ledger.carry(KEY, 4, NOON);
        LimitOverride fewer = new LimitOverride(8, NOON.plusSeconds(600));
        ledger.amend(KEY, over(1), Amendments.NONE.withSuspended(true), NOON);
        ledger.amend(KEY, over(4), Amendments.NONE.with(LimitName.CONCURRENCY, fewer), NOON);

        ledger.carry(KEY, 4, NOON);

        LedgerStatus standing = ledger.status(KEY, over(4), NOON);
        assertThat(standing.amendments().suspended()).isTrue();
        assertThat(standing.limits().concurrency()).isEqualTo(8);
    }

    @Test
    void a_carrier_whose_clock_is_behind_carries_the_day_that_has_begun_for_the_items() {
        ShardedLedger ledger = spread(emptyStore());
        Instant midnight = Instant.parse("2026-12-01T00:00:00Z");
        use(ledger, 1, new LedgerAmount(1_000, 10_000), midnight);

        ledger.carry(KEY, 8, midnight.minusMillis(5));

        assertThat(ledger.status(KEY, over(8), midnight).tokensToday()).isEqualTo(1_000);
        assertThat(ledger.status(KEY, over(8), midnight).nanoUsdThisMonth()).isEqualTo(10_000);
    }

    @Test
    void a_days_tokens_do_not_fill_the_minute() {
        ShardedLedger ledger = spread(emptyStore());
        Instant morning = NOON.minus(Duration.ofHours(6));
        for (int request = 0; request < 10; request++) {
            use(ledger, 1, new LedgerAmount(50_000, 10_000), morning.plus(Duration.ofMinutes(2L * request)));
        }
        ledger.carry(KEY, 8, NOON);
        assertThat(ledger.reserve(KEY, over(8), new LedgerAmount(7_500, 1_000), NOON))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void a_number_that_did_not_change_costs_one_read_and_a_new_key_begins_with_nothing() {
        ShardedLedger ledger = spread(emptyStore());
        assertThat(ledger.carry(KEY, 1, NOON)).isEqualTo(new ReshardingResult.Done(1, 0));
        assertThat(ledger.carry("T#new", 8, NOON)).isEqualTo(new ReshardingResult.Done(1, 1));
        assertThat(ledger.carry("T#new", 8, NOON)).isEqualTo(new ReshardingResult.Done(1, 0));
    }

    @Test
    void a_store_that_takes_nothing_is_told() {
        LedgerStore store = emptyStore();
        use(spread(store), 1, new LedgerAmount(10, 1_000), NOON);
        FailingStore down = new FailingStore(store, () -> {}, () -> FailingStore.Fate.LOST);
        assertThat(spread(down).carry(KEY, 4, NOON))
                .isInstanceOfSatisfying(
                        ReshardingResult.Broken.class,
                        broken -> assertThat(broken.reason()).contains("T#search#4#0", "the region is on fire"));
    }
}
