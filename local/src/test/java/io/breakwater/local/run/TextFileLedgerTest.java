package io.breakwater.local.run;

import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class TextFileLedgerTest extends LedgerStoreContract {
    @TempDir
    private Path folder;

    @Override
    protected LedgerStore emptyStore() {
        return new TextFileLedger(folder.resolve("ledger-" + System.nanoTime()));
    }
}
