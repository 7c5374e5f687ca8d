package io.breakwater.local.run;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Ledger items in the process and in a file that people can read, to which each write adds a line.
final class TextFileLedger implements LedgerStore {
    private final Map<String, LedgerItem> items = new ConcurrentHashMap<>();
    private final Path file;

    TextFileLedger(Path file) {
        this.file = file;
    }

    @Override
    public synchronized WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = write.against(read(key));
        if (result instanceof WriteResult.Applied(LedgerItem after)) {
            try {
                Files.write(file, List.of(key + " " + after.numbers()), StandardCharsets.UTF_8, CREATE, APPEND);
            } catch (IOException notWritten) {
                return new WriteResult.Busy("the ledger's file cannot be written: " + notWritten.getMessage());
            }
            items.put(key, after);
        }
        return result;
    }

    @Override
    public LedgerItem read(String key) {
        return items.getOrDefault(key, LedgerItem.EMPTY);
    }
}
