package io.breakwater.settings;

import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.ShardId;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Tier;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The shards that serve a tenant, dealt by shuffle sharding ("Workload isolation using shuffle-sharding", Amazon
/// Builders' Library): two tenants seldom share all of their shards, so a tenant that overloads its own
/// leaves others some.
///
/// The deal is rendezvous hashing (Thaler and Ravishankar, 1996): a shard's weight for a tenant is
/// `SHA-256(tenant / shard)`, and the heaviest ones make the hand. An added shard takes at most one
/// place of a hand and leaves the others unchanged.
final class Hand {

    private Hand() {}

    static Set<ShardId> deal(TenantId tenant, Collection<ShardId> shards, int size) {
        return shards.stream()
                .sorted(Comparator.comparing((ShardId shard) -> weight(tenant, shard), Arrays::compareUnsigned)
                        .reversed())
                .limit(size)
                .collect(Collectors.toSet());
    }

    private static byte[] weight(TenantId tenant, ShardId shard) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((tenant + "/" + shard).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Checks that a tenant has a target for an alias that it may use: within its residency, on a shard
    /// of its hand.
    static void checkReach(Tenant tenant, Route route, Path at, Report report) {
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
