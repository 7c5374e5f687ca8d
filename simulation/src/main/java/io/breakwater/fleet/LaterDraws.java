package io.breakwater.fleet;

import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;
import io.breakwater.model.Tenant;
import io.breakwater.model.Terms;
import io.breakwater.model.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// What every second schedule has beside the world, the clients and the faults that it would have otherwise: clients
/// and plans that wait for room, tenants whose ledgers are sharded, conversations over cached prefixes, quotas that the
/// gateway is not told, and a tenant all of whose targets are dead. It comes from a random stream of its own, so that
/// the rest of a seed's world is what it was before these were drawn.
final class LaterDraws {
    private static final int TURNS = 3;
    private static final List<Integer> PLANNED_SECONDS = List.of(5, 15, 40);
    private static final List<Integer> ASKED_SECONDS = List.of(0, 2, 10, 30, 60);
    private static final List<Integer> SHARDS = List.of(2, 3, 8);

    private final SplittableRandom random;

    LaterDraws(long seed) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 3);
    }

    FleetPlan on(FleetPlan plan) {
        if (random.nextBoolean()) {
            return plan;
        }
        boolean waits = one(2);
        boolean sharded = one(2);
        boolean talks = one(3);
        FleetPlan told = one(3) ? untold(plan) : plan;
        FleetPlan dead = one(5) ? without(told, told.loads().getFirst().tenant()) : told;
        return with(
                dead,
                dead.loads().stream()
                        .map(load -> sharded && one(2) ? spread(load) : load)
                        .map(load -> waits ? waiting(load) : load)
                        .map(load -> talks && load.texts().dialect().talks() ? load.talking(TURNS) : load)
                        .toList());
    }

    private boolean one(int in) {
        return random.nextInt(in) == 0;
    }

    private <T> T of(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /// The same with other tenants and clients.
    static FleetPlan with(FleetPlan plan, List<FleetPlan.Load> loads) {
        List<Tenant> tenants = loads.stream().map(FleetPlan.Load::tenant).toList();
        return new FleetPlan(
                plan.seed(),
                plan.length(),
                Worlds.topology(tenants, route(plan)),
                plan.quotas(),
                loads,
                plan.shape(),
                plan.faults());
    }

    /// Its only one.
    private static Route route(FleetPlan plan) {
        return plan.topology().routes().values().iterator().next();
    }

    /// By its plan, by its own wish, or not at all.
    private FleetPlan.Load waiting(FleetPlan.Load load) {
        Terms terms = load.tenant().terms();
        return switch (random.nextInt(3)) {
            case 0 -> load;
            case 1 -> load.of(load.tenant().withTerms(terms.waiting(seconds(PLANNED_SECONDS))), maybe(ASKED_SECONDS));
            default -> load.of(load.tenant(), Optional.of(seconds(ASKED_SECONDS)));
        };
    }

    private Optional<Duration> maybe(List<Integer> seconds) {
        return one(2) ? Optional.of(seconds(seconds)) : Optional.empty();
    }

    private Duration seconds(List<Integer> seconds) {
        return Duration.ofSeconds(of(seconds));
    }

    /// Over as many items as its limits can be spread over; a request must fit into one item's part of the tokens, as
    /// the configuration demands.
    private FleetPlan.Load spread(FleetPlan.Load load) {
        Terms terms = load.tenant().terms();
        Limits limits = terms.limits();
        int shards = of(SHARDS);
        if (isBelow(limits.requestsPerMinute(), shards) || isBelow(limits.concurrency(), shards)) {
            return load;
        }
        return load.of(
                load.tenant().withTerms(terms.withLimits(hot(limits, shards)).withLedgerShards(shards)),
                load.maxWait());
    }

    private static boolean isBelow(long limit, int shards) {
        return limit > 0 && limit < shards;
    }

    /// The same with as many times the tokens.
    private static Limits hot(Limits limits, int times) {
        return limits.with(LimitName.TOKENS_PER_MINUTE, limits.tokensPerMinute() * times)
                .with(LimitName.TOKENS_PER_DAY, limits.tokensPerDay() * times);
    }

    /// Bedrock's quotas stay, or are drawn where there were none, and the gateway knows none of them.
    private FleetPlan untold(FleetPlan plan) {
        Capacity drawn = new Capacity((long) (plan.perSecond() * of(List.of(30, 60, 120))) + 5, 0);
        List<FleetPlan.Quota> quotas = plan.quotas().stream()
                .map(quota -> new FleetPlan.Quota(
                        unknown(quota.target()),
                        quota.perMinute().equals(Capacity.UNKNOWN) ? drawn : quota.perMinute(),
                        quota.slots()))
                .toList();
        Route route = route(plan);
        List<Tier> tiers = route.tiers().stream()
                .map(tier -> new Tier(
                        tier.number(),
                        tier.targets().stream().map(LaterDraws::unknown).toList()))
                .toList();
        return new FleetPlan(
                plan.seed(),
                plan.length(),
                Worlds.topology(
                        plan.loads().stream().map(FleetPlan.Load::tenant).toList(),
                        new Route(route.alias(), route.defaultMaxTokens(), tiers)),
                quotas,
                plan.loads(),
                plan.shape(),
                plan.faults());
    }

    private static RoutedTarget unknown(RoutedTarget target) {
        return new RoutedTarget(target.target(), target.profile(), Capacity.UNKNOWN, target.weight());
    }

    /// All targets of a tenant fail at once, those of the lower tiers, too.
    private FleetPlan without(FleetPlan plan, Tenant tenant) {
        FleetFault kind = of(Schedules.FAST);
        Duration from = Duration.ofSeconds(10 + random.nextInt(60));
        Duration until = from.plusSeconds(10 + random.nextInt(50));
        List<FaultSpan> faults = new ArrayList<>(plan.faults());
        plan.quotas().stream()
                .map(quota -> quota.target().target())
                .filter(target -> tenant.hand().contains(target.shard()))
                .map(Target::label)
                .forEach(label -> faults.add(new FaultSpan(kind, label, 1, from, until)));
        return plan.with(faults);
    }
}
