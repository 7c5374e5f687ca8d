package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What schedules have from [FullAlphabet#FIRST_SEED] on.
final class FullAlphabetTest {
    private static final int MANY = 400;
    private static final long FIRST = FullAlphabet.FIRST_SEED;

    private static FleetPlan without(long seed) {
        return new MonthlyBudgets(seed).on(new LaterFaults(seed).on(new LaterDraws(seed).on(Schedules.before(seed))));
    }

    private static Stream<FleetPlan> plans() {
        return LongStream.range(FIRST, FIRST + MANY).mapToObj(Schedules::of);
    }

    private static Stream<FaultSpan> faults(Predicate<FaultSpan> which) {
        return plans().flatMap(plan -> plan.faults().stream()).filter(which);
    }

    @Test
    void schedules_before_the_first_seed_are_what_they_were() {
        for (long seed = FIRST - MANY; seed < FIRST; seed++) {
            assertThat(Schedules.of(seed)).isEqualTo(without(seed));
            assertThat(Schedules.of(seed).faults()).extracting(FaultSpan::frame).containsOnly(new StruckFrame.Usual());
        }
    }

    @Test
    void from_it_on_each_has_one_or_two_kinds_more_and_keeps_the_rest_but_where_and_how_far_they_strike() {
        for (long seed = FIRST; seed < FIRST + MANY; seed++) {
            FleetPlan plan = Schedules.of(seed);
            FleetPlan without = without(seed);
            assertThat(plan.with(without.faults())).isEqualTo(without);
            assertThat(plan.faults().stream().map(FaultSpan::kind).toList())
                    .containsAll(without.faults().stream().map(FaultSpan::kind).toList());
            assertThat(plan.faults().size()).isGreaterThan(without.faults().size());
            assertThat(plan.faults())
                    .allSatisfy(fault -> assertThat(fault.until()).isBetween(fault.from(), Schedules.FAULTS_END));
        }
    }

    @Test
    void each_kind_is_drawn_in_one_of_ten_schedules_at_least() {
        FullAlphabet.KINDS.forEach(kind -> assertThat(plans().filter(plan -> plan.has(kind)))
                .as(kind.label())
                .hasSizeGreaterThan(MANY / 10));
    }

    @Test
    void streams_are_struck_at_any_frame_or_after_each_number_of_pieces() {
        Set<StruckFrame> drawn = faults(fault -> StruckFrame.isOf(fault.kind()))
                .map(FaultSpan::frame)
                .collect(Collectors.toSet());

        assertThat(drawn)
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Stream.of(new StruckFrame.Any()),
                                IntStream.rangeClosed(0, StruckFrame.MOST).mapToObj(StruckFrame.AfterPieces::new))
                        .toList());
        assertThat(faults(fault -> !StruckFrame.isOf(fault.kind())).map(FaultSpan::frame))
                .containsOnly(new StruckFrame.Usual());
    }

    @Test
    void nobody_drains_everybody_but_all_shards_are_drained_and_one_alone_and_single_targets() {
        List<FaultSpan> drains =
                faults(fault -> fault.kind() == FleetFault.DRAIN).toList();

        assertThat(drains).extracting(FaultSpan::whom).doesNotContain(FaultSpan.EVERYBODY);
        assertThat(drains).anyMatch(drain -> drain.whom().contains("/"));
        assertThat(drains).anyMatch(drain -> !drain.whom().contains("/"));
        assertThat(plans().filter(FullAlphabetTest::drainsAll)).hasSizeGreaterThan(MANY / 50);
    }

    private static boolean drainsAll(FleetPlan plan) {
        return plan.firstTier().stream()
                .allMatch(target -> plan.faults().stream()
                        .anyMatch(fault -> fault.kind() == FleetFault.DRAIN && fault.strikes(target)));
    }

    /// The strength of a jump is its place between five minutes back and five minutes ahead.
    @Test
    void clocks_jump_by_up_to_five_minutes_in_both_directions() {
        assertThat(faults(fault -> fault.kind() == FleetFault.CLOCK_JUMP).map(FaultSpan::strength))
                .anyMatch(strength -> strength < 0.1)
                .anyMatch(strength -> strength > 0.9 && strength < 1)
                .doesNotContain(1.0);
    }
}
