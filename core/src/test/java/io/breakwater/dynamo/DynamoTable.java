package io.breakwater.dynamo;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;

/// A table whose items have one string key, [#KEY]. Writes are atomic, and happen one after the other.
final class DynamoTable {
    /// The name that the stacks give the key of every table.
    static final String KEY = "pk";

    private final ConcurrentNavigableMap<String, Map<String, Value>> items = new ConcurrentSkipListMap<>();
    private final ReentrantLock writing = new ReentrantLock();

    /// The item before and after a write.
    record Changed(Optional<Map<String, Value>> before, Optional<Map<String, Value>> after) {}

    /// @throws DynamoRefusal if the item has no key
    static String key(Map<String, Value> item) {
        if (!(item.get(KEY) instanceof Value.Text(String key))) {
            throw DynamoRefusal.validation("The provided key element does not match the schema");
        }
        if (key.isEmpty()) {
            throw DynamoRefusal.validation(
                    ("One or more parameter values are not valid. The AttributeValue for a key attribute"
                                    + " cannot contain an empty string value. Key: %s")
                            .formatted(KEY));
        }
        return key;
    }

    /// @throws DynamoRefusal if nothing is written
    Changed write(Write write) {
        writing.lock();
        try {
            Optional<Map<String, Value>> before = read(write.key());
            Optional<Map<String, Value>> after = write.against(before);
            keep(write.key(), after);
            return new Changed(before, after);
        } finally {
            writing.unlock();
        }
    }

    Optional<Map<String, Value>> read(String key) {
        return Optional.ofNullable(items.get(key));
    }

    /// Runs the transaction while nobody else writes.
    void alone(Runnable transaction) {
        writing.lock();
        try {
            transaction.run();
        } finally {
            writing.unlock();
        }
    }

    private void keep(String key, Optional<Map<String, Value>> item) {
        item.ifPresentOrElse(whole -> items.put(key, Map.copyOf(whole)), () -> items.remove(key));
    }

    /// The items, by their keys.
    ConcurrentNavigableMap<String, Map<String, Value>> items() {
        return items;
    }
}
