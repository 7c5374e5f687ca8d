package io.breakwater.quota;

import java.util.function.BooleanSupplier;

/// Applies each write, and then now and then loses the answer.
record LossyStore(LedgerStore store, BooleanSupplier loses) implements LedgerStore {

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = store.write(key, write);
        return loses.getAsBoolean() ? new WriteResult.Unknown("the answer was lost") : result;
    }

    @Override
    public Image read(String key) {
        return store.read(key);
    }
}
