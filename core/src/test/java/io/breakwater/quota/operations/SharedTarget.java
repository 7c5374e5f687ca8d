package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Claim;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.Shares;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/// One target in virtual time that priorities share through several processes. Naive leaky buckets
/// judge at every admission that the target is never used beyond its capacity, and no guarantee beyond
/// its share.
final class SharedTarget {
    static final Shares SHARES = Shares.DEFAULT;
    static final String KEY = "P#a/us-east-1";

    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));
    private static final long START = 1_790_000_000_000_000_000L;
    private static final long SLACK = 1_000_000_000L;

    private final Random random;
    private final Limits limits;
    private final List<Ledger> ledgers = new ArrayList<>();
    private final Map<Priority, Long> admitted = new EnumMap<>(Priority.class);
    private final LeakyBucket tokens;
    private final LeakyBucket requests;
    private final Map<Priority, LeakyBucket> guaranteed = new EnumMap<>(Priority.class);
    private long now = START;

    /// @param fault changes every write on its way to the store
    SharedTarget(Random random, UnaryOperator<ConditionalWrite> fault) {
        this.random = random;
        this.limits = Limits.UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, random.nextInt(3) == 0 ? 0 : 2_000)
                .with(LimitName.TOKENS_PER_MINUTE, 100_000 * (1 + random.nextLong(20)));
        this.tokens = new LeakyBucket(limits.tokensPerMinute(), now);
        this.requests = new LeakyBucket(limits.requestsPerMinute(), now);
        for (Priority priority : Priority.values()) {
            guaranteed.put(priority, new LeakyBucket(perMinute() * SHARES.of(priority) / 100, now));
        }
        ReferenceStore store = new ReferenceStore();
        LedgerStore faulty = new FaultyStore(store, fault);
        int processes = 1 + random.nextInt(4);
        for (int process = 0; process < processes; process++) {
            ledgers.add(new Ledger(faulty, EPOCHS));
        }
    }

    private record FaultyStore(LedgerStore store, UnaryOperator<ConditionalWrite> fault) implements LedgerStore {
        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            return store.write(key, fault.apply(write));
        }

        @Override
        public LedgerItem read(String key) {
            return store.read(key);
        }
    }

    /// A reservation, and the levels of the naive buckets right after it.
    record Held(Priority priority, Reservation reservation, long filledUntil, long ownFilledUntil) {}

    long perMinute() {
        return limits.tokensPerMinute();
    }

    long nanos() {
        return now - START;
    }

    void pass(long nanos) {
        now += nanos;
        tokens.drain(now);
        requests.drain(now);
        guaranteed.values().forEach(own -> own.drain(now));
    }

    /// What has been admitted for this priority so far.
    long admitted(Priority priority) {
        return admitted.getOrDefault(priority, 0L);
    }

    long admitted() {
        return admitted.values().stream().mapToLong(Long::longValue).sum();
    }

    Admission ask(Priority priority, long cost) {
        Terms terms = Terms.of(limits).claimed(new Claim(priority, SHARES));
        Admission answer = anyLedger().reserve(KEY, terms, new LedgerAmount(cost, 0), instant());
        if (answer instanceof Admission.Admitted(Reservation reservation, var _)) {
            admitted.merge(priority, cost, Long::sum);
            tokens.fill(tokens.ticks(cost));
            requests.fill(requests.ticks(1));
            if (reservation.grant() == CapacityGrant.GUARANTEED) {
                claimed(guaranteed.get(priority), cost);
            }
            assertThat(tokens.level()).as("tokens").isLessThanOrEqualTo(LedgerTime.MINUTE_NANOS + SLACK);
            assertThat(requests.level())
                    .as("requests")
                    .isLessThanOrEqualTo(LedgerTime.MINUTE_NANOS + SLACK + 1_000_000);
        }
        return answer;
    }

    private static void claimed(LeakyBucket own, long cost) {
        own.fill(own.ticks(cost));
        assertThat(own.level()).as("guaranteed").isLessThanOrEqualTo(LedgerTime.MINUTE_NANOS / 4 + SLACK + 1_000_000);
    }

    Held hold(Priority priority, Admission.Admitted admission) {
        return new Held(
                priority,
                admission.reservation(),
                now + tokens.level(),
                now + guaranteed.get(priority).level());
    }

    /// What was not used is given back, except for what has drained since.
    void settle(Held held, long used) {
        long unused = held.reservation().amount().tokens() - used;
        long back = Math.min(tokens.ticks(unused), Math.max(0, held.filledUntil() - now));
        tokens.giveBack(back);
        if (held.reservation().grant() == CapacityGrant.GUARANTEED) {
            long own = Math.min(back * 100 / SHARES.of(held.priority()), Math.max(0, held.ownFilledUntil() - now));
            guaranteed.get(held.priority()).giveBack(own);
        }
        anyLedger().settle(held.reservation(), new LedgerAmount(used, 0), instant());
    }

    private Ledger anyLedger() {
        return ledgers.get(random.nextInt(ledgers.size()));
    }

    private Instant instant() {
        return Instant.EPOCH.plus(Duration.ofNanos(now));
    }
}
