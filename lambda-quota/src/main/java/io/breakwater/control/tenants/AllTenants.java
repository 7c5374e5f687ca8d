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

/// The current tenants of the environment's file and those that operators have applied.
///
/// @param file the tenants of the file
/// @param applied the entries that operators have applied
public record AllTenants(String environment, FileTenancy file, TenantEntries entries, TenantRegister applied)
        implements Tenants {

    /// A tenant and the source of its changes.
    public record Listed(Tenant tenant, Source source) {}

    /// The tenants of a file that this process has read whole, and those that operators have applied.
    public static AllTenants of(Settings settings, TenantRegister applied) {
        return new AllTenants(settings.environment(), FileTenancy.of(settings), TenantEntries.of(settings), applied);
    }

    @Override
    public Optional<Tenant> find(TenantId id, Instant now) {
        return file.find(id).or(() -> applied.find(id).flatMap(entry -> entries.tenant(entry, file.plans())));
    }

    /// All tenants, by their ids. An entry whose plan was removed is left out, since it is not served.
    public List<Tenant> all() {
        return listed().stream().map(Listed::tenant).toList();
    }

    /// All tenants, by their ids, each with the source of its changes.
    public List<Listed> listed() {
        Map<TenantId, Listed> listed = new TreeMap<>(Comparator.naturalOrder());
        Plans plans = file.plans();
        applied.all().stream()
                .flatMap(entry -> entries.tenant(entry, plans).stream())
                .forEach(tenant -> listed.put(tenant.id(), new Listed(tenant, Source.CONTROL)));
        file.all().forEach(tenant -> listed.put(tenant.id(), new Listed(tenant, Source.FILE)));
        return List.copyOf(listed.values());
    }

    /// The problems of applying these entries.
    ///
    /// @param said the file name in the problems
    public List<Problem> problems(String said, List<JsonNode> put) {
        return entries.problems(said, put, file.plans(), file::has);
    }
}
