package io.breakwater.tenancy;

import io.breakwater.model.TenantId;
import java.util.Optional;

/// Where the entries of tenants are kept.
@FunctionalInterface
public interface TenantStore {
    /// The entry of a tenant, if it has one, in one read however many there are. A store that cannot be reached throws.
    Optional<TenantEntry> find(TenantId id);

    /// This store, and the other one for tenants that are not in this one: one read for each that is asked.
    default TenantStore or(TenantStore other) {
        return id -> find(id).or(() -> other.find(id));
    }
}
