package io.breakwater.bench.micro;

import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.model.Limits;
import io.breakwater.quota.Admission;
import io.breakwater.quota.Demand;
import io.breakwater.quota.Epochs;
import io.breakwater.quota.Ledger;
import io.breakwater.quota.Settled;
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

/// What one request costs a ledger: reserved and settled, in memory, by one thread and by two that share an item.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LedgerBenchmark {
    private static final Limits LIMITS =
            new Limits(100_000_000, 100_000_000_000L, 900_000_000_000L, 900_000_000_000L, 1_000, 100, 0);
    private static final Demand WORST_CASE = new Demand(400, 100);
    private static final Demand USED = new Demand(120, 30);

    private final Ledger ledger = new Ledger(new InMemoryLedgerStore(), new Epochs(Duration.ofMinutes(2)));

    @Benchmark
    public Settled oneThread() {
        return reserveAndSettle();
    }

    @Benchmark
    @Threads(2)
    public Settled twoThreadsOnOneItem() {
        return reserveAndSettle();
    }

    private Settled reserveAndSettle() {
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
