package io.breakwater.simulated.bedrock.fault;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The faults in force, in the order they were posted; the first that strikes a call wins. Thread-safe.
public final class FaultScript {

    /// A fault that struck a call; it lasts until its time is over or it is lifted.
    public static final class Strike {
        private final long id;
        private final Fault fault;
        private @Nullable Instant startedAt;
        private long seen;
        private long struck;
        private boolean lifted;

        private Strike(long id, Fault fault, @Nullable Instant startedAt) {
            this.id = id;
            this.fault = fault;
            this.startedAt = startedAt;
        }

        public Fault fault() {
            return fault;
        }
    }

    /// A fault with the number for lifting it, and how many calls it has struck.
    public record Line(long id, Fault fault, long struck) {}

    private final long seed;
    private final List<Strike> lines = new ArrayList<>();
    private long lastId;
    private SplittableRandom random;

    public FaultScript(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    public synchronized void add(List<Fault> faults, Instant now) {
        faults.forEach(
                fault -> lines.add(new Strike(++lastId, fault, fault.window().after() == 0 ? now : null)));
    }

    /// The fault that strikes a model call, if any; every line that matches the call counts it as seen.
    public synchronized Optional<Strike> next(MatchedCall call, Instant now) {
        return first(
                fault -> !fault.kind().ofSts()
                        && (call.streams() || !fault.kind().onlyStreams())
                        && (call.vendors() || !fault.kind().onlyVendors())
                        && fault.match().covers(call),
                now);
    }

    /// The fault that strikes an AssumeRole of a role in an account, if any.
    public synchronized Optional<Strike> nextOfSts(String roleAccount, Instant now) {
        return first(fault -> fault.kind().ofSts() && fault.match().covers(roleAccount), now);
    }

    /// Whether a fault is still in force.
    public synchronized boolean lives(Strike strike, Instant now) {
        return !strike.lifted && !over(strike, now);
    }

    public synchronized List<Line> lines() {
        return lines.stream()
                .map(line -> new Line(line.id, line.fault, line.struck))
                .toList();
    }

    /// Ends one fault; false if there is none with this number.
    public synchronized boolean lift(long id) {
        lines.stream().filter(line -> line.id == id).forEach(line -> line.lifted = true);
        return lines.removeIf(line -> line.id == id);
    }

    public synchronized void clear() {
        lines.forEach(line -> line.lifted = true);
        lines.clear();
        random = new SplittableRandom(seed);
    }

    private Optional<Strike> first(Predicate<Fault> covers, Instant now) {
        Optional<Strike> first = Optional.empty();
        for (Strike line : lines) {
            if (covers.test(line.fault) && ready(line, now) && first.isEmpty()) {
                first = drawn(line);
            }
        }
        return first;
    }

    private static boolean ready(Strike line, Instant now) {
        line.seen++;
        if (line.seen <= line.fault.window().after()) {
            return false;
        }
        if (line.startedAt == null) {
            line.startedAt = now;
        }
        boolean spent = line.fault.window().times() > 0
                && line.struck >= line.fault.window().times();
        return !spent && !over(line, now);
    }

    private static boolean over(Strike line, Instant now) {
        return line.startedAt != null
                && line.fault.window().lasting() != null
                && !now.isBefore(line.startedAt.plus(line.fault.window().lasting()));
    }

    private Optional<Strike> drawn(Strike line) {
        double rate = line.fault.window().rate();
        boolean strikes = rate >= 1 || random.nextDouble() < rate;
        line.struck += strikes ? 1 : 0;
        return strikes ? Optional.of(line) : Optional.empty();
    }
}
