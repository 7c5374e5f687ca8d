package io.breakwater.quota;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The smallest store that keeps the contract; it counts writes.
final class ReferenceStore implements LedgerStore {
    private final Map<String, Image> items = new ConcurrentHashMap<>();
    private final AtomicInteger writes = new AtomicInteger();

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        writes.incrementAndGet();
        WriteResult[] result = new WriteResult[1];
        items.compute(key, (_, stored) -> {
            Image before = stored == null ? Image.EMPTY : stored;
            WriteResult ended = write.against(before);
            result[0] = ended;
            return ended instanceof WriteResult.Applied(Image after) ? after : stored;
        });
        return result[0];
    }

    @Override
    public Image read(String key) {
        return items.getOrDefault(key, Image.EMPTY);
    }

    int writes() {
        return writes.get();
    }
}
