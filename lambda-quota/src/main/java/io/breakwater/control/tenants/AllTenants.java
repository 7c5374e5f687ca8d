package io.breakwater.control.tenants;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import io.breakwater.settings.TenantEntries;
import io.breakwater.tenancy.Plans;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantRegister;
import io.breakwater.tenancy.Tenants;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The tenants of the environment's file and those that operators have applied, as they are now.
///
/// @param file the former
/// @param applied the entries of the latter
public record AllTenants(String environment, FileTenancy file, TenantEntries entries, TenantRegister applied)
        implements Tenants {

    /// A tenant and who changes it.
    public record Listed(Tenant tenant, Source source) {}

    /// The tenants of a file that this process has read whole, and those that operators have applied.
    public static AllTenants of(Settings settings, TenantRegister applied) {
        return new AllTenants(settings.environment(), FileTenancy.of(settings), TenantEntries.of(settings), applied);
    }

    @Override
    public Optional<Tenant> find(TenantId id, Instant now) {
        return file.find(id).or(() -> applied.find(id).flatMap(entry -> entries.tenant(entry, file.plans())));
    }

    /// All of them, by their ids. An entry whose plan has gone is left out: nobody is served by it.
    public List<Tenant> all() {
        return listed().stream().map(Listed::tenant).toList();
    }

    /// All of them, by their ids, with who changes each.
    public List<Listed> listed() {
        Map<TenantId, Listed> listed = new TreeMap<>(Comparator.naturalOrder());
        Plans plans = file.plans();
        applied.all().stream()
                .flatMap(entry -> entries.tenant(entry, plans).stream())
                .forEach(tenant -> listed.put(tenant.id(), new Listed(tenant, Source.CONTROL)));
        file.all().forEach(tenant -> listed.put(tenant.id(), new Listed(tenant, Source.FILE)));
        return List.copyOf(listed.values());
    }

    /// All that stands against applying these entries.
    ///
    /// @param said what problems are said to be in
    public List<Problem> problems(String said, List<JsonNode> put) {
        return entries.problems(said, put, file.plans(), file::has);
    }
}
