package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What schedules have beside their other faults, from a seed on.
final class LaterFaultsTest {
    private static final int MANY = 400;
    private static final long FIRST = LaterFaults.FIRST_SEED;

    private static FleetPlan without(long seed) {
        return new LaterDraws(seed).on(Schedules.before(seed));
    }

    private static List<FaultSpan> later(long seed) {
        return Schedules.of(seed)
                .faults()
                .subList(
                        without(seed).faults().size(),
                        Schedules.of(seed).faults().size());
    }

    @Test
    void schedules_before_the_first_seed_are_what_they_were() {
        for (long seed = FIRST - MANY; seed < FIRST; seed++) {
            assertThat(Schedules.of(seed)).isEqualTo(without(seed));
        }
        Set<FleetFault> drawn = LongStream.range(1, MANY)
                .mapToObj(Schedules::of)
                .flatMap(plan -> plan.faults().stream())
                .map(FaultSpan::kind)
                .collect(Collectors.toSet());
        assertThat(drawn).isEqualTo(EnumSet.copyOf(FleetFault.first()));
    }

    @Test
    void from_it_on_each_has_one_to_three_more_faults_that_end_when_the_others_do_and_keeps_the_rest() {
        for (long seed = FIRST; seed < FIRST + MANY; seed++) {
            FleetPlan plan = Schedules.of(seed);
            FleetPlan without = new MonthlyBudgets(seed).on(without(seed));
            assertThat(plan.with(without.faults())).isEqualTo(without);
            assertThat(later(seed)).hasSizeBetween(1, 3).allSatisfy(fault -> {
                assertThat(LaterFaults.KINDS.contains(fault.kind()) || Rollout.KINDS.contains(fault.kind()))
                        .isTrue();
                assertThat(fault.until()).isBetween(fault.from(), Schedules.FAULTS_END);
            });
        }
    }

    @Test
    void
            each_of_the_kinds_is_drawn_in_one_of_ten_schedules_at_least_and_each_change_of_a_configuration_in_one_of_a_hundred() {
        LaterFaults.KINDS.stream()
                .filter(kind -> !Rollout.KINDS.contains(kind))
                .forEach(kind -> assertThat(drawn(kind)).as(kind.label()).isGreaterThan(MANY / 10));
        Rollout.KINDS.forEach(kind -> assertThat(drawn(kind)).as(kind.label()).isGreaterThan(MANY / 100));
    }

    /// In how many schedules.
    private static long drawn(FleetFault kind) {
        return LongStream.range(FIRST, FIRST + MANY)
                .filter(seed -> later(seed).stream().anyMatch(fault -> fault.kind() == kind))
                .count();
    }
}
