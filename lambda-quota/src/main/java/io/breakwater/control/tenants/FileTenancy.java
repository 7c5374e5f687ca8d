package io.breakwater.control.tenants;

import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.settings.Settings;
import io.breakwater.tenancy.Plans;
import java.util.List;
import java.util.Optional;

/// The plans and tenants of the environment's file, which only a deploy changes.
public interface FileTenancy {
    /// The plans, which also hold for tenants that operators apply.
    Plans plans();

    /// Whether the file has such a tenant.
    boolean has(TenantId id);

    /// The tenant, if the file has it.
    Optional<Tenant> find(TenantId id);

    /// All of them.
    List<Tenant> all();

    /// The plans and tenants of a file that this process has read completely.
    static FileTenancy of(Settings settings) {
        return new FileTenancy() {
            @Override
            public Plans plans() {
                return settings.commonTerms();
            }

            @Override
            public boolean has(TenantId id) {
                return find(id).isPresent();
            }

            @Override
            public Optional<Tenant> find(TenantId id) {
                return settings.topology().tenant(id);
            }

            @Override
            public List<Tenant> all() {
                return List.copyOf(settings.topology().tenants().values());
            }
        };
    }
}
