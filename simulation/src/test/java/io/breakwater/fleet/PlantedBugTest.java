package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each planted bug is found at the seed that is written down for it, and nothing is found there without it.
final class PlantedBugTest {

    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void a_planted_bug_breaks_its_property(PlantedBug bug) {
        assertThat(found(bug.seed(), bug).kinds()).contains(bug.property());
    }

    private static FleetFindings found(long seed, Variant variant) {
        return new FleetRun(Schedules.of(seed), variant, 0).play().findings();
    }

    /// Prints at which of 300 seeds each bug is found first: what is to be written into [PlantedBug].
    static void main() {
        for (PlantedBug bug : PlantedBug.values()) {
            long seed = 1;
            while (seed <= 300 && !broken(seed, bug)) {
                seed++;
            }
            System.out.println(bug + " " + bug.property() + " " + (seed > 300 ? "NOT FOUND" : seed));
        }
    }

    private static boolean broken(long seed, PlantedBug bug) {
        try {
            return found(seed, bug).kinds().contains(bug.property());
        } catch (AssertionError | RuntimeException ended) {
            System.out.println(bug + " at " + seed + " ends with " + ended);
            return false;
        }
    }
}
