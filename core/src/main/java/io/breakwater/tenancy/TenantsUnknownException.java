package io.breakwater.tenancy;

import io.breakwater.model.TenantId;

/// It is not known whether there is such a tenant: its entry could not be read, now or before.
public final class TenantsUnknownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TenantsUnknownException(TenantId id, RuntimeException cause) {
        super("the entry of tenant " + id + " could not be read", cause);
    }
}
