package io.breakwater.ops.costs;

import io.breakwater.model.TenantId;
import java.util.Map;
import java.util.OptionalLong;

/// What the gateway has charged in a month, in nano-USD.
///
/// @param tenants by tenant, 0 where nothing is known
/// @param all of all tenants, others included; empty if nothing is known of the month
record Charged(Map<TenantId, Long> tenants, OptionalLong all) {

    Charged {
        tenants = Map.copyOf(tenants);
    }

    long of(TenantId tenant) {
        return tenants.getOrDefault(tenant, 0L);
    }

    /// What other tenants were charged than those asked for.
    long others() {
        return all.orElse(0)
                - tenants.values().stream().mapToLong(Long::longValue).sum();
    }
}
