package io.breakwater.quota.item;

/// Counts the writes asked for, and those that happened.
public final class CountingStore implements LedgerStore {
    private final LedgerStore store;
    private int writes;
    private int applied;

    public CountingStore(LedgerStore store) {
        this.store = store;
    }

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        writes++;
        WriteResult result = store.write(key, write);
        applied += result instanceof WriteResult.Applied ? 1 : 0;
        return result;
    }

    @Override
    public LedgerItem read(String key) {
        return store.read(key);
    }

    public int writes() {
        return writes;
    }

    public int applied() {
        return applied;
    }
}
