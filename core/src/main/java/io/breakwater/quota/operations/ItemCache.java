package io.breakwater.quota.operations;

import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.ExpiryPredictor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The images this process has seen last, and what it has learnt to expect of them when those are old.
final class ItemCache {
    private static final Remembered NOTHING = new Remembered(LedgerItem.EMPTY, ExpiryPredictor.NONE);

    private final Map<String, Remembered> items = new ConcurrentHashMap<>();

    private final Map<String, MeanHoldTime> holdTimes = new ConcurrentHashMap<>();

    record Remembered(LedgerItem image, ExpiryPredictor hunches) {

        boolean nothing() {
            return image.numbers().isEmpty();
        }
    }

    Remembered of(String key) {
        return items.getOrDefault(key, NOTHING);
    }

    void remember(String key, LedgerItem image) {
        items.merge(
                key,
                new Remembered(image, ExpiryPredictor.NONE),
                (before, _) -> new Remembered(image, before.hunches()));
    }

    void remember(String key, LedgerItem image, ExpiryPredictor hunches) {
        items.put(key, new Remembered(image, hunches));
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
