package io.breakwater.control.tenants;

import io.breakwater.identity.ApiKey;
import io.breakwater.model.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/// Secrets in memory.
public final class InMemorySecrets implements TenantSecrets {
    final Map<TenantId, String> texts = new ConcurrentSkipListMap<>();
    int reads;
    private final Runnable beforeWrite;

    /// @param beforeWrite throws if a write is to fail
    public InMemorySecrets(Runnable beforeWrite) {
        this.beforeWrite = beforeWrite;
    }

    @Override
    public Optional<String> read(TenantId tenant) {
        reads++;
        return Optional.ofNullable(texts.get(tenant));
    }

    @Override
    public void keep(TenantId tenant, ApiKey key) {
        beforeWrite.run();
        texts.put(tenant, key.text());
    }

    @Override
    public void forget(TenantId tenant) {
        beforeWrite.run();
        texts.remove(tenant);
    }
}
