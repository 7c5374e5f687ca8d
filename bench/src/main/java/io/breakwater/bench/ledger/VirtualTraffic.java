package io.breakwater.bench.ledger;

import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// Plays traffic against real ledgers on one store, without waiting: Poisson arrivals, each at a random copy, each
/// settled by the copy that reserved. The same seed plays the same traffic.
final class VirtualTraffic {
    private static final String ITEM = "T#bench";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final TenantTraffic traffic;
    private final SplittableRandom random;
    private final BilledWrites store = new BilledWrites(new InMemoryLedgerStore());
    private final List<Ledger> copies;
    private final Queue<Running> running = new ArrayDeque<>();
    private long asked;
    private long admitted;
    private long reserving;
    private long refusing;
    private long settling;

    VirtualTraffic(TenantTraffic traffic, long seed) {
        this.traffic = traffic;
        this.random = new SplittableRandom(seed);
        this.copies = Stream.generate(() -> new Ledger(store, new Epochs(Duration.ofMinutes(5))))
                .limit(traffic.copies())
                .toList();
    }

    /// A request that is to be settled at `end`.
    private record Running(Ledger ledger, Reservation reservation, Instant end) {}

    /// Counts over this many requests, after a tenth as many uncounted ones: a copy's first write is a
    /// guess.
    WriteCount run(int requests) {
        Instant now = play(START, requests / 10);
        asked = admitted = reserving = refusing = settling = 0;
        play(now, requests);
        return new WriteCount(traffic, asked, admitted, reserving, refusing, settling);
    }

    private Instant play(Instant start, int requests) {
        Instant now = start;
        for (int i = 0; i < requests; i++) {
            now = now.plusNanos(gapNanos());
            settleUntil(now);
            ask(now);
        }
        return now;
    }

    private long gapNanos() {
        return Math.round(-Math.log(1 - random.nextDouble()) * traffic.gap().toNanos());
    }

    private void ask(Instant now) {
        Ledger ledger = copies.get(random.nextInt(copies.size()));
        LedgerAmount demand =
                new LedgerAmount(random.nextLong(TenantTraffic.TOKENS / 2, TenantTraffic.TOKENS * 3 / 2), 0);
        long before = store.writes();
        Admission answer = ledger.reserve(ITEM, traffic.limits(), demand, now);
        long writes = store.writes() - before;
        asked++;
        if (answer instanceof Admission.Admitted(Reservation reservation, var _)) {
            admitted++;
            reserving += writes;
            running.add(new Running(ledger, reservation, now.plus(TenantTraffic.LENGTH)));
        } else {
            refusing += writes;
        }
    }

    /// All requests take equally long, so that they end in the order of their start.
    private void settleUntil(Instant now) {
        while (!running.isEmpty() && !running.element().end().isAfter(now)) {
            settle(running.remove());
        }
    }

    private void settle(Running ended) {
        long percent = random.nextLong(2 * TenantTraffic.USED_PERCENT - 100, 101);
        long used = ended.reservation().amount().tokens() * percent / 100;
        long before = store.writes();
        ended.ledger().settle(ended.reservation(), new LedgerAmount(used, 0), ended.end());
        settling += store.writes() - before;
    }
}
