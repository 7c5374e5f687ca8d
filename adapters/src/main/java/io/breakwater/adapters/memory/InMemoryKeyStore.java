package io.breakwater.adapters.memory;

import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keys that live as long as the process.
public final class InMemoryKeyStore implements KeyRegister {
    private final Map<String, KeyRecord> records = new ConcurrentHashMap<>();

    /// Adds the record, or replaces the one of the same key id: this is how a key is revoked.
    @Override
    public void put(KeyRecord keyRecord) {
        records.put(keyRecord.keyId(), keyRecord);
    }

    @Override
    public Optional<KeyRecord> find(String keyId) {
        return Optional.ofNullable(records.get(keyId));
    }

    @Override
    public List<KeyRecord> all() {
        return List.copyOf(records.values());
    }

    @Override
    public void delete(String keyId) {
        records.remove(keyId);
    }
}
