package io.breakwater.tenancy;

import io.breakwater.model.TenantId;
import java.util.List;

/// A store of entries that can be written. Every method may be repeated.
public interface TenantRegister extends TenantStore {
    /// Every entry, as of now.
    List<TenantEntry> all();

    /// Adds the entry, or replaces the tenant's.
    void put(TenantEntry entry);

    /// Removes a tenant's entry; without one nothing happens.
    void remove(TenantId id);
}
