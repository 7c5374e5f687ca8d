package io.breakwater.quota.item;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// The smallest store that keeps the contract; it counts writes. Like DynamoDB, it refuses a write
/// without a change.
public final class ReferenceStore implements LedgerStore {
    private final Map<String, LedgerItem> items = new ConcurrentHashMap<>();
    private final AtomicInteger writes = new AtomicInteger();

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        if (write.changes().isEmpty()) {
            throw new IllegalArgumentException("an update without a change is no update");
        }
        writes.incrementAndGet();
        WriteResult[] result = new WriteResult[1];
        items.compute(key, (_, stored) -> {
            LedgerItem before = stored == null ? LedgerItem.EMPTY : stored;
            WriteResult ended = write.against(before);
            result[0] = ended;
            return ended instanceof WriteResult.Applied(LedgerItem after) ? after : stored;
        });
        return result[0];
    }

    @Override
    public LedgerItem read(String key) {
        return items.getOrDefault(key, LedgerItem.EMPTY);
    }

    public int writes() {
        return writes.get();
    }
}
