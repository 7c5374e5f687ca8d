package io.breakwater.tenancy;

import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Topology;
import java.time.Instant;
import java.util.Optional;

/// Who may call.
@FunctionalInterface
public interface Tenants {
    /// The tenant of this id, if there is one.
    ///
    /// @throws TenantsUnknownException if the store cannot be read now
    Optional<Tenant> find(TenantId id, Instant now);

    /// The tenants of the environment's file alone.
    static Tenants of(Topology topology) {
        return (id, _) -> topology.tenant(id);
    }
}
