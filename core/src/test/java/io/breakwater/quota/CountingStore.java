package io.breakwater.quota;

/// Counts the writes asked for, and those that happened.
final class CountingStore implements LedgerStore {
    private final LedgerStore store;
    private int writes;
    private int applied;

    CountingStore(LedgerStore store) {
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
    public Image read(String key) {
        return store.read(key);
    }

    int writes() {
        return writes;
    }

    int applied() {
        return applied;
    }
}
