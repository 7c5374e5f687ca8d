package io.breakwater.fleet.capacity;

import io.breakwater.model.ModelCard;
import io.breakwater.model.OutputBound;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.Tier;
import io.breakwater.model.TokenUsage;
import io.breakwater.model.Topology;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// One row of traffic in the environment: where it may go, and what one of its requests takes on
/// average.
///
/// @param tiers the targets that may serve it, by tier; tiers without any are left out
/// @param seconds how long an answer of a number of tokens takes
public record Demand(Traffic.Row row, Tenant tenant, Route route, List<Tier> tiers, DoubleUnaryOperator seconds) {

    public static Demand of(Traffic.Row row, Topology topology, DoubleUnaryOperator seconds) {
        Tenant tenant = topology.tenant(row.tenant()).orElseThrow();
        Route route = topology.route(tenant, row.alias()).orElseThrow();
        List<Tier> tiers = route.tiers().stream()
                .filter(tier -> tier.number() == 1 || tenant.tierFallback())
                .flatMap(tier -> reachable(tier, tenant).stream())
                .toList();
        return new Demand(row, tenant, route, tiers, seconds);
    }

    /// The tier with the targets that serve the tenant; empty if there are none.
    private static Optional<Tier> reachable(Tier tier, Tenant tenant) {
        List<RoutedTarget> targets = tier.targets().stream()
                .filter(target -> tenant.residency().admits(target))
                .filter(target -> tenant.hand().contains(target.target().shard()))
                .toList();
        return targets.isEmpty() ? Optional.empty() : Optional.of(new Tier(tier.number(), targets, tier.spread()));
    }

    double perMinute() {
        return row.requests() / 60.0;
    }

    /// The first target that may serve it.
    public RoutedTarget first() {
        return tiers.getFirst().targets().getFirst();
    }

    /// All targets that may serve it.
    public List<RoutedTarget> targets() {
        return tiers.stream().flatMap(tier -> tier.targets().stream()).toList();
    }

    /// The bound on an answer, as the gateway sets it.
    double bound(ModelCard model) {
        double input = row.input().mean();
        double named = row.maxTokens().orElse(tenant.terms().output().maxTokens(route));
        double most = Math.min(tenant.maxTokens().orElse(Long.MAX_VALUE), model.maxOutputTokens());
        if (row.maxTokens().isPresent()) {
            return Math.min(named, most);
        }
        double room = (tenant.terms().largestOfMinute() - input) / burndownReserved(model);
        boolean learned = tenant.terms().output().bound(route) == OutputBound.LEARNED && row.streamed() < 0.5;
        double usual = Math.min(Math.min(named, most), room > 0 ? Math.max(1, room) : most);
        return learned ? Math.clamp((double) row.output().p99(), 1.0, usual) : usual;
    }

    private double burndownReserved(ModelCard model) {
        return tenant.terms().reserveBurndown() ? model.burndown() : 1;
    }

    double output(ModelCard model) {
        return row.output().mean(bound(model));
    }

    /// What a request finally takes of quotas: `input + output x burndown`.
    double settled(ModelCard model) {
        return row.input().mean() + output(model) * model.burndown();
    }

    /// What it holds of a target while it runs: `input + max_tokens`.
    double reserved(ModelCard model) {
        return row.input().mean() + bound(model);
    }

    /// What it holds of its tenant's minute while it runs.
    double reservedOfTenant(ModelCard model) {
        return row.input().mean() + bound(model) * burndownReserved(model);
    }

    /// The mean number of concurrent requests.
    public double atOnce(ModelCard model) {
        return perMinute() / 60 * seconds.applyAsDouble(output(model));
    }

    /// The cost of this many of its requests at a target, in nano-USD.
    public long nanoUsd(RoutedTarget target, long requests) {
        return target.profile()
                .price()
                .nanoUsd(TokenUsage.of(
                        Math.round(requests * row.input().mean()),
                        Math.round(requests * output(target.profile().model()))));
    }
}
