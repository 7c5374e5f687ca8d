package io.breakwater.quota.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.AmendmentResult;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.FailingStore;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// A key that is used while it is spread over one number of items after another, compared with separate
/// sums: requests use the old and the new items, operators amend, days and months end, and the store
/// may fail at any write.
final class ReshardingHistory {
    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));
    private static final Instant BEGIN = Instant.parse("2026-11-29T21:00:00Z");
    /// Each item of each number of items rounds up to a micro-USD what is carried to it.
    private static final long ROUNDED = 1_000L * 8 * 4;

    private static final int[] NUMBERS = {1, 2, 4, 8};

    private final LedgerStore store;
    private final Random random;
    private final String key;
    private final ShardedLedger traffic;
    private final List<Running> running = new ArrayList<>();
    private final Map<Long, Long> tokens = new HashMap<>();
    private final Map<Long, Long> nanoUsd = new HashMap<>();
    private final Map<Long, Long> tokensBack = new HashMap<>();
    private final Map<Long, Long> nanoUsdBack = new HashMap<>();
    private Amendments amended = Amendments.NONE;
    private Instant now = BEGIN;
    private int inUse = 1;
    private int before = 1;
    private boolean changing;
    private boolean carrying;
    private int carries;

    /// @param carries how often the key had been carried when this request reserved
    private record Running(int items, Reservation reservation, int carries) {}

    ReshardingHistory(LedgerStore store, long seed) {
        this.store = store;
        this.random = new Random(seed);
        this.key = "T#carried-" + seed;
        this.traffic = new ShardedLedger(new Ledger(store, EPOCHS), random);
    }

    void run() {
        for (int change = 0; change < 6; change++) {
            steps(random.nextInt(12), inUse);
            change(NUMBERS[random.nextInt(NUMBERS.length)]);
            check(change);
        }
    }

    private void change(int items) {
        changing = true;
        int written = inUse;
        if (carried(items)) {
            before = inUse;
            inUse = items;
            written = random.nextBoolean() ? before : inUse;
            steps(random.nextInt(6), written);
        }
        while (!carried(inUse)) {
            steps(1, written);
        }
        changing = false;
    }

    /// Whether the carrying was completed and not broken off.
    private boolean carried(int items) {
        int left = random.nextInt(3) == 0 ? random.nextInt(12) : Integer.MAX_VALUE;
        int[] writes = {0};
        FailingStore far = new FailingStore(store, () -> meanwhile(items), () -> fate(++writes[0] > left));
        carrying = true;
        carries++;
        ReshardingResult ended = new ShardedLedger(new Ledger(far, EPOCHS), random).carry(key, items, now);
        carrying = false;
        return ended instanceof ReshardingResult.Done;
    }

    private FailingStore.Fate fate(boolean down) {
        if (down) {
            return FailingStore.Fate.LOST;
        }
        return random.nextInt(10) == 0 ? FailingStore.Fate.ANSWER_LOST : FailingStore.Fate.TAKEN;
    }

    /// Requests go on, clocks are ahead, and now and then another process carries to the same number at
    /// the same time.
    private void meanwhile(int items) {
        if (random.nextInt(60) == 0) {
            now = now.plusSeconds(random.nextInt(15_000));
        }
        if (random.nextInt(4) == 0) {
            step(inUse);
        }
        if (random.nextInt(20) == 0) {
            new ShardedLedger(new Ledger(store, EPOCHS), random).carry(key, items, now);
        }
    }

    private void steps(int number, int items) {
        for (int each = 0; each < number; each++) {
            now = now.plusSeconds(random.nextInt(8) == 0 ? random.nextInt(30_000) : random.nextInt(30));
            step(items);
        }
    }

    private void step(int items) {
        switch (random.nextInt(9)) {
            case 0 -> {
                if (!carrying) {
                    amend(items);
                }
            }
            case 1, 2, 3 -> {
                if (!running.isEmpty()) {
                    settle(running.remove(random.nextInt(running.size())));
                }
            }
            default -> reserve(items);
        }
    }

    private static Terms over(int items) {
        return new Terms(Limits.UNLIMITED, items, Set.of(), false);
    }

    private void reserve(int items) {
        LedgerAmount demand = new LedgerAmount(1 + random.nextInt(100), 1_000L * random.nextInt(10));
        if (traffic.reserve(key, over(items), demand, now) instanceof Admission.Admitted(var reservation, var _)) {
            running.add(new Running(items, reservation, carrying ? carries - 1 : carries));
            tokens.merge(reservation.day(), demand.tokens(), Long::sum);
            nanoUsd.merge(reservation.month(), demand.nanoUsd(), Long::sum);
        }
    }

    private void settle(Running ended) {
        Reservation reservation = ended.reservation();
        LedgerAmount used = new LedgerAmount(random.nextInt(150), random.nextInt(15_000));
        traffic.settle(reservation, used, now);
        LedgerAmount held = reservation.amount();
        note(ended, tokens, tokensBack, new Booked(reservation.day(), used.tokens() - held.tokens()));
        note(ended, nanoUsd, nanoUsdBack, new Booked(reservation.month(), used.nanoUsd() - held.nanoUsd()));
    }

    /// By how much a settlement changed the count of a window.
    private record Booked(long window, long more) {}

    /// If a hold was carried meanwhile, what is given back of it stays counted where it was carried to.
    /// What old items are charged beyond a hold, after they have been carried for the last time, need
    /// not be counted.
    private void note(Running ended, Map<Long, Long> truth, Map<Long, Long> back, Booked booked) {
        boolean seen = ended.items() == inUse || (changing && !carrying && ended.items() == before);
        if (!seen || ended.carries() != carries) {
            back.merge(booked.window(), Math.abs(booked.more()), Long::sum);
        }
        if (seen || booked.more() < 0) {
            truth.merge(booked.window(), booked.more(), Long::sum);
        }
    }

    private void amend(int items) {
        boolean suspended = random.nextInt(3) == 0;
        LimitOverride value = new LimitOverride(1_000_000 + random.nextInt(9), now.plus(Duration.ofDays(60)));
        Amendments there = traffic.status(key, over(items), now).amendments();
        Amendments wanted = there.withSuspended(suspended).with(LimitName.LARGEST_REQUEST, value);
        assertThat(traffic.amend(key, over(items), wanted, now)).isInstanceOf(AmendmentResult.Written.class);
        amended = wanted;
    }

    private void check(int change) {
        LedgerStatus standing = traffic.status(key, over(inUse), now);
        String where = "%s, change %d from %d to %d at %s".formatted(key, change, before, inUse, now);
        long day = LedgerTime.day(LedgerTime.nanos(now));
        long month = LedgerTime.month(LedgerTime.nanos(now));
        assertBetween(where, standing.tokensToday(), tokens, tokensBack, day);
        assertBetween(where, standing.nanoUsdThisMonth(), nanoUsd, nanoUsdBack, month);
        assertThat(standing.amendments().sameAs(amended)).as(where).isTrue();
        for (String item : new ShardedKey(key, inUse).all()) {
            assertThat(StoredAmendments.in(store.read(item)).sameAs(amended))
                    .as(where)
                    .isTrue();
        }
    }

    private static void assertBetween(
            String where, long counted, Map<Long, Long> truth, Map<Long, Long> back, long window) {
        long least = truth.getOrDefault(window, 0L);
        assertThat(counted).as(where).isBetween(least, least + back.getOrDefault(window, 0L) + ROUNDED);
    }
}
