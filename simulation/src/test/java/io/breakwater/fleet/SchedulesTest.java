package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Drawn worlds under drawn faults: in a deep build those that have been looked through so far, else 40.
final class SchedulesTest {
    private static final int DEEP = 247;
    private static final int USUAL = 40;

    @Test
    void every_schedule_keeps_the_properties_and_together_they_show_what_they_should() {
        Map<String, Long> sights = new TreeMap<>();
        for (long seed = 1; seed <= (Depth.whole() ? DEEP : USUAL); seed++) {
            FleetWorld world = new FleetRun(Schedules.of(seed), Variant.NONE, 0).play();
            assertThat(world.findings().broken()).as("seed " + seed).isEmpty();
            world.findings().sights().forEach((sight, times) -> sights.merge(sight, times, Long::sum));
            if (seed == USUAL) {
                assertThat(sights.keySet()).containsAll(Sights.OFTEN);
            }
        }
        assertThat(sights.keySet()).containsAll(Depth.whole() ? Sights.ALL : Sights.OFTEN);
    }

    @Test
    void a_schedule_that_is_played_again_is_the_same_run() {
        for (long seed = 1; seed <= 3; seed++) {
            assertThat(played(seed).trace().hash())
                    .isEqualTo(played(seed).trace().hash());
        }
    }

    private static FleetWorld played(long seed) {
        return new FleetRun(Schedules.of(seed), Variant.NONE, 0).play();
    }
}
