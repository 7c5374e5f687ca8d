package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.RealTime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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

    /// Another process has other identity hashes, other salts of its immutable sets and maps, and another zone.
    @Test
    @RealTime
    void another_process_plays_the_same_run() throws IOException {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Duser.timezone=Asia/Kathmandu",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SimulateCommand.class.getName(),
                        "--first-seed",
                        "5",
                        "--json")
                .redirectErrorStream(true)
                .start();
        String told = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(told)
                .contains("\"trace\":\"%016x\"".formatted(played(5).trace().hash()));
    }

    private static FleetWorld played(long seed) {
        return new FleetRun(Schedules.of(seed), Variant.NONE, 0).play();
    }
}
