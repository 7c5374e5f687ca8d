package io.breakwater.adapters.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.LedgerContract;
import io.breakwater.quota.sharding.ShardedLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The ledger over DynamoDB's expressions and protocol, in memory. It is exact under contention and at
/// every step equals a ledger that is in memory alone.
class DynamoLedgerTest extends LedgerContract {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Override
    protected LedgerStore emptyStore() {
        InMemoryDynamo.SHARED.emptyTable("ledger");
        return new DynamoLedgerStore(InMemoryDynamo.SHARED.client(), "ledger");
    }

    @Override
    protected int histories() {
        return 200;
    }

    @Test
    void sixty_four_threads_over_eight_shards_get_no_more_than_the_limit_and_what_their_shards_have() throws Exception {
        LedgerStore store = emptyStore();
        Terms terms = new Terms(Limits.UNLIMITED.with(LimitName.CONCURRENCY, 400), 8, Set.of(), false);
        List<Callable<Long>> threads = IntStream.range(0, 64)
                .mapToObj(thread -> (Callable<Long>) () -> admitted(store, terms, thread))
                .toList();
        long admitted = 0;
        try (var running = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Long> each : running.invokeAll(threads)) {
                admitted += each.get();
            }
        }
        assertThat(admitted).isEqualTo(400);
    }

    /// Each thread plays a process of its own; 1,280 tries over 8 shards use up the 50 slots of each
    /// shard.
    private static long admitted(LedgerStore store, Terms terms, int thread) {
        Ledger ledger = new Ledger(store, new Epochs(Duration.ofMinutes(5)));
        ShardedLedger spread = new ShardedLedger(ledger, new Random(thread));
        return IntStream.range(0, 20)
                .filter(_ -> spread.reserve("T#spread", terms, new LedgerAmount(1, 1_000), NOW)
                        instanceof Admission.Admitted)
                .count();
    }
}
