package io.breakwater.quota.operations;

import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.ExpiryPredictor;
import io.breakwater.quota.limits.ItemView;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The items as this process has last seen them, with what it has learnt to expect of them when they are stale, and how
/// long requests hold what they reserve.
final class ItemCache {
    private final Map<String, ItemView> items = new ConcurrentHashMap<>();

    private final Map<String, MeanHoldTime> holdTimes = new ConcurrentHashMap<>();

    /// The item as this process has last seen it.
    ItemView of(String key) {
        return items.getOrDefault(key, ItemView.UNKNOWN);
    }

    void remember(String key, LedgerItem item) {
        items.merge(
                key,
                ItemView.stale(item, ExpiryPredictor.NONE),
                (before, _) -> ItemView.stale(item, before.predictor()));
    }

    void remember(String key, LedgerItem item, ExpiryPredictor predictor) {
        items.put(key, ItemView.stale(item, predictor));
    }

    MeanHoldTime holdTime(String key) {
        return holdTimes.getOrDefault(key, MeanHoldTime.UNKNOWN);
    }

    /// Takes note that a request has held what it reserved for so long.
    void held(String key, long nanos) {
        holdTimes.merge(key, new MeanHoldTime(nanos), MeanHoldTime::seen);
    }

    void remember(String key, WriteResult result) {
        switch (result) {
            case WriteResult.Applied(LedgerItem after) -> remember(key, after);
            case WriteResult.Refused(LedgerItem actual) -> remember(key, actual);
            case WriteResult.Busy _, WriteResult.Unknown _ -> {}
        }
    }
}
