package io.breakwater.control.tenants;

import io.breakwater.identity.ApiKey;
import io.breakwater.model.TenantId;
import java.util.Optional;

/// The secrets in which tenants find their keys. Every method may be repeated.
public interface TenantSecrets {

    /// The text of a tenant's secret, if it has one.
    Optional<String> read(TenantId tenant);

    /// Stores the key's text as the tenant's secret, new or replaced.
    void keep(TenantId tenant, ApiKey key);

    /// Deletes the tenant's secret at once; without one nothing happens.
    void forget(TenantId tenant);
}
