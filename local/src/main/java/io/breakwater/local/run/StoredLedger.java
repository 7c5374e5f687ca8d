package io.breakwater.local.run;

import io.breakwater.quota.ConditionalWrite;
import io.breakwater.quota.Image;
import io.breakwater.quota.LedgerStore;
import io.breakwater.quota.WriteResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/// Ledger items in a file of an embedded store, so that they outlive a restart. Writes reach the disk within a
/// second.
final class StoredLedger implements LedgerStore, AutoCloseable {
    private final MVStore store;
    private final MVMap<String, String> items;

    private StoredLedger(MVStore store) {
        this.store = store;
        this.items = store.openMap("ledger");
    }

    /// @throws org.h2.mvstore.MVStoreException if the file is in use by another process or is no store
    static StoredLedger open(Path file) {
        return new StoredLedger(new MVStore.Builder().fileName(file.toString()).open());
    }

    @Override
    public synchronized WriteResult write(String key, ConditionalWrite write) {
        WriteResult result = write.against(read(key));
        if (result instanceof WriteResult.Applied(Image after)) {
            items.put(key, text(after));
        }
        return result;
    }

    @Override
    public Image read(String key) {
        String text = items.get(key);
        return text == null || text.isEmpty() ? Image.EMPTY : image(text);
    }

    private static String text(Image image) {
        return new TreeMap<>(image.numbers())
                .entrySet().stream()
                        .map(number -> number.getKey() + "=" + number.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static Image image(String text) {
        Map<String, Long> numbers = new TreeMap<>();
        for (String number : text.split(" ", -1)) {
            int equals = number.indexOf('=');
            numbers.put(number.substring(0, equals), Long.parseLong(number.substring(equals + 1)));
        }
        return new Image(numbers);
    }

    @Override
    public void close() {
        store.close();
    }
}
