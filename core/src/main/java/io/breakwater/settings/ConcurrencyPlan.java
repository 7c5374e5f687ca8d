package io.breakwater.settings;

import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import java.util.Collection;
import java.util.List;

/// How many requests tenants may have in flight, compared with the router's copies: a request occupies
/// one.
///
/// @param together the sum over all tenants with such a limit
/// @param largest the largest limit of a tenant
/// @param unlimited the ids of tenants without such a limit
public record ConcurrencyPlan(long together, long largest, List<TenantId> unlimited) {

    public ConcurrencyPlan {
        unlimited = List.copyOf(unlimited);
    }

    public static ConcurrencyPlan of(Collection<Tenant> tenants) {
        return new ConcurrencyPlan(
                tenants.stream().mapToLong(ConcurrencyPlan::requests).sum(),
                tenants.stream().mapToLong(ConcurrencyPlan::requests).max().orElse(0),
                tenants.stream()
                        .filter(tenant -> requests(tenant) == 0)
                        .map(Tenant::id)
                        .sorted()
                        .toList());
    }

    private static long requests(Tenant tenant) {
        return tenant.limits().concurrency();
    }

    /// Whether all tenants at their limits need more copies than there are. Operators may want that,
    /// since most tenants are idle.
    public boolean exceeds(long copies) {
        return together > copies || !unlimited.isEmpty();
    }
}
