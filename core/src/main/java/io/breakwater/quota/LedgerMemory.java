package io.breakwater.quota;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The images this process has seen last, and which of their buckets turned out busy after a bet on idle.
final class LedgerMemory {
    private static final Remembered NOTHING = new Remembered(Image.EMPTY, Set.of());

    private final Map<String, Remembered> items = new ConcurrentHashMap<>();

    /// @param busyBuckets buckets that looked idle in a stale image, and were not
    record Remembered(Image image, Set<String> busyBuckets) {

        boolean nothing() {
            return image.numbers().isEmpty();
        }
    }

    Remembered of(String key) {
        return items.getOrDefault(key, NOTHING);
    }

    void remember(String key, Image image) {
        items.merge(key, new Remembered(image, Set.of()), (before, _) -> new Remembered(image, before.busyBuckets()));
    }

    void remember(String key, Image image, Set<String> busyBuckets) {
        items.put(key, new Remembered(image, busyBuckets));
    }

    void remember(String key, WriteResult result) {
        switch (result) {
            case WriteResult.Applied(Image after) -> remember(key, after);
            case WriteResult.Refused(Image actual) -> remember(key, actual);
            case WriteResult.Unknown _ -> {}
        }
    }
}
