package io.breakwater.quota.item;

import java.util.function.Supplier;

/// A store that another process writes to between two writes, and that fails from a given write on.
public final class FailingStore implements LedgerStore {
    private final LedgerStore store;
    private final Runnable meanwhile;
    private final Supplier<Fate> fate;

    /// What becomes of a write.
    public enum Fate {
        TAKEN,
        LOST,
        ANSWER_LOST
    }

    public FailingStore(LedgerStore store, Runnable meanwhile, Supplier<Fate> fate) {
        this.store = store;
        this.meanwhile = meanwhile;
        this.fate = fate;
    }

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        meanwhile.run();
        return switch (fate.get()) {
            case TAKEN -> store.write(key, write);
            case LOST -> new WriteResult.Unknown("the region is on fire");
            case ANSWER_LOST -> {
                store.write(key, write);
                yield new WriteResult.Unknown("the answer was lost");
            }
        };
    }

    @Override
    public LedgerItem read(String key) {
        meanwhile.run();
        return store.read(key);
    }
}
