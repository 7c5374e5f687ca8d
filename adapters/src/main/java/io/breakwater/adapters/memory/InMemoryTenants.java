package io.breakwater.adapters.memory;

import io.breakwater.model.TenantId;
import io.breakwater.tenancy.TenantEntry;
import io.breakwater.tenancy.TenantRegister;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Entries that live as long as the process.
public final class InMemoryTenants implements TenantRegister {
    private final Map<TenantId, TenantEntry> entries = new ConcurrentHashMap<>();

    @Override
    public Optional<TenantEntry> find(TenantId id) {
        return Optional.ofNullable(entries.get(id));
    }

    @Override
    public List<TenantEntry> all() {
        return List.copyOf(entries.values());
    }

    @Override
    public void put(TenantEntry entry) {
        entries.put(entry.id(), entry);
    }

    @Override
    public void remove(TenantId id) {
        entries.remove(id);
    }
}
