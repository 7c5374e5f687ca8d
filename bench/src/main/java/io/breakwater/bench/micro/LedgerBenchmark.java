package io.breakwater.bench.micro;

import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.SettlementResult;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/// The cost of one request in a ledger: a reservation and its settlement, in memory, by one thread and
/// by two that share an item.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LedgerBenchmark {
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 100_000_000)
            .with(LimitName.TOKENS_PER_MINUTE, 100_000_000_000L)
            .with(LimitName.TOKENS_PER_DAY, 900_000_000_000L)
            .with(LimitName.USD_PER_MONTH, 900_000_000_000_000L)
            .with(LimitName.CONCURRENCY, 1_000);
    private static final LedgerAmount WORST_CASE = new LedgerAmount(400, 100_000);
    private static final LedgerAmount USED = new LedgerAmount(120, 30_000);

    private final Ledger ledger = new Ledger(new InMemoryLedgerStore(), new Epochs(Duration.ofMinutes(2)));

    @Benchmark
    public SettlementResult oneThread() {
        return reserveAndSettle();
    }

    @Benchmark
    @Threads(2)
    public SettlementResult twoThreadsOnOneItem() {
        return reserveAndSettle();
    }

    private SettlementResult reserveAndSettle() {
        Instant now = Instant.now();
        return switch (ledger.reserve("T#bench", LIMITS, WORST_CASE, now)) {
            case Admission.Admitted admitted -> ledger.settle(admitted.reservation(), USED, now);
            case Admission.Refused refused -> throw new IllegalStateException("the limits are too low: " + refused);
            case Admission.TooLarge tooLarge -> throw new IllegalStateException("the limits are too low: " + tooLarge);
            case Admission.Suspended suspended -> throw new IllegalStateException("suspended: " + suspended);
            case Admission.Unavailable unavailable -> throw new IllegalStateException("no ledger: " + unavailable);
        };
    }
}
