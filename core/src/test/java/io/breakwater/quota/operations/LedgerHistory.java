package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.CountingStore;
import io.breakwater.quota.item.LateStore;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.LossyStore;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// One seeded history in virtual time over one item, judged at every step by [LedgerJudge].
final class LedgerHistory {
    private static final int STEPS = 400;
    private static final long SECOND = 1_000_000_000L;
    private static final long BEAT = HistoryWorld.EPOCHS.length().toNanos() / 4;
    private static final long START = 1_790_000_000L * SECOND;

    private final Random random;
    private final HistoryWorld world;
    private final CountingStore store;
    private final LateStore late;
    private final String key;
    private final List<Ledger> ledgers = new ArrayList<>();
    private final List<Long> skews = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    private final LedgerJudge judge;
    private long now;
    private Doing doing = new Doing.Amends();
    private int admitted;
    private int decided;

    record Running(Reservation reservation, int who, long since) {

        Running renewed(Reservation later) {
            return new Running(later, who, since);
        }
    }

    /// @param items the store of its item, which has a key of its own
    /// @param mutant the fault of its ledgers
    LedgerHistory(long seed, LedgerStore items, Mutant mutant) {
        this.store = new CountingStore(items);
        this.key = "T#history-" + seed;
        this.random = new Random(seed);
        this.world = HistoryWorld.of(random);
        this.now = START + random.nextLong(40 * LedgerTime.DAY_NANOS);
        this.judge = new LedgerJudge(world, now);
        this.late = new LateStore(store, () -> doing instanceof Doing.Renews && random.nextInt(20) == 0);
        LedgerStore lossy = new LossyStore(late, () -> loses() && random.nextInt(20) == 0);
        LedgerStore network = new MutantStore(lossy, mutant, () -> doing);
        for (int ledger = 0; ledger < world.ledgers(); ledger++) {
            ledgers.add(new Ledger(network, HistoryWorld.EPOCHS));
            skews.add(world.skewNanos() == 0 ? 0 : random.nextLong(-world.skewNanos(), world.skewNanos() + 1));
        }
    }

    void run() {
        for (int step = 0; step < STEPS; step++) {
            pass();
            endTheOverdue();
            int who = random.nextInt(ledgers.size());
            if (world.amended() && random.nextInt(15) == 0) {
                amend(who);
            }
            if (random.nextInt(25) == 0) {
                sweep(who);
            }
            if (!running.isEmpty() && random.nextInt(3) == 0) {
                end(running.remove(random.nextInt(running.size())), who, 4);
            } else {
                begin(who);
            }
            judge.counters(image(), running);
        }
        late.arrive();
        everythingComesBack();
    }

    int admitted() {
        return admitted;
    }

    int decided() {
        return decided;
    }

    private boolean loses() {
        return world.losses() || doing instanceof Doing.Renews;
    }

    private void pass() {
        long before = now;
        long later = before + span();
        while (world.renewed() && now + BEAT < later) {
            now += BEAT;
            renew();
        }
        now = later;
        renew();
        if (random.nextInt(3) == 0 || now - before > LedgerTime.MINUTE_NANOS) {
            late.arrive();
        }
        judge.pass(now);
    }

    /// A running request is renewed by its own process at the process's next beat, which does not know
    /// of a renewal whose answer was lost.
    private void renew() {
        for (int each = 0; world.renewed() && each < running.size(); each++) {
            Running request = running.get(each);
            int who = request.who();
            if (now - request.since() <= world.longestNanos()
                    && ledgers.get(who).due(request.reservation(), clock(who))) {
                running.set(each, request.renewed(renewed(request, who)));
            }
        }
    }

    private Reservation renewed(Running request, int who) {
        LedgerItem before = image();
        Reservation marked = request.reservation().marked(() -> RenewalMark.drawn(random));
        doing = new Doing.Renews(marked);
        RenewalResult renewed = ledgers.get(who).renew(marked, clock(who));
        judge.renewed(before, image(), renewed);
        return renewed.reservation();
    }

    private long span() {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextLong(3 * LedgerTime.MINUTE_NANOS);
            case 1 -> random.nextLong(LedgerTime.DAY_NANOS / 20);
            case 2 -> 0;
            case 3 -> random.nextInt(20) == 0 ? beforeMidnight() : 0;
            default -> random.nextLong(2 * SECOND);
        };
    }

    /// The time until a moment before midnight at which clocks that differ disagree about the day.
    private long beforeMidnight() {
        return (LedgerTime.day(now) + 1) * LedgerTime.DAY_NANOS - now - random.nextLong(SECOND / 25);
    }

    private void endTheOverdue() {
        List<Running> overdue = new ArrayList<>();
        for (Iterator<Running> each = running.iterator(); each.hasNext(); ) {
            Running request = each.next();
            if (now - request.since() > world.longestNanos()) {
                each.remove();
                overdue.add(request);
            }
        }
        overdue.forEach(request -> end(request, random.nextInt(ledgers.size()), 2));
    }

    private void begin(int who) {
        LedgerAmount demand = new LedgerAmount(1 + random.nextInt(20_000), 1 + random.nextInt(5_000_000));
        LedgerItem before = image();
        Limits counting = StoredAmendments.in(before).over(world.limits(), clock(who));
        int writes = store.writes();
        int applied = store.applied();
        doing = new Doing.Reserves(counting, demand, clock(who));
        Admission answer = ledgers.get(who).reserve(key, world.limits(), demand, clock(who));
        decided++;
        attempts(store.writes() - writes);
        judge.reserved(before, image(), new LedgerJudge.Asked(demand, counting, store.applied() - applied), answer);
        if (answer instanceof Admission.Admitted(Reservation reservation, var _)) {
            admitted++;
            running.add(new Running(reservation, who, now));
            judge.inFlight(running.size(), counting);
        }
    }

    /// Limits that are counted and do not drain are changed in both directions; in half of the cases a
    /// suspension ends as well.
    private void amend(int who) {
        Amendments seen = StoredAmendments.in(image()).inForce(clock(who));
        Instant until = clock(who).plusSeconds(1 + random.nextInt(7_200));
        Amendments wanted = switch (random.nextInt(4)) {
            case 0 -> seen.withSuspended(!seen.suspended());
            case 1 ->
                seen.withSuspended(false).with(LimitName.CONCURRENCY, new LimitOverride(1 + random.nextInt(30), until));
            case 2 ->
                seen.withSuspended(false)
                        .with(LimitName.TOKENS_PER_DAY, new LimitOverride(1 + random.nextInt(5_000_000), until));
            default -> seen.withSuspended(false).without(LimitName.CONCURRENCY);
        };
        doing = new Doing.Amends();
        ledgers.get(who).amend(key, wanted, clock(who));
    }

    private void sweep(int who) {
        doing = new Doing.Sweeps();
        ledgers.get(who).sweep(key, Terms.of(world.limits()), clock(who));
    }

    private void end(Running request, int who, int oneInCrashes) {
        if (world.crashes() && random.nextInt(oneInCrashes) == 0) {
            return;
        }
        LedgerAmount held = request.reservation().amount();
        int percent = random.nextInt(10) == 0 ? 100 + random.nextInt(400) : random.nextInt(101);
        LedgerAmount actual = new LedgerAmount(held.tokens() * percent / 100, held.nanoUsd() * percent / 100);
        LedgerItem before = image();
        int writes = store.writes();
        doing = new Doing.Settles(request.reservation(), actual, clock(who));
        SettlementResult settled = ledgers.get(who).settle(request.reservation(), actual, clock(who));
        attempts(store.writes() - writes);
        judge.settled(before, image(), new LedgerJudge.Ended(request.reservation(), actual, nanos(who)), settled);
    }

    /// A reservation whose answer was lost is tried once more.
    private void attempts(int writes) {
        if (writes > (world.losses() ? 4 : 3)) {
            throw new AssertionError(writes + " attempts although nobody else writes");
        }
    }

    /// Whatever crashed, two epochs later all slots and holds are free again, and sweeps leave no mark;
    /// the new limits need no migration.
    private void everythingComesBack() {
        running.clear();
        now += 2 * HistoryWorld.EPOCHS.length().toNanos() + 2 * world.skewNanos();
        Limits slots = Limits.UNLIMITED.with(LimitName.CONCURRENCY, 5);
        Ledger fresh = new Ledger(store, HistoryWorld.EPOCHS);
        fresh.amend(key, new Amendments(StoredAmendments.in(image()).version(), false, Map.of()), instant(now));
        LedgerStatus standing = fresh.status(key, slots, instant(now));
        assertThat(standing.inFlight()).as("in flight").isZero();
        assertThat(standing.tokensHeld() + standing.nanoUsdHeld()).as("held").isZero();
        for (int slot = 1; slot <= 5; slot++) {
            assertThat(fresh.reserve(key, slots, LedgerAmount.NONE, instant(now)))
                    .isInstanceOf(Admission.Admitted.class);
        }
        assertThat(fresh.reserve(key, slots, LedgerAmount.NONE, instant(now)))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.limit()).isEqualTo(LimitName.CONCURRENCY));
        noMarkIsLeft(fresh);
    }

    private void noMarkIsLeft(Ledger fresh) {
        long marks = marks();
        now += 2 * HistoryWorld.EPOCHS.length().toNanos();
        for (long swept = -SweepOperation.MOST_MARKS; swept <= marks; swept += SweepOperation.MOST_MARKS) {
            fresh.sweep(key, Terms.of(world.limits()), instant(now));
        }
        assertThat(marks()).as("marks left").isZero();
    }

    private long marks() {
        return image().numbers().keySet().stream().filter(RenewalMark::names).count();
    }

    private LedgerItem image() {
        return store.read(key);
    }

    private Instant clock(int who) {
        return instant(nanos(who));
    }

    private long nanos(int who) {
        return now + skews.get(who);
    }

    private static Instant instant(long nanos) {
        return Instant.EPOCH.plus(Duration.ofNanos(nanos));
    }
}
