package io.breakwater.settings;

import io.breakwater.model.Alias;
import io.breakwater.model.Geography;
import io.breakwater.model.Profile;
import io.breakwater.model.Region;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.Tier;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The profiles that a shard needs in a source Region: those that some tenant can reach by its aliases,
/// residency and hand. A model that no tenant can reach gets neither a profile nor a right.
public final class ProfilePlan {
    private final Settings settings;
    private final Shard shard;
    private final Region region;

    private ProfilePlan(Settings settings, Shard shard, Region region) {
        this.settings = settings;
        this.shard = shard;
        this.region = region;
    }

    /// The system profiles that are called, in their order.
    public static List<Profile> profiles(Settings settings, Shard shard, Region region) {
        ProfilePlan plan = new ProfilePlan(settings, shard, region);
        return plan.here()
                .filter(routed -> !plan.tenants(routed).isEmpty())
                .map(RoutedTarget::profile)
                .toList();
    }

    /// The application profiles that copy them, in the order of profile and owner: with
    /// `costAttribution` one for each tenant and one for tenants that are not in the file, otherwise
    /// none. Models that are called by their own id have none.
    public static List<ProfileUse> of(Settings settings, Shard shard, Region region) {
        ProfilePlan plan = new ProfilePlan(settings, shard, region);
        return settings.costAttribution()
                ? plan.here()
                        .filter(routed -> routed.profile().geography() != Geography.REGION)
                        .flatMap(plan::uses)
                        .toList()
                : List.of();
    }

    private Stream<RoutedTarget> here() {
        return settings.targets().values().stream().filter(this::isHere);
    }

    private boolean isHere(RoutedTarget routed) {
        return routed.target().shard().equals(shard.id())
                && routed.target().source().equals(region);
    }

    private Stream<ProfileUse> uses(RoutedTarget routed) {
        List<Tenant> tenants = tenants(routed);
        Profile profile = routed.profile();
        Stream<ProfileUse> shared =
                tenants.isEmpty() ? Stream.of() : Stream.of(new ProfileUse(profile, Optional.empty()));
        return Stream.concat(shared, tenants.stream().map(tenant -> new ProfileUse(profile, Optional.of(tenant.id()))));
    }

    private List<Tenant> tenants(RoutedTarget routed) {
        return settings.topology().tenants().values().stream()
                .filter(tenant -> reaches(tenant, routed))
                .sorted(Comparator.comparing(Tenant::id))
                .toList();
    }

    private boolean reaches(Tenant tenant, RoutedTarget routed) {
        return tenant.hand().contains(shard.id())
                && tenant.residency().admits(routed)
                && tenant.models().stream().anyMatch(alias -> leadsTo(tenant, alias, routed));
    }

    private boolean leadsTo(Tenant tenant, Alias alias, RoutedTarget routed) {
        List<Tier> tiers =
                settings.topology().route(tenant, alias).map(Route::tiers).orElse(List.of());
        return tiers.stream()
                .limit(tenant.tierFallback() ? tiers.size() : 1)
                .flatMap(tier -> tier.targets().stream())
                .anyMatch(other -> other.target().equals(routed.target()));
    }
}
