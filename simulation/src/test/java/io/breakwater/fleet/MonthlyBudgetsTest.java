package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Which schedules have limits of money.
final class MonthlyBudgetsTest {
    private static List<Long> budgets(long seed) {
        return Schedules.of(seed).loads().stream()
                .map(load -> load.tenant().limits().nanoUsdPerMonth())
                .filter(budget -> budget > 0)
                .toList();
    }

    @Test
    void no_schedule_before_the_first_seed_has_a_limit_of_money() {
        assertThat(LongStream.rangeClosed(1, 200))
                .allMatch(seed -> budgets(seed).isEmpty());
        assertThat(budgets(LaterFaults.FIRST_SEED - 1)).isEmpty();
    }

    @Test
    void of_those_from_it_on_a_good_part_has_tenants_with_one_and_without() {
        List<Long> having = LongStream.range(LaterFaults.FIRST_SEED, LaterFaults.FIRST_SEED + 200)
                .filter(seed -> !budgets(seed).isEmpty())
                .boxed()
                .toList();

        assertThat(having).hasSizeBetween(50, 110);
        assertThat(having)
                .anyMatch(seed ->
                        budgets(seed).size() < Schedules.of(seed).loads().size());
    }

    @Test
    void the_rest_of_a_schedule_is_what_it_would_be_without() {
        FleetPlan plan = new LaterDraws(30_004).on(Schedules.before(30_004));
        FleetPlan budgeted = new MonthlyBudgets(30_004).on(plan);

        assertThat(budgeted.faults()).isEqualTo(plan.faults());
        assertThat(budgeted.quotas()).isEqualTo(plan.quotas());
        assertThat(budgeted.shape()).isEqualTo(plan.shape());
        assertThat(budgeted.loads()).hasSameSizeAs(plan.loads());
    }
}
