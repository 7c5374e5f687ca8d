package io.breakwater.adapters.memory;

import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Keys that live as long as the process.
public final class InMemoryKeyStore implements KeyStore {
    private final Map<String, KeyRecord> records = new ConcurrentHashMap<>();

    /// Adds the record, or replaces the one of the same key id: this is how a key is revoked.
    public void put(KeyRecord keyRecord) {
        records.put(keyRecord.keyId(), keyRecord);
    }

    @Override
    public Optional<KeyRecord> find(String keyId) {
        return Optional.ofNullable(records.get(keyId));
    }
}
