package io.breakwater.adapters.memory;

import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import io.breakwater.identity.Keyring;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// Keys that live as long as the process.
public final class InMemoryKeyStore implements KeyRegister, BiConsumer<String, Instant> {
    private final Map<String, KeyRecord> records = new ConcurrentHashMap<>();
    private final Map<TenantId, Long> versions = new HashMap<>();

    /// Adds the record, or replaces the one of the same key id; a revoked one stays revoked.
    @Override
    public void put(KeyRecord keyRecord) {
        records.merge(keyRecord.keyId(), keyRecord, (known, next) -> known.revoked() && !next.revoked() ? known : next);
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

    @Override
    public synchronized Keyring keyring(TenantId tenant) {
        List<KeyRecord> own = records.values().stream()
                .filter(known -> known.tenant().equals(tenant))
                .toList();
        return new Keyring(tenant, versions.getOrDefault(tenant, 0L), own);
    }

    @Override
    public synchronized boolean write(Keyring read, List<KeyRecord> changed) {
        if (versions.getOrDefault(read.tenant(), 0L) != read.version()) {
            return false;
        }
        versions.put(read.tenant(), read.version() + 1);
        changed.forEach(this::put);
        return true;
    }

    @Override
    public void accept(String keyId, Instant at) {
        records.computeIfPresent(
                keyId,
                (_, known) -> known.term().stale(at) ? known.with(known.term().used(at)) : known);
    }
}
