package io.breakwater.settings;

import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.model.Tenant;
import io.breakwater.model.Tier;
import java.util.List;
import java.util.stream.Collectors;

/// Whether a tenant has a target for an alias that it may use: one which keeps its residency, on a shard of its
/// hand.
final class Reach {

    private Reach() {}

    static void check(Tenant tenant, Route route, Path at, Report report) {
        List<RoutedTarget> targets = usable(tenant, route).stream()
                .flatMap(tier -> tier.targets().stream())
                .toList();
        List<RoutedTarget> resident = targets.stream()
                .filter(routed -> tenant.residency().admits(routed))
                .toList();
        if (resident.isEmpty()) {
            report.add(at.text(), residencyProblem(tenant, route, targets));
        } else if (resident.stream()
                .noneMatch(routed -> tenant.hand().contains(routed.target().shard()))) {
            report.add(at.text(), handProblem(tenant, route, resident));
        }
    }

    private static List<Tier> usable(Tenant tenant, Route route) {
        return tenant.tierFallback() ? route.tiers() : route.tiers().subList(0, 1);
    }

    private static String residencyProblem(Tenant tenant, Route route, List<RoutedTarget> targets) {
        return "tenant '%s' may use '%s', but none of its profiles (%s) keeps the residency '%s'; add a tier with an %s. profile or remove the alias"
                .formatted(
                        tenant.id(),
                        route.alias(),
                        targets.stream()
                                .map(routed -> routed.profile().id().value())
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", ")),
                        tenant.residency(),
                        tenant.residency());
    }

    private static String handProblem(Tenant tenant, Route route, List<RoutedTarget> targets) {
        return "tenant '%s' may use '%s', but its hand (shards %s) has no target for it (shards %s do); raise 'shards' or remove the alias"
                .formatted(
                        tenant.id(),
                        route.alias(),
                        join(tenant.hand().stream().toList()),
                        join(targets.stream()
                                .map(routed -> routed.target().shard())
                                .toList()));
    }

    private static String join(List<ShardId> shards) {
        return shards.stream().distinct().sorted().map(ShardId::value).collect(Collectors.joining(", "));
    }
}
