package io.breakwater.tenancy;

import io.breakwater.model.TenantId;

/// Nobody knows whether there is such a tenant: its entry could not be read, and has not been before.
public final class TenantsUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TenantsUnknownException(TenantId id, RuntimeException cause) {
        super("the entry of tenant " + id + " could not be read", cause);
    }
}
