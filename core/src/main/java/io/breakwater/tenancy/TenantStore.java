package io.breakwater.tenancy;

import io.breakwater.model.TenantId;
import java.util.Optional;

/// The store of tenants' entries.
@FunctionalInterface
public interface TenantStore {
    /// The entry of a tenant, if it has one, in one read regardless of their number. A store that
    /// cannot be reached throws.
    Optional<TenantEntry> find(TenantId id);

    /// This store, and the other one for tenants that are not in this one; each store asked takes one
    /// read.
    default TenantStore or(TenantStore other) {
        return id -> find(id).or(() -> other.find(id));
    }
}
