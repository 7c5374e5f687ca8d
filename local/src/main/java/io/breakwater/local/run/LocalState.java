package io.breakwater.local.run;

import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.adapters.memory.InMemoryLedgerStore;
import io.breakwater.identity.KeyRegister;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.routing.TargetStores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.BiConsumer;

/// The state of an embedded run, kept where its options say.
///
/// @param place the place, in words for the operator
record LocalState(
        LedgerStore ledgers, TargetStores targets, KeyRegister keys, BiConsumer<String, Instant> uses, String place) {

    /// @param open gets every part that is opened, even if the start fails half-way
    /// @throws IOException if the place cannot be used; the message says which, and what to do
    static LocalState open(RunOptions options, OpenParts open) throws IOException {
        return switch (options.ledger()) {
            case LedgerPlace.Memory _ -> inProcess(new InMemoryLedgerStore(), "memory");
            case LedgerPlace.DataFolder _ -> {
                Path file = options.dataFolder().orElseThrow().resolve("ledger.mv");
                yield inProcess(open.add(StoredLedger.open(file)), file.toString());
            }
            case LedgerPlace.Tables tables ->
                DynamoState.open(tables, options.dataFolder().isPresent(), open);
        };
    }

    private static LocalState inProcess(LedgerStore ledgers, String place) {
        InMemoryKeyStore keys = new InMemoryKeyStore();
        TargetStores targets = new TargetStores(new InMemoryHealthStore(), new InMemoryDrains());
        return new LocalState(ledgers, targets, keys, keys, place);
    }
}
