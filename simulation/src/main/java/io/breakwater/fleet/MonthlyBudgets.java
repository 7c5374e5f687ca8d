package io.breakwater.fleet;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import io.breakwater.model.Usd;
import java.util.List;
import java.util.SplittableRandom;

/// The tenants of every second schedule from [LaterFaults#FIRST_SEED] on of whom half have a limit of
/// money: it is used up early, late or hardly. It comes from a random stream of its own, as the faults
/// do.
final class MonthlyBudgets {
    /// For one request a second; a schedule has some 500 s, and a request costs some 3,000.
    private static final List<Integer> MICRO_USD = List.of(200_000, 800_000, 2_400_000);

    /// The most that a request of a schedule reserves is 20,000.
    private static final long LEAST_MICRO_USD = 40_000;

    private final SplittableRandom random;

    MonthlyBudgets(long seed) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 5);
    }

    FleetPlan on(FleetPlan plan) {
        return random.nextBoolean()
                ? plan
                : LaterDraws.with(plan, plan.loads().stream().map(this::maybe).toList());
    }

    private FleetPlan.Load maybe(FleetPlan.Load load) {
        int perSecond = MICRO_USD.get(random.nextInt(MICRO_USD.size()));
        return random.nextBoolean() ? load : load.of(limited(load, perSecond), load.maxWait());
    }

    private static Tenant limited(FleetPlan.Load load, int perSecond) {
        Tenant tenant = load.tenant();
        Limits limits = tenant.limits();
        long least = LEAST_MICRO_USD * tenant.terms().ledgerShards();
        long microUsd = Math.max(least, (long) (perSecond * load.requestsPerSecond()));
        return tenant.withTerms(
                tenant.terms().withLimits(limits.with(LimitName.USD_PER_MONTH, Usd.NANOS_IN_MICRO * microUsd)));
    }
}
