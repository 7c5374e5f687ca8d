package io.breakwater.fleet;

import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Tier;
import io.breakwater.model.Topology;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Two versions of a plan's configuration: copies that begin before its faults of these kinds have the old one, copies
/// that begin later have the new one, to the end of the run. Until the faults end, copies of both run side by side.
final class Rollout {
    /// The faults that change the configuration.
    static final Set<FleetFault> KINDS = EnumSet.of(
            FleetFault.LIMITS_CHANGED, FleetFault.TARGET_REMOVED, FleetFault.TARGET_ADDED, FleetFault.TARGET_CHANGED);

    private static final double LEAST_FACTOR = 0.6;
    private static final double MOST_FACTOR = 2;

    private final List<FaultSpan> changes;
    private final Version before;
    private final Version after;

    Rollout(FleetPlan plan) {
        this.changes = plan.faults().stream()
                .filter(fault -> KINDS.contains(fault.kind()))
                .toList();
        this.before = new Version(plan.topology(), changes, false);
        this.after = new Version(plan.topology(), changes, true);
    }

    /// When the first copy with the new version may begin, and when the last one with the old version gets no more
    /// requests; empty if there is one version.
    Optional<FaultSpan> span() {
        return changes.stream().findFirst();
    }

    /// The version of a copy that begins at this time.
    Version at(Duration elapsed) {
        return span().filter(change -> change.from().compareTo(elapsed) <= 0).isPresent() ? after : before;
    }

    Version after() {
        return after;
    }

    /// A tenant with the larger of both versions' limits, which hold for all copies together.
    Tenant atMost(Tenant tenant) {
        return limits(
                tenant, larger(before.of(tenant).limits(), after.of(tenant).limits()));
    }

    /// A copy calls a target.
    void calling(Version version, Target target, Serving serving) {
        if (changes.isEmpty()) {
            return;
        }
        serving.check(Property.F17, version.has(target), () -> "not in its configuration: " + target.label());
        serving.saw("called by the %s configuration".formatted(version.changed() ? "new" : "old"));
    }

    private static Tenant limits(Tenant tenant, Limits limits) {
        return tenant.withTerms(tenant.terms().withLimits(limits));
    }

    /// The versions differ in these two limits alone, and in both in the same direction.
    private static Limits larger(Limits one, Limits other) {
        boolean first = one.requestsPerMinute() > other.requestsPerMinute() || one.concurrency() > other.concurrency();
        return first ? one : other;
    }

    /// How many times as much the new version has: 2 at full strength, and little more than half at none.
    private static double factor(FaultSpan change) {
        return LEAST_FACTOR + (MOST_FACTOR - LEAST_FACTOR) * change.strength();
    }

    /// One version.
    static final class Version {
        private final List<FaultSpan> changes;
        private final boolean changed;
        private final Topology topology;

        Version(Topology all, List<FaultSpan> changes, boolean changed) {
            this.changes = changes;
            this.changed = changed;
            this.topology = changes.isEmpty() ? all : of(all, changes, changed);
        }

        private static Topology of(Topology all, List<FaultSpan> changes, boolean changed) {
            Map<TenantId, Tenant> tenants =
                    new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
            all.tenants().forEach((id, tenant) -> tenants.put(id, changed ? tenant(tenant, changes) : tenant));
            Map<Alias, Route> routes = new LinkedHashMap<>();
            all.routes().forEach((alias, route) -> routes.put(alias, route(route, changes, changed)));
            return new Topology(all.environment(), tenants, routes);
        }

        private static Tenant tenant(Tenant tenant, List<FaultSpan> changes) {
            return changes.stream()
                    .filter(change -> change.kind() == FleetFault.LIMITS_CHANGED)
                    .filter(change -> change.strikes(tenant.id().value()))
                    .findFirst()
                    .map(change -> limits(tenant, times(tenant, factor(change))))
                    .orElse(tenant);
        }

        private static Limits times(Tenant tenant, double factor) {
            Limits limits = tenant.limits();
            int least = tenant.terms().ledgerShards();
            return limits.with(LimitName.REQUESTS_PER_MINUTE, times(limits.requestsPerMinute(), factor, least))
                    .with(LimitName.CONCURRENCY, times(limits.concurrency(), factor, least));
        }

        private static long times(long limit, double factor, int least) {
            return limit == 0 ? 0 : Math.max(least, Math.round(limit * factor));
        }

        private static Route route(Route route, List<FaultSpan> changes, boolean changed) {
            FleetFault missing = changed ? FleetFault.TARGET_REMOVED : FleetFault.TARGET_ADDED;
            List<Tier> tiers = route.tiers().stream()
                    .map(tier -> new Tier(
                            tier.number(),
                            tier.targets().stream()
                                    .filter(routed -> of(missing, routed.target(), changes)
                                            .isEmpty())
                                    .map(routed -> changed ? target(routed, changes) : routed)
                                    .toList()))
                    .filter(tier -> !tier.targets().isEmpty())
                    .toList();
            return new Route(route.alias(), route.defaultMaxTokens(), tiers);
        }

        private static RoutedTarget target(RoutedTarget routed, List<FaultSpan> changes) {
            return of(FleetFault.TARGET_CHANGED, routed.target(), changes)
                    .map(change -> new RoutedTarget(
                            routed.target(),
                            routed.profile(),
                            times(routed.capacity(), factor(change)),
                            2 * routed.weight()))
                    .orElse(routed);
        }

        private static Capacity times(Capacity believed, double factor) {
            return new Capacity(
                    times(believed.requestsPerMinute(), factor, 1), times(believed.tokensPerMinute(), factor, 1));
        }

        private static Optional<FaultSpan> of(FleetFault kind, Target target, List<FaultSpan> changes) {
            return changes.stream()
                    .filter(change -> change.kind() == kind && change.strikes(target))
                    .findFirst();
        }

        /// Whether it is the new one.
        boolean changed() {
            return changed;
        }

        Topology topology() {
            return topology;
        }

        /// A tenant under its terms.
        Tenant of(Tenant tenant) {
            return changed ? tenant(tenant, changes) : tenant;
        }

        /// Whether a target is in a route of it.
        boolean has(Target target) {
            return topology.routes().values().stream()
                    .flatMap(Route::targets)
                    .anyMatch(routed -> routed.target().equals(target));
        }
    }
}
