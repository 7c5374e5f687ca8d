package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Capacity;
import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What half of the schedules have beside what they had before.
final class LaterDrawsTest {
    private static final int MANY = 400;

    private static List<Long> seeds(Predicate<FleetPlan> plans) {
        return LongStream.rangeClosed(1, MANY)
                .boxed()
                .filter(seed -> plans.test(Schedules.of(seed)))
                .toList();
    }

    private static List<Long> seedsOfLoads(Predicate<FleetPlan.Load> loads) {
        return seeds(plan -> plan.loads().stream().anyMatch(loads));
    }

    private static boolean isUntold(FleetPlan plan) {
        return plan.quotas().stream()
                .allMatch(quota -> quota.target().capacity().equals(Capacity.UNKNOWN)
                        && !quota.perMinute().equals(Capacity.UNKNOWN));
    }

    /// No other of the later draws adds faults.
    private static boolean hasATenantWithoutTargets(FleetPlan plan) {
        return plan.faults().size() > Schedules.before(plan.seed()).faults().size();
    }

    /// Of all targets, tier by tier.
    private static List<List<String>> labels(FleetPlan plan) {
        return plan.topology().routes().values().stream()
                .flatMap(route -> route.tiers().stream())
                .map(tier -> tier.targets().stream()
                        .map(routed -> routed.target().label())
                        .toList())
                .toList();
    }

    @Test
    void half_of_the_schedules_are_what_they_were_and_the_others_keep_their_fleet_and_their_faults() {
        int same = 0;
        for (long seed = 1; seed <= MANY; seed++) {
            FleetPlan before = Schedules.before(seed);
            FleetPlan now = Schedules.of(seed);
            assertThat(now.shape()).isEqualTo(before.shape());
            assertThat(labels(now)).isEqualTo(labels(before));
            assertThat(now.loads()).hasSameSizeAs(before.loads());
            assertThat(now.faults().subList(0, before.faults().size())).isEqualTo(before.faults());
            same += now.equals(before) ? 1 : 0;
        }
        assertThat(same).isBetween(MANY / 2 - MANY / 10, MANY / 2 + MANY / 10);
    }

    @Test
    void each_of_what_is_new_is_drawn_in_one_of_twenty_schedules_at_least() {
        int some = MANY / 20;
        assertThat(seedsOfLoads(load -> load.maxWait().isPresent())).hasSizeGreaterThan(some);
        assertThat(seedsOfLoads(load -> !load.tenant().terms().maxWait().isZero()))
                .hasSizeGreaterThan(some);
        assertThat(seedsOfLoads(load -> load.tenant().terms().ledgerShards() > 1))
                .hasSizeGreaterThan(some);
        assertThat(seedsOfLoads(load -> load.texts().turns() > 0)).hasSizeGreaterThan(some);
        assertThat(seeds(LaterDrawsTest::isUntold)).hasSizeGreaterThan(some);
        assertThat(seeds(LaterDrawsTest::hasATenantWithoutTargets)).hasSizeGreaterThan(some);
    }

    @Test
    void users_who_wait_for_their_answers_and_clients_that_try_ten_times_at_once_are_drawn() {
        assertThat(seedsOfLoads(load -> load.users() > 0)).hasSizeGreaterThan(MANY / 5);
        assertThat(seeds(plan -> plan.has(FleetFault.RETRY_HAPPY))).hasSizeGreaterThan(MANY / 50);
    }

    @Test
    void a_tenant_whose_ledger_is_sharded_has_a_part_of_each_limit_for_each_item() {
        for (long seed = 1; seed <= MANY; seed++) {
            for (FleetPlan.Load load : Schedules.of(seed).loads()) {
                assertThat(isSpread(load.tenant())).as("seed " + seed).isTrue();
            }
        }
    }

    private static boolean isSpread(Tenant tenant) {
        Limits limits = tenant.limits();
        return LongStream.of(
                        limits.requestsPerMinute(),
                        limits.tokensPerMinute(),
                        limits.tokensPerDay(),
                        limits.concurrency())
                .allMatch(limit -> limit == 0 || limit >= tenant.terms().ledgerShards());
    }
}
