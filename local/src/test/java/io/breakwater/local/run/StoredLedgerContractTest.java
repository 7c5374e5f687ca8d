package io.breakwater.local.run;

import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.operations.LedgerContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// The ledger over the embedded run's file.
class StoredLedgerContractTest extends LedgerContract {
    @TempDir
    private Path folder;

    private final List<StoredLedger> open = new ArrayList<>();

    @Override
    protected LedgerStore emptyStore() {
        StoredLedger ledger = StoredLedger.open(folder.resolve("ledger-" + open.size()));
        open.add(ledger);
        return ledger;
    }

    @Override
    protected int histories() {
        return 100;
    }

    @AfterEach
    void close() {
        open.forEach(StoredLedger::close);
    }
}
