package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each planted bug is found with the seed that is recorded for it. A build that is not deep looks for one bug in
/// eight.
final class PlantedBugTest {
    private static final int MOST = 300;
    private static final int USUAL = 8;

    static Stream<PlantedBug> bugs() {
        PlantedBug[] all = PlantedBug.values();
        return IntStream.range(0, all.length)
                .filter(number -> Depth.whole() || number % USUAL == 0)
                .mapToObj(number -> all[number]);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void a_planted_bug_breaks_its_property(PlantedBug bug) {
        assertThat(breaks(bug.seed(), bug))
                .as(() -> bug.meaning() + "; the first seed that finds it is now " + told(first(bug)))
                .isTrue();
    }

    /// Of a plan that was made for a bug; schedules are played by [SchedulesTest].
    static Stream<FleetPlan> plans() {
        return bugs().map(bug -> bug.plan(bug.seed()))
                .distinct()
                .filter(plan -> !plan.equals(Schedules.of(plan.seed())));
    }

    /// What is found in a plan is the bug, and not the plan.
    @ParameterizedTest(name = "{index}")
    @MethodSource("plans")
    void without_its_bug_a_plan_breaks_nothing(FleetPlan plan) {
        assertThat(new FleetRun(plan, Variant.NONE, 0).play().findings().broken())
                .isEmpty();
    }

    private static OptionalLong first(PlantedBug bug) {
        long from = LongStream.of(1, LaterFaults.FIRST_SEED, FullAlphabet.FIRST_SEED)
                .filter(first -> first <= bug.seed())
                .max()
                .orElseThrow();
        return LongStream.range(from, from + MOST)
                .filter(seed -> breaks(seed, bug))
                .findFirst();
    }

    private static String told(OptionalLong seed) {
        return seed.isPresent() ? "" + seed.getAsLong() : "none of " + MOST;
    }

    /// Whether the property breaks; a bug that makes the run throw has not been named by its property.
    private static boolean breaks(long seed, PlantedBug bug) {
        try {
            return new FleetRun(bug.plan(seed), bug.wrong(), 0)
                    .play()
                    .findings()
                    .kinds()
                    .contains(bug.property());
        } catch (AssertionError ended) {
            return false;
        }
    }

    /// Prints the seed with which each bug is found first, to be copied into [PlantedBug] and
    /// docs/simulation.md.
    static void main() {
        for (PlantedBug bug : PlantedBug.values()) {
            System.out.println(bug + " " + bug.property() + " " + told(first(bug)));
        }
    }
}
