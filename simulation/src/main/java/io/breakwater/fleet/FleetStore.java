package io.breakwater.fleet;

import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.routing.Drain;
import io.breakwater.routing.HealthStore.Replaced;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// The store that all copies share: items and texts in memory, with DynamoDB's ways of failing.
///
/// A write that is answered too late has happened all the same, unknown to its client, which waits for
/// 300 ms.
final class FleetStore {
    static final Duration PATIENCE = Duration.ofMillis(300);

    private final FleetTime time;
    private final RandomGenerator random;
    private final FleetFaults faults;
    private final Map<String, LedgerItem> items = new HashMap<>();
    private final Map<String, Drain> drains = new TreeMap<>();
    private Map<String, String> texts = new TreeMap<>();
    private Map<String, String> textsBefore = Map.of();
    private Duration changedAt = Duration.ZERO;
    private Watch watch = (_, _, _) -> {};

    FleetStore(FleetTime time, RandomGenerator random, FleetFaults faults) {
        this.time = time;
        this.random = random;
        this.faults = faults;
    }

    /// Called for each ledger write that has happened.
    interface Watch {
        void written(String key, ConditionalWrite write, LedgerItem after);

        /// Called for a write whose client does not learn that it happened.
        default void lost(String key) {}
    }

    void watch(Watch watching) {
        watch = watching;
    }

    WriteResult write(String key, ConditionalWrite write) {
        Duration took = latency();
        if (faults.strikes(FleetFault.STORE_DOWN)) {
            time.sleep(PATIENCE);
            return new WriteResult.Unknown("no answer within " + PATIENCE);
        }
        time.sleep(shorter(took.dividedBy(2)));
        if (faults.strikes(FleetFault.STORE_BUSY)) {
            return new WriteResult.Busy("ThrottlingException");
        }
        WriteResult result = apply(key, write);
        boolean lost = faults.strikes(FleetFault.LOST_ANSWER) || took.compareTo(PATIENCE) > 0;
        if (lost && result instanceof WriteResult.Applied) {
            watch.lost(key);
        }
        time.sleep(lost ? PATIENCE.minus(shorter(took.dividedBy(2))) : took.dividedBy(2));
        return lost ? new WriteResult.Unknown("no answer within " + PATIENCE) : result;
    }

    private WriteResult apply(String key, ConditionalWrite write) {
        LedgerItem before = now(key);
        WriteResult result = write.against(before);
        if (result instanceof WriteResult.Applied(LedgerItem after)) {
            items.put(key, after);
            watch.written(key, write, after);
        }
        return result;
    }

    /// @throws RuntimeException if it cannot be read
    LedgerItem read(String key) {
        readable();
        return now(key);
    }

    /// The current item; takes no time and always succeeds.
    LedgerItem now(String key) {
        return items.getOrDefault(key, LedgerItem.EMPTY);
    }

    Map<String, String> texts() {
        readable();
        boolean stale = time.elapsed().minus(changedAt).compareTo(Duration.ofSeconds(1)) < 0
                && faults.strikes(FleetFault.STALE_READ);
        return Map.copyOf(stale ? textsBefore : texts);
    }

    /// The current shared texts; takes no time.
    Map<String, String> textsNow() {
        return texts;
    }

    /// The ledgers' store for operators, which no fault strikes.
    LedgerStore quietly() {
        return new LedgerStore() {
            @Override
            public WriteResult write(String key, ConditionalWrite write) {
                return apply(key, write);
            }

            @Override
            public LedgerItem read(String key) {
                return now(key);
            }
        };
    }

    Replaced replace(String name, Optional<String> seen, Optional<String> next) {
        readable();
        Optional<String> actual = Optional.ofNullable(texts.get(name));
        if (!actual.equals(seen)) {
            return new Replaced.Other(actual);
        }
        textsBefore = Map.copyOf(texts);
        changedAt = time.elapsed();
        texts = new TreeMap<>(texts);
        texts.remove(name);
        next.ifPresent(text -> texts.put(name, text));
        return new Replaced.Done();
    }

    List<Drain> drains() {
        readable();
        return List.copyOf(drains.values());
    }

    void drain(Drain drain) {
        drains.put(drain.name(), drain);
    }

    boolean undrain(String name) {
        return drains.remove(name) != null;
    }

    private void readable() {
        Duration took = latency();
        boolean silent = faults.strikes(FleetFault.STORE_DOWN) || took.compareTo(PATIENCE) > 0;
        time.sleep(silent ? PATIENCE : took);
        if (silent) {
            throw new StoreTrouble("no answer within " + PATIENCE);
        }
        if (faults.strikes(FleetFault.STORE_BUSY)) {
            throw new StoreTrouble("ThrottlingException");
        }
    }

    /// The latency of a call, a few milliseconds.
    private Duration latency() {
        long millis = 2L + random.nextInt(6);
        return faults.on(FleetFault.STORE_SLOW)
                .map(slow -> Duration.ofMillis(millis + (long) (random.nextInt(600) * slow.strength())))
                .orElse(Duration.ofMillis(millis));
    }

    private static Duration shorter(Duration half) {
        return half.compareTo(PATIENCE) < 0 ? half : PATIENCE;
    }

    /// The store did not answer a read.
    private static final class StoreTrouble extends RuntimeException {
        StoreTrouble(String why) {
            super("the store: " + why);
        }
    }
}
