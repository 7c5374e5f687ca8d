package io.breakwater.quota.item;

import java.util.function.BooleanSupplier;

/// Applies each write, and now and then loses the answer.
public record LossyStore(LedgerStore store, BooleanSupplier loses) implements LedgerStore {

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = store.write(key, write);
        return loses.getAsBoolean() ? new WriteResult.Unknown("the answer was lost") : result;
    }

    @Override
    public LedgerItem read(String key) {
        return store.read(key);
    }
}
