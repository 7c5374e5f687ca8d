package io.breakwater.fleet;

import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import java.util.HashMap;
import java.util.Map;

/// A copy's own memory.
final class OwnStore implements LedgerStore {
    private final Map<String, LedgerItem> items = new HashMap<>();

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = write.against(read(key));
        if (result instanceof WriteResult.Applied(LedgerItem after)) {
            items.put(key, after);
        }
        return result;
    }

    @Override
    public LedgerItem read(String key) {
        return items.getOrDefault(key, LedgerItem.EMPTY);
    }
}
