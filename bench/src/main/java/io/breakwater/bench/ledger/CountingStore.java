package io.breakwater.bench.ledger;

import io.breakwater.quota.ConditionalWrite;
import io.breakwater.quota.Image;
import io.breakwater.quota.LedgerStore;
import io.breakwater.quota.WriteResult;

/// Counts the writes that reach a store, refused ones too: DynamoDB bills both.
final class CountingStore implements LedgerStore {
    private final LedgerStore store;
    private long writes;

    CountingStore(LedgerStore store) {
        this.store = store;
    }

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        writes++;
        return store.write(key, write);
    }

    @Override
    public Image read(String key) {
        return store.read(key);
    }

    long writes() {
        return writes;
    }
}
