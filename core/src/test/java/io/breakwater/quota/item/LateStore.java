package io.breakwater.quota.item;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BooleanSupplier;

/// A store that may apply writes only after their callers have given up waiting.
public final class LateStore implements LedgerStore {
    private final LedgerStore store;
    private final BooleanSupplier late;
    private final Queue<Runnable> onTheirWay = new ArrayDeque<>();

    public LateStore(LedgerStore store, BooleanSupplier late) {
        this.store = store;
        this.late = late;
    }

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        if (late.getAsBoolean()) {
            onTheirWay.add(() -> store.write(key, write));
            return new WriteResult.Unknown("no answer in time");
        }
        return store.write(key, write);
    }

    public void arrive() {
        while (!onTheirWay.isEmpty()) {
            onTheirWay.remove().run();
        }
    }

    @Override
    public LedgerItem read(String key) {
        return store.read(key);
    }
}
