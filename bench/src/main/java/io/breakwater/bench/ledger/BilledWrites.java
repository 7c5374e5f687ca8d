package io.breakwater.bench.ledger;

import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;

/// Counts the writes that reach a store, including refused ones, as DynamoDB bills both.
final class BilledWrites implements LedgerStore {
    private final LedgerStore store;
    private long writes;

    BilledWrites(LedgerStore store) {
        this.store = store;
    }

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        writes++;
        return store.write(key, write);
    }

    @Override
    public LedgerItem read(String key) {
        return store.read(key);
    }

    long writes() {
        return writes;
    }
}
