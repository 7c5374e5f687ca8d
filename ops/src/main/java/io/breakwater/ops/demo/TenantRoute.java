package io.breakwater.ops.demo;

import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.Tier;
import io.breakwater.settings.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A tenant with an alias that it may use, and the targets that it can reach.
record TenantRoute(Tenant tenant, Route route) {
    private static final long ANY_NUMBER = Long.MAX_VALUE;

    /// Tenants made for demos first, so that others keep their limits.
    private static final Comparator<Tenant> ORDER = Comparator.comparing(
                    (Tenant tenant) -> !tenant.id().value().startsWith("demo"))
            .thenComparing(Tenant::id);

    static Stream<TenantRoute> all(Settings settings) {
        return settings.topology().tenants().values().stream()
                .sorted(ORDER)
                .flatMap(tenant -> tenant.models().stream()
                        .sorted(Comparator.comparing(
                                        (Alias alias) -> !alias.value().startsWith("demo"))
                                .thenComparing(Comparator.naturalOrder()))
                        .flatMap(alias -> settings.topology().route(tenant, alias).stream())
                        .map(route -> new TenantRoute(tenant, route)));
    }

    /// The targets of each tier that this tenant's calls can go to; tiers without any are left out.
    List<List<RoutedTarget>> tiers() {
        return route.tiers().stream()
                .limit(tenant.tierFallback() ? route.tiers().size() : 1)
                .map(this::reachable)
                .filter(targets -> !targets.isEmpty())
                .toList();
    }

    /// The targets of the first tier.
    List<RoutedTarget> first() {
        return tiers().isEmpty() ? List.of() : tiers().getFirst();
    }

    private List<RoutedTarget> reachable(Tier tier) {
        return tier.targets().stream()
                .filter(routed -> tenant.hand().contains(routed.target().shard()))
                .filter(routed -> tenant.residency().admits(routed))
                .toList();
    }

    /// How many requests the tenant's own limits let through without a pause.
    long inARow() {
        Limits limits = tenant.limits();
        return limits.requestsPerMinute() == 0 ? ANY_NUMBER : limits.requestsPerMinute() * limits.burstPercent() / 100;
    }

    /// How many requests the tenant may have at once.
    long atOnce() {
        long concurrency = tenant.limits().concurrency();
        return Math.min(inARow(), concurrency == 0 ? ANY_NUMBER : concurrency);
    }

    /// How many requests the targets take in a minute.
    static long room(List<RoutedTarget> targets) {
        long room = 0;
        for (RoutedTarget routed : targets) {
            Capacity capacity = routed.capacity();
            if (capacity.requestsPerMinute() == 0) {
                return ANY_NUMBER;
            }
            room += capacity.requestsPerMinute();
        }
        return room;
    }
}
