package io.breakwater.router;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.settings.Settings;
import io.breakwater.settings.TenantEntries;
import io.breakwater.tenancy.Plans;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantEntry;
import io.breakwater.tenancy.TenantStore;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A tenant that exists only in a process that warms up: tenants are data, and none is packaged with
/// the function. It may call every model, and has limits of every kind that no warm-up reaches.
final class WarmUpTenant {
    static final TenantId ID = new TenantId("breakwater-warm-up");

    private static final long MANY = 1_000_000_000;
    private static final TenantEntry ENTRY =
            new TenantEntry(ID, "{\"id\":\"breakwater-warm-up\",\"plan\":\"warm-up\",\"models\":[\"*\"]}", Source.FILE);

    private WarmUpTenant() {}

    static Tenant of(Settings settings) {
        return TenantEntries.of(settings)
                .tenant(ENTRY, plans())
                .orElseThrow(() -> new IllegalStateException("the tenant of the warm-up calls is no tenant"));
    }

    /// The store that has only this tenant.
    static TenantStore store() {
        return id -> Optional.of(ENTRY).filter(entry -> entry.id().equals(id));
    }

    static Plans plans() {
        Limits limits = Limits.UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, MANY)
                .with(LimitName.TOKENS_PER_MINUTE, MANY)
                .with(LimitName.TOKENS_PER_DAY, MANY)
                .with(LimitName.USD_PER_MONTH, Limits.LARGEST_NANO_USD)
                .with(LimitName.CONCURRENCY, MANY)
                .with(LimitName.LARGEST_REQUEST, MANY);
        return new Plans(Map.of("warm-up", Terms.of(limits)), Set.of());
    }
}
