package io.breakwater.quota;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The images this process has seen last, and what it has learnt to expect of them when those are old.
final class LedgerMemory {
    private static final Remembered NOTHING = new Remembered(Image.EMPTY, Hunches.NONE);

    private final Map<String, Remembered> items = new ConcurrentHashMap<>();

    private final Map<String, HoldTime> holdTimes = new ConcurrentHashMap<>();

    record Remembered(Image image, Hunches hunches) {

        boolean nothing() {
            return image.numbers().isEmpty();
        }
    }

    Remembered of(String key) {
        return items.getOrDefault(key, NOTHING);
    }

    void remember(String key, Image image) {
        items.merge(key, new Remembered(image, Hunches.NONE), (before, _) -> new Remembered(image, before.hunches()));
    }

    void remember(String key, Image image, Hunches hunches) {
        items.put(key, new Remembered(image, hunches));
    }

    HoldTime holdTime(String key) {
        return holdTimes.getOrDefault(key, HoldTime.UNKNOWN);
    }

    /// Takes note that a request has held what it reserved for so long.
    void held(String key, long nanos) {
        holdTimes.merge(key, new HoldTime(nanos), HoldTime::seen);
    }

    void remember(String key, WriteResult result) {
        switch (result) {
            case WriteResult.Applied(Image after) -> remember(key, after);
            case WriteResult.Refused(Image actual) -> remember(key, actual);
            case WriteResult.Busy _, WriteResult.Unknown _ -> {}
        }
    }
}
