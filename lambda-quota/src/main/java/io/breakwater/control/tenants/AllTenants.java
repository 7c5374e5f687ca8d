package io.breakwater.control.tenants;

import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.settings.Settings;
import io.breakwater.settings.TenantEntries;
import io.breakwater.tenancy.TenantEntry;
import io.breakwater.tenancy.TenantRegister;
import io.breakwater.tenancy.Tenants;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The tenants of the environment's file and those that operators have applied, as they are now.
///
/// @param register the entries of the latter
public record AllTenants(Settings settings, TenantEntries entries, TenantRegister register) implements Tenants {

    /// The tenants of one environment.
    public static AllTenants of(Settings settings, TenantRegister register) {
        return new AllTenants(settings, TenantEntries.of(settings), register);
    }

    @Override
    public Optional<Tenant> find(TenantId id, Instant now) {
        return settings.topology().tenant(id).or(() -> register.find(id).flatMap(this::read));
    }

    /// All of them, by their ids. An entry whose plan has gone is left out: nobody is served by it.
    public List<Tenant> all() {
        return Stream.concat(settings.topology().tenants().values().stream(), applied())
                .sorted(Comparator.comparing(Tenant::id))
                .toList();
    }

    private Stream<Tenant> applied() {
        return register.all().stream()
                .filter(entry -> settings.topology().tenant(entry.id()).isEmpty())
                .flatMap(entry -> read(entry).stream());
    }

    private Optional<Tenant> read(TenantEntry entry) {
        return entries.tenant(entry.text());
    }
}
