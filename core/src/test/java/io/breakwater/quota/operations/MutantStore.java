package io.breakwater.quota.operations;

import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import java.util.function.Supplier;

/// A store reached through a ledger with a planted fault.
record MutantStore(LedgerStore store, Mutant mutant, Supplier<Doing> doing) implements LedgerStore {

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        ConditionalWrite planted = mutant.plant(write, doing.get());
        if (planted.changes().isEmpty()) {
            return planted.against(store.read(key));
        }
        WriteResult result = store.write(key, planted);
        return result instanceof WriteResult.Unknown && mutant.repeats(doing.get())
                ? store.write(key, planted)
                : result;
    }

    @Override
    public LedgerItem read(String key) {
        return store.read(key);
    }
}
