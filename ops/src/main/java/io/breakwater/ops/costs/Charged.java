package io.breakwater.ops.costs;

import io.breakwater.model.TenantId;
import java.util.Map;
import java.util.OptionalLong;

/// What the gateway has charged in a month, in nano-USD.
///
/// @param tenants the charges by tenant, 0 if unknown
/// @param all the charges of all tenants, including others; empty if nothing is known about the month
record Charged(Map<TenantId, Long> tenants, OptionalLong all) {

    Charged {
        tenants = Map.copyOf(tenants);
    }

    long of(TenantId tenant) {
        return tenants.getOrDefault(tenant, 0L);
    }

    /// The charges of tenants that were not asked for.
    long others() {
        return all.orElse(0)
                - tenants.values().stream().mapToLong(Long::longValue).sum();
    }
}
