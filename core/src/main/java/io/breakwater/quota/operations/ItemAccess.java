package io.breakwater.quota.operations;

import io.breakwater.model.Terms;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.ExpiryPredictor;
import io.breakwater.quota.limits.ItemView;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What a command works with: the items of one store, this process's last view of them, its predictions
/// for stale items, and how long requests hold their reservations.
final class ItemAccess {
    /// The assumed time that a request holds its reservation, until one has ended: a few seconds, as
    /// for an answer of some hundred tokens.
    static final long USUAL_HOLD_NANOS = 5_000_000_000L;

    /// The mean is smoothed with a gain of 1/8, as TCP smooths round-trip times (RFC 6298).
    private static final int GAIN = 8;

    private final LedgerStore store;
    private final Epochs epochs;
    private final ReservationPlanner planner;
    private final Map<String, ItemView> seen = new ConcurrentHashMap<>();
    private final Map<String, Long> holdNanos = new ConcurrentHashMap<>();

    /// @param epochs the epochs, the same for all users of the store
    ItemAccess(LedgerStore store, Epochs epochs) {
        this.store = store;
        this.epochs = epochs;
        this.planner = new ReservationPlanner(epochs);
    }

    LedgerStore store() {
        return store;
    }

    ReservationPlanner planner() {
        return planner;
    }

    /// Writes, and remembers the item that the store returns.
    WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = store.write(key, write);
        switch (result) {
            case WriteResult.Applied(LedgerItem after) -> remember(key, after);
            case WriteResult.Refused(LedgerItem actual) -> remember(key, actual);
            case WriteResult.Busy _, WriteResult.Unknown _ -> {}
        }
        return result;
    }

    /// The item as this process has last seen it; the empty one if it never has.
    ItemView seen(String key) {
        return seen.getOrDefault(key, ItemView.UNKNOWN);
    }

    void remember(String key, LedgerItem item) {
        seen.merge(
                key,
                ItemView.stale(item, ExpiryPredictor.NONE),
                (before, _) -> ItemView.stale(item, before.predictor()));
    }

    void remember(String key, LedgerItem item, ExpiryPredictor predictor) {
        seen.put(key, ItemView.stale(item, predictor));
    }

    /// The mean time that the key's requests hold their reservations.
    long holdNanos(String key) {
        return holdNanos.getOrDefault(key, USUAL_HOLD_NANOS);
    }

    /// Records how long a request held its reservation. Clocks differ, so a negative time counts as
    /// zero.
    void held(String key, long nanos) {
        holdNanos.merge(key, Math.max(0, nanos), (mean, next) -> mean + (next - mean) / GAIN);
    }

    LedgerStatus status(LedgerItem item, Terms terms, Instant now) {
        return LedgerStatus.of(item, terms, now, epochs);
    }

    long epoch(Instant now) {
        return epochs.epoch(LedgerTime.nanos(now));
    }
}
