package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerStoreContract;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredLedgerTest extends LedgerStoreContract {
    @TempDir
    private Path folder;

    private final List<StoredLedger> open = new ArrayList<>();

    @Override
    protected LedgerStore emptyStore() {
        return open("ledger-" + open.size());
    }

    private StoredLedger open(String name) {
        StoredLedger ledger = StoredLedger.open(folder.resolve(name));
        open.add(ledger);
        return ledger;
    }

    @AfterEach
    void close() {
        open.forEach(StoredLedger::close);
    }

    @Test
    void what_was_written_is_there_after_a_restart() {
        StoredLedger before = open("ledger");
        before.write("T#a", new ConditionalWrite(List.of(), List.of(new Change.Put("d", 7), new Change.Put("m", -1))));
        before.close();

        assertThat(open("ledger").read("T#a")).isEqualTo(new LedgerItem(Map.of("d", 7L, "m", -1L)));
    }
}
