package io.breakwater.adapters.memory;

import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Ledger items in memory, each written atomically, as DynamoDB does.
public final class InMemoryLedgerStore implements LedgerStore {
    private final Map<String, LedgerItem> items = new ConcurrentHashMap<>();

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        WriteResult[] result = new WriteResult[1];
        items.compute(key, (_, image) -> {
            result[0] = write.against(image == null ? LedgerItem.EMPTY : image);
            return result[0] instanceof WriteResult.Applied(LedgerItem after) ? after : image;
        });
        return result[0];
    }

    @Override
    public LedgerItem read(String key) {
        return items.getOrDefault(key, LedgerItem.EMPTY);
    }
}
