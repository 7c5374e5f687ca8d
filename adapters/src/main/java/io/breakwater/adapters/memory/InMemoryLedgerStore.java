package io.breakwater.adapters.memory;

import io.breakwater.quota.ConditionalWrite;
import io.breakwater.quota.Image;
import io.breakwater.quota.LedgerStore;
import io.breakwater.quota.WriteResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Ledger items in memory, each written atomically, as DynamoDB does.
public final class InMemoryLedgerStore implements LedgerStore {
    private final Map<String, Image> items = new ConcurrentHashMap<>();

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        WriteResult[] result = new WriteResult[1];
        items.compute(key, (_, image) -> {
            result[0] = write.against(image == null ? Image.EMPTY : image);
            return result[0] instanceof WriteResult.Applied(Image after) ? after : image;
        });
        return result[0];
    }

    @Override
    public Image read(String key) {
        return items.getOrDefault(key, Image.EMPTY);
    }
}
