package io.breakwater.quota;

import java.util.function.Supplier;

/// A store reached through a ledger with a planted fault.
record MutantStore(LedgerStore store, Mutant mutant, Supplier<Doing> doing) implements LedgerStore {

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        ConditionalWrite planted = mutant.plant(write, doing.get());
        WriteResult result = store.write(key, planted);
        return result instanceof WriteResult.Unknown && mutant.repeats(doing.get())
                ? store.write(key, planted)
                : result;
    }

    @Override
    public Image read(String key) {
        return store.read(key);
    }
}
