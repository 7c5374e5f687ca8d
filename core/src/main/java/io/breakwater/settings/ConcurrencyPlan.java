package io.breakwater.settings;

import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import java.util.Collection;
import java.util.List;

/// What tenants may have in flight, beside the copies of the router that there may be: a request holds one.
///
/// @param together of all tenants that have such a limit
/// @param largest of the tenant with the most
/// @param unlimited tenants that have no such limit, by id
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

    /// Whether all of them at once may find no copy left. It is what an operator may want: most tenants are idle.
    public boolean exceeds(long copies) {
        return together > copies || !unlimited.isEmpty();
    }
}
