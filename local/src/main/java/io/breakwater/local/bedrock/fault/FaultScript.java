package io.breakwater.local.bedrock.fault;

import io.breakwater.local.bedrock.quota.PoolKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The faults in force, in the order they were posted; the first that strikes a call wins. Thread-safe.
public final class FaultScript {

    /// A fault that struck a call; it lives until its time is over or the script is cleared.
    public static final class Strike {
        private final Fault fault;
        private @Nullable Instant startedAt;
        private long seen;
        private long struck;
        private boolean cleared;

        private Strike(Fault fault, @Nullable Instant startedAt) {
            this.fault = fault;
            this.startedAt = startedAt;
        }

        public Fault fault() {
            return fault;
        }
    }

    private final long seed;
    private final List<Strike> lines = new ArrayList<>();
    private SplittableRandom random;

    public FaultScript(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    public synchronized void add(List<Fault> faults, Instant now) {
        faults.forEach(fault -> lines.add(new Strike(fault, fault.after() == 0 ? now : null)));
    }

    /// The fault that strikes a call, if any; every line that matches the call counts it as seen.
    public synchronized Optional<Strike> next(PoolKey key, Instant now) {
        Optional<Strike> first = Optional.empty();
        for (Strike line : lines) {
            if (line.fault.match().covers(key) && ready(line, now) && first.isEmpty()) {
                first = drawn(line);
            }
        }
        return first;
    }

    /// Whether a fault is still in force.
    public synchronized boolean lives(Strike strike, Instant now) {
        return !strike.cleared && !over(strike, now);
    }

    public synchronized List<Fault> faults() {
        return lines.stream().map(Strike::fault).toList();
    }

    public synchronized void clear() {
        lines.forEach(line -> line.cleared = true);
        lines.clear();
        random = new SplittableRandom(seed);
    }

    private static boolean ready(Strike line, Instant now) {
        line.seen++;
        if (line.seen <= line.fault.after()) {
            return false;
        }
        if (line.startedAt == null) {
            line.startedAt = now;
        }
        boolean spent = line.fault.times() > 0 && line.struck >= line.fault.times();
        return !spent && !over(line, now);
    }

    private static boolean over(Strike line, Instant now) {
        return line.startedAt != null
                && line.fault.lasting() != null
                && !now.isBefore(line.startedAt.plus(line.fault.lasting()));
    }

    private Optional<Strike> drawn(Strike line) {
        boolean strikes = line.fault.rate() >= 1 || random.nextDouble() < line.fault.rate();
        line.struck += strikes ? 1 : 0;
        return strikes ? Optional.of(line) : Optional.empty();
    }
}
