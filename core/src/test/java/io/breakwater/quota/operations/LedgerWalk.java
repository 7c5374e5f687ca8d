package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Claim;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.OutputTerms;
import io.breakwater.model.Priority;
import io.breakwater.model.Shares;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.quota.amendments.StoredAmendments;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.usage.LateUse;
import io.breakwater.quota.usage.ModelAmount;
import io.breakwater.quota.usage.ModelKey;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// One seeded walk over all commands and queries. Two processes execute each on a store and on memory;
/// after each, the results are equal, and so are the items.
final class LedgerWalk {
    private static final List<ModelKey> MODELS = List.of(new ModelKey("0abc"), new ModelKey("zz9z"), ModelKey.OTHER);
    private static final List<LimitName> LIMITS = List.of(LimitName.values());
    private static final List<Priority> PRIORITIES = List.of(Priority.values());
    private static final Instant BEGIN = Instant.parse("2026-11-30T20:00:00Z");

    private final long seed;
    private final Random random;
    private final LedgerStore store;
    private final LedgerStore memory = new ReferenceStore();
    private final List<Pair> processes;
    private final List<String> keys;
    private final Terms terms;
    private final List<Reservation> running = new ArrayList<>();
    private final Set<Class<?>> executed;
    private Instant now = BEGIN;

    /// The same process on both stores.
    private record Pair(Ledger tested, Ledger known) {}

    /// @param store has no items with the seed's keys
    /// @param executed collects the kind of each command
    LedgerWalk(long seed, LedgerStore store, Set<Class<?>> executed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.store = store;
        this.executed = executed;
        this.processes = List.of(pair(), pair());
        this.keys = List.of("T#walk-" + seed, "M#walk-" + seed);
        this.terms = terms();
    }

    private Pair pair() {
        return new Pair(new Ledger(store, HistoryWorld.EPOCHS), new Ledger(memory, HistoryWorld.EPOCHS));
    }

    private Terms terms() {
        Limits limits = Limits.UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, 20 + random.nextInt(200))
                .with(LimitName.TOKENS_PER_MINUTE, 100_000 + random.nextInt(400_000))
                .with(LimitName.TOKENS_PER_DAY, 500_000 + random.nextInt(2_000_000))
                .with(LimitName.USD_PER_MONTH, 1_000L * (100_000 + random.nextInt(2_000_000)))
                .with(LimitName.CONCURRENCY, 2 + random.nextInt(20))
                .withBurst(50 + random.nextInt(51));
        Set<LimitName> shadow = random.nextInt(3) == 0 ? Set.of(LimitName.TOKENS_PER_MINUTE) : Set.of();
        return new Terms(
                limits, 1, shadow, false, OutputTerms.OF_ALIAS, claim(), true, random.nextInt(4) == 0, Duration.ZERO);
    }

    private Optional<Claim> claim() {
        return random.nextBoolean() ? Optional.of(new Claim(one(PRIORITIES), Shares.DEFAULT)) : Optional.empty();
    }

    void run(int steps) {
        for (int step = 0; step < steps; step++) {
            now = now.plus(span());
            step();
        }
    }

    private Duration span() {
        return switch (random.nextInt(12)) {
            case 0 -> Duration.ofSeconds(random.nextInt(600));
            case 1 -> Duration.ofMinutes(random.nextInt(200));
            case 2, 3, 4 -> Duration.ZERO;
            default -> Duration.ofMillis(random.nextInt(3_000));
        };
    }

    private void step() {
        switch (random.nextInt(19)) {
            case 0 -> execute(new LedgerCommand.Exhaust(key(), terms.limits(), limit(), now));
            case 1 -> execute(new LedgerCommand.Amend(key(), terms, amendments(), now));
            case 2 -> execute(new LedgerCommand.FollowAmendments(key(), amendments()));
            case 3 -> execute(new LedgerCommand.Sweep(key(), terms, now));
            case 4 -> execute(new LedgerCommand.Charge(key(), terms, late(), now));
            case 5 -> execute(new LedgerQuery.AskStore(key(), terms));
            case 6 -> execute(new LedgerQuery.HadRoom(key(), terms, amount(), now));
            case 7 -> execute(new LedgerQuery.Foresee(key(), terms, amount(), now));
            case 8 -> execute(new LedgerQuery.Remember(key(), terms, now));
            case 9 -> execute(new LedgerQuery.Report(key(), terms, now));
            case 10 -> execute(new LedgerQuery.RoomIn(key(), terms, amount(), now));
            case 11 -> renew();
            case 12, 13, 14 -> settle();
            default -> reserve();
        }
    }

    private void reserve() {
        if (execute(new LedgerCommand.Reserve(key(), terms, amount(), now))
                instanceof Admission.Admitted(Reservation reservation, var _)) {
            running.add(booked(reservation));
        }
    }

    private Reservation booked(Reservation reservation) {
        return switch (random.nextInt(3)) {
            case 0 -> reservation;
            case 1 -> reservation.bookedAs(one(MODELS));
            default ->
                reservation.bookedAs(
                        one(MODELS),
                        List.of(new ModelAmount(ModelKey.OTHER, new LedgerAmount(random.nextInt(9), 1_000))));
        };
    }

    private void renew() {
        if (!running.isEmpty()) {
            int which = random.nextInt(running.size());
            Reservation marked = running.get(which).marked(() -> RenewalMark.drawn(random));
            execute(new LedgerQuery.IsDue(marked, now));
            running.set(which, execute(new LedgerCommand.Renew(marked, now)).reservation());
        }
    }

    private void settle() {
        if (!running.isEmpty()) {
            Reservation ended = running.remove(random.nextInt(running.size()));
            execute(new LedgerCommand.Settle(ended, amount(), now));
        }
    }

    private <R> R execute(LedgerCommand<R> command) {
        executed.add(command.getClass());
        Pair process = one(processes);
        R known = process.known().execute(command);
        assertThat(process.tested().execute(command))
                .as("seed %d: %s", seed, command)
                .isEqualTo(known);
        for (String key : keys) {
            assertThat(store.read(key))
                    .as("seed %d: %s after %s", seed, key, command)
                    .isEqualTo(memory.read(key));
        }
        return known;
    }

    private <T> T one(List<T> many) {
        return many.get(random.nextInt(many.size()));
    }

    private String key() {
        return one(keys);
    }

    private LimitName limit() {
        return random.nextBoolean() ? LimitName.REQUESTS_PER_MINUTE : LimitName.TOKENS_PER_MINUTE;
    }

    private LedgerAmount amount() {
        return new LedgerAmount(1 + random.nextInt(20_000), 1_000L * (1 + random.nextInt(5_000)));
    }

    private LateUse late() {
        return LateUse.of(use(), terms.limits(), LedgerTime.nanos(now.minusSeconds(random.nextInt(120))));
    }

    private UsageTotals use() {
        return new UsageTotals(random.nextInt(5), random.nextInt(20_000), random.nextInt(5_000_000));
    }

    /// Amendments, which now and then were made from another version than the item's.
    private Amendments amendments() {
        Amendments there = StoredAmendments.in(memory.read(key())).inForce(now);
        Amendments seen = there.at(Math.max(0, there.version() + random.nextInt(4) / 3));
        LimitName limit = one(LIMITS);
        long unit = limit.isMoney() ? 1_000 : 1;
        return switch (random.nextInt(3)) {
            case 0 -> seen.withSuspended(!seen.suspended());
            case 1 ->
                seen.withSuspended(false)
                        .with(
                                limit,
                                new LimitOverride(
                                        unit * (10_000 + random.nextInt(100_000)),
                                        now.plusSeconds(1 + random.nextInt(7_200))));
            default -> seen.withSuspended(false).without(LimitName.CONCURRENCY);
        };
    }
}
