package io.breakwater.local.run;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;

/// Ledger items in a file of an embedded store, so that they outlive the process, however it ends: each
/// write is in the file before its caller is told. If the machine itself fails, writes that the system
/// had not yet brought to the disk are lost.
///
/// If the file cannot be written, as on a full disk, reservations are refused and settlements are kept
/// in the process. Writing is tried again every second; then the file gets them all.
final class StoredLedger implements LedgerStore, AutoCloseable {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /// How long the store keeps old states of the file, so that one is readable if the disk wrote newer
    /// ones out of order before a power failure. Each write leaves some 16 kB of old state.
    private static final int OLD_STATES_MILLIS = 5_000;

    /// Requests in flight: one more reserves, one fewer settles.
    private static final String IN_FLIGHT = "cf";

    private final String file;
    private final LongSupplier nanos;
    private final Map<String, String> items = new ConcurrentHashMap<>();
    private MVStore store;
    private MVMap<String, String> map;
    private String trouble = "";
    private long triedNanos;

    private StoredLedger(String file, LongSupplier nanos) {
        this.file = file;
        this.nanos = nanos;
        this.store = opened(file);
        this.map = store.openMap("ledger");
        items.putAll(map);
    }

    /// @throws MVStoreException if the file is in use by another process or is not a store
    static StoredLedger open(Path file) {
        return open(file.toString(), System::nanoTime);
    }

    /// @param file in the store's own form: a path, with or without the scheme of a file system
    static StoredLedger open(String file, LongSupplier nanos) {
        return new StoredLedger(file, nanos);
    }

    private static MVStore opened(String file) {
        MVStore store = new MVStore.Builder().fileName(file).open();
        store.setRetentionTime(OLD_STATES_MILLIS);
        return store;
    }

    @Override
    public synchronized WriteResult write(String key, ConditionalWrite write) {
        if (!trouble.isEmpty() && !healed() && !settles(write)) {
            return new WriteResult.Busy(trouble);
        }
        LedgerItem before = read(key);
        WriteResult result = write.against(before);
        return result instanceof WriteResult.Applied(LedgerItem after) ? kept(key, before, after, write) : result;
    }

    private WriteResult kept(String key, LedgerItem before, LedgerItem after, ConditionalWrite write) {
        items.put(key, text(after));
        if (isWritten(key) || settles(write)) {
            return new WriteResult.Applied(after);
        }
        items.put(key, text(before));
        return new WriteResult.Busy(trouble);
    }

    private static boolean settles(ConditionalWrite write) {
        return write.changes().stream()
                .anyMatch(change -> change instanceof Change.Add(String attribute, long amount)
                        && attribute.equals(IN_FLIGHT)
                        && amount < 0);
    }

    private boolean isWritten(String key) {
        if (!trouble.isEmpty()) {
            return false;
        }
        try {
            map.put(key, items.get(key));
            store.commit();
            return true;
        } catch (MVStoreException notWritten) {
            broken(notWritten);
            return false;
        }
    }

    private void broken(MVStoreException reason) {
        trouble = "the ledger's file " + file + " cannot be written: " + reason.getMessage();
        triedNanos = nanos.getAsLong();
        store.closeImmediately();
    }

    private boolean healed() {
        if (nanos.getAsLong() - triedNanos < RETRY_NANOS) {
            return false;
        }
        try {
            store = opened(file);
            map = store.openMap("ledger");
            map.putAll(items);
            store.commit();
            trouble = "";
            return true;
        } catch (MVStoreException stillBroken) {
            broken(stillBroken);
            return false;
        }
    }

    @Override
    public LedgerItem read(String key) {
        String text = items.get(key);
        return text == null || text.isEmpty() ? LedgerItem.EMPTY : image(text);
    }

    private static String text(LedgerItem image) {
        return new TreeMap<>(image.numbers())
                .entrySet().stream()
                        .map(number -> number.getKey() + "=" + number.getValue())
                        .collect(Collectors.joining(" "));
    }

    private static LedgerItem image(String text) {
        Map<String, Long> numbers = new TreeMap<>();
        for (String number : text.split(" ", -1)) {
            int equals = number.indexOf('=');
            numbers.put(number.substring(0, equals), Long.parseLong(number.substring(equals + 1)));
        }
        return new LedgerItem(numbers);
    }

    /// Writes what could not be written before, if that is possible now, and closes the file.
    @Override
    public synchronized void close() {
        if (!trouble.isEmpty()) {
            triedNanos = nanos.getAsLong() - RETRY_NANOS;
            healed();
        }
        store.close();
    }
}
