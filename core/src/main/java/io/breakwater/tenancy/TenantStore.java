package io.breakwater.tenancy;

import io.breakwater.model.TenantId;
import java.util.Optional;

/// Where the entries of tenants are kept that operators have applied.
@FunctionalInterface
public interface TenantStore {
    /// The entry of a tenant, if it has one, in one read however many there are. A store that cannot be reached throws.
    Optional<TenantEntry> find(TenantId id);
}
