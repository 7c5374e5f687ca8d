package io.breakwater.control.tenants;

import io.breakwater.identity.ApiKey;
import io.breakwater.model.TenantId;
import java.util.Optional;

/// Where each tenant finds its key. Every method may be repeated.
public interface TenantSecrets {

    /// The text of a tenant's secret, if it has one.
    Optional<String> read(TenantId tenant);

    /// Makes the key's text the tenant's secret, whether it had one or not.
    void keep(TenantId tenant, ApiKey key);

    /// Deletes the tenant's secret at once; without one nothing happens.
    void forget(TenantId tenant);
}
