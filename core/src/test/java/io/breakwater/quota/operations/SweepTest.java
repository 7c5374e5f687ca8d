package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.Sample;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.sharding.ShardedLedger;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Claims about sweeping: releasing what is held by requests that never settled.
final class SweepTest {
    private static final String KEY = "T#search";
    private static final Duration EPOCH = Duration.ofMinutes(5);
    private static final Epochs EPOCHS = new Epochs(EPOCH);
    private static final Terms OPEN = Terms.of(Limits.UNLIMITED);
    private static final Instant BEGUN = Sample.NOW;
    private static final Instant LATER = BEGUN.plus(EPOCH.multipliedBy(2));

    private final ReferenceStore store = new ReferenceStore();
    private final Ledger ledger = new Ledger(store, EPOCHS);

    @Test
    void two_epochs_later_it_heals_and_reports_exactly_what_leaked() {
        reserve(ledger, BEGUN);
        reserve(ledger, BEGUN);
        settle(ledger, reserve(ledger, BEGUN), BEGUN);
        SweepResult swept = ledger.sweep(KEY, OPEN, LATER);
        assertThat(swept.leaked()).isEqualTo(new UsageTotals(2, 200, 20_000));
        assertThat(swept.status().inFlight()).isZero();
        assertThat(image().orZero(ItemAttributes.IN_FLIGHT)).isZero();
        assertThat(image().orZero(ItemAttributes.DAY_TOKENS))
                .as("stays counted")
                .isEqualTo(250);
    }

    @Test
    void what_may_still_run_is_left_alone() {
        reserve(ledger, BEGUN);
        assertThat(ledger.sweep(KEY, OPEN, BEGUN).nothing()).isTrue();
        assertThat(ledger.sweep(KEY, OPEN, BEGUN.plus(EPOCH)).nothing()).isTrue();
        assertThat(image().orZero(ItemAttributes.IN_FLIGHT)).isEqualTo(1);
    }

    @Test
    void only_the_passed_generation_drops_out() {
        reserve(ledger, BEGUN);
        Reservation running = reserve(ledger, BEGUN.plus(EPOCH));
        assertThat(ledger.sweep(KEY, OPEN, LATER).leaked()).isEqualTo(new UsageTotals(1, 100, 10_000));
        settle(ledger, running, LATER);
        assertThat(image().orZero(ItemAttributes.IN_FLIGHT)).isZero();
    }

    @Test
    void a_second_sweep_finds_and_writes_nothing() {
        reserve(ledger, BEGUN);
        ledger.sweep(KEY, OPEN, LATER);
        int writes = store.writes();
        assertThat(ledger.sweep(KEY, OPEN, LATER).nothing()).isTrue();
        assertThat(ledger.sweep("T#nobody", OPEN, LATER).nothing()).isTrue();
        assertThat(store.writes()).isEqualTo(writes);
    }

    /// Another process settles between the sweep's read and its write.
    @Test
    void what_is_settled_meanwhile_is_not_reported() {
        Reservation late = reserve(ledger, BEGUN);
        reserve(ledger, BEGUN);
        LedgerStore between = new Between(store, () -> settle(ledger, late, LATER));
        SweepResult swept = new Ledger(between, EPOCHS).sweep(KEY, OPEN, LATER);
        assertThat(swept.leaked()).isEqualTo(new UsageTotals(1, 100, 10_000));
        assertThat(image().orZero(ItemAttributes.IN_FLIGHT)).isZero();
    }

    /// Another process reserves between the sweep's read and its write; its reservation cleans up as
    /// well.
    @Test
    void what_a_reservation_has_dropped_meanwhile_is_not_reported_again() {
        reserve(ledger, BEGUN);
        LedgerStore between = new Between(store, () -> reserve(ledger, LATER));
        assertThat(new Ledger(between, EPOCHS).sweep(KEY, OPEN, LATER).nothing())
                .isTrue();
        assertThat(image().orZero(ItemAttributes.IN_FLIGHT)).isEqualTo(1);
    }

    @Test
    void all_items_of_a_spread_tenant_are_swept() {
        Terms spread = OPEN.withLedgerShards(3);
        Random random = new Random(1);
        ShardedLedger items = new ShardedLedger(ledger, random);
        IntStream.range(0, 9).forEach(_ -> items.reserve(KEY, spread, new LedgerAmount(100, 10_000), BEGUN));
        assertThat(items.sweep(KEY, spread, LATER).leaked()).isEqualTo(new UsageTotals(9, 900, 90_000));
    }

    @Test
    void sweeps_amid_traffic_harm_nobody_and_report_nothing_twice() {
        Depth.seeds(1_000).forEach(seed -> new History(seed).run());
    }

    /// Several processes reserve, settle and crash, while two others sweep.
    private static final class History {
        private final Random random;
        private final ReferenceStore store = new ReferenceStore();
        private final List<Ledger> ledgers = new ArrayList<>();
        private final List<Reservation> running = new ArrayList<>();
        private Instant now = BEGUN;
        private long crashed;
        private long reported;

        History(long seed) {
            random = new Random(seed);
            IntStream.rangeClosed(0, random.nextInt(4)).forEach(_ -> ledgers.add(new Ledger(store, EPOCHS)));
        }

        void run() {
            for (int step = 0; step < 100; step++) {
                now = now.plusSeconds(random.nextInt(20) == 0 ? random.nextInt(900) : random.nextInt(10));
                step();
                LedgerItem image = store.read(KEY);
                long slots = image.orZero(ItemAttributes.IN_FLIGHT_0) + image.orZero(ItemAttributes.IN_FLIGHT_1);
                assertThat(image.orZero(ItemAttributes.IN_FLIGHT))
                        .isEqualTo(slots)
                        .isGreaterThanOrEqualTo(running.size());
                assertThat(reported).isLessThanOrEqualTo(crashed);
            }
            crashed += running.size();
            now = now.plus(EPOCH.multipliedBy(2));
            reported += any().sweep(KEY, OPEN, now).leaked().requests();
            assertThat(store.read(KEY).orZero(ItemAttributes.IN_FLIGHT)).isZero();
            assertThat(reported).isLessThanOrEqualTo(crashed);
        }

        private void step() {
            running.removeIf(this::crashesWhenOverdue);
            switch (random.nextInt(4)) {
                case 0 -> reported += any().sweep(KEY, OPEN, now).leaked().requests();
                case 1, 2 -> running.add(reserve(any(), now));
                default -> end();
            }
        }

        private boolean crashesWhenOverdue(Reservation reservation) {
            boolean overdue = reservation.epoch() < EPOCHS.epoch(LedgerTime.nanos(now));
            crashed += overdue ? 1 : 0;
            return overdue;
        }

        private void end() {
            if (!running.isEmpty()) {
                Reservation reservation = running.remove(random.nextInt(running.size()));
                if (random.nextInt(3) == 0) {
                    crashed++;
                } else {
                    settle(any(), reservation, now);
                }
            }
        }

        private Ledger any() {
            return ledgers.get(random.nextInt(ledgers.size()));
        }
    }

    /// A store in which something happens between a read and the first write.
    private static final class Between implements LedgerStore {
        private final LedgerStore store;
        private final Runnable event;
        private boolean happened;

        Between(LedgerStore store, Runnable event) {
            this.store = store;
            this.event = event;
        }

        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            if (!happened) {
                happened = true;
                event.run();
            }
            return store.write(key, write);
        }

        @Override
        public LedgerItem read(String key) {
            return store.read(key);
        }
    }

    private static Reservation reserve(Ledger by, Instant now) {
        return ((Admission.Admitted) by.reserve(KEY, Limits.UNLIMITED, new LedgerAmount(100, 10_000), now))
                .reservation();
    }

    private static void settle(Ledger by, Reservation reservation, Instant now) {
        by.settle(reservation, new LedgerAmount(50, 5_000), now);
    }

    private LedgerItem image() {
        return store.read(KEY);
    }
}
