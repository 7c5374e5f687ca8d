package io.breakwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// 500 seeded fault schedules of 200 requests each (50 schedules in builds that are not deep), through
/// the real gateway; [SimulatedRequest] checks the invariants.
final class FaultSchedulesTest {
    private static final int SEEDS_PER_BATCH = 50;

    static LongStream firstSeeds() {
        return LongStream.range(0, Depth.of(10)).map(batch -> 1 + batch * SEEDS_PER_BATCH);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("firstSeeds")
    void every_fault_schedule_keeps_the_invariants_and_shows_everything_it_should(long firstSeed) {
        Map<Sight, Integer> sights = new EnumMap<>(Sight.class);
        for (long seed = firstSeed; seed < firstSeed + SEEDS_PER_BATCH; seed++) {
            SimulatedTraffic traffic = new SimulatedTraffic(seed);
            run(traffic, seed);
            traffic.sights().forEach((sight, times) -> sights.merge(sight, times, Integer::sum));
        }
        assertThat(sights).containsOnlyKeys(Sight.values());
    }

    @Test
    void the_same_seed_gives_the_same_trace_and_another_another() {
        for (long seed : Depth.seeds(20).toArray()) {
            assertThat(new SimulatedTraffic(seed).run()).isEqualTo(new SimulatedTraffic(seed).run());
        }
        assertThat(new SimulatedTraffic(1).run()).isNotEqualTo(new SimulatedTraffic(2).run());
    }

    private static void run(SimulatedTraffic traffic, long seed) {
        try {
            traffic.run();
        } catch (AssertionError broken) {
            throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
        }
    }
}
