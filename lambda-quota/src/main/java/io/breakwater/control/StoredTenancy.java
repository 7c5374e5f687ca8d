package io.breakwater.control;

import io.breakwater.adapters.dynamodb.DeployedTenants;
import io.breakwater.control.tenants.FileTenancy;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.settings.TenantEntries;
import io.breakwater.tenancy.Plans;
import java.util.List;
import java.util.Optional;

/// The plans and tenants of the environment's file as the last deploy has stored them.
record StoredTenancy(TenantEntries entries, DeployedTenants tables) implements FileTenancy {
    @Override
    public Plans plans() {
        return tables.plans(entries);
    }

    @Override
    public boolean has(TenantId id) {
        return tables.file().find(id).isPresent();
    }

    @Override
    public Optional<Tenant> find(TenantId id) {
        return tables.file().find(id).flatMap(entry -> entries.tenant(entry, plans()));
    }

    @Override
    public List<Tenant> all() {
        Plans current = plans();
        return tables.file().all().stream()
                .flatMap(entry -> entries.tenant(entry, current).stream())
                .toList();
    }
}
