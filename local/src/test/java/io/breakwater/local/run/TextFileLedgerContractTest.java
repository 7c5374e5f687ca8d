package io.breakwater.local.run;

import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.operations.LedgerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The ledger over the file that people can read.
class TextFileLedgerContractTest extends LedgerContract {
    @TempDir
    private Path folder;

    @Override
    protected LedgerStore emptyStore() {
        return new TextFileLedger(folder.resolve("ledger-" + System.nanoTime()));
    }

    @Override
    protected int histories() {
        return 100;
    }
}
