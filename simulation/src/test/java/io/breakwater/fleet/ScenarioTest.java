package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.model.Target;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The named scenarios, with fleets of one request a copy and, in deep builds, of one copy.
final class ScenarioTest {
    private static final double PER_SECOND = 10;

    static IntStream copies() {
        return Depth.whole() ? IntStream.of(1, 300) : IntStream.of(300);
    }

    @ParameterizedTest
    @MethodSource("copies")
    void with_an_account_dead_every_property_holds_and_hardly_anybody_notices(int copies) {
        FleetWorld world = played(Scenario.ACCOUNT_DEAD, 1, copies, 300 / copies, PER_SECOND);
        assertThat(world.findings().broken()).isEmpty();
        assertThat(world.figures().success(Scenario.from(), Scenario.until())).isGreaterThan(0.98);
        assertThat(world.figures().recovery(Scenario.until(), world.plan().length()))
                .isGreaterThanOrEqualTo(java.time.Duration.ZERO);
    }

    @Test
    void a_dead_account_gets_no_more_than_its_probes_after_the_first_minute() {
        FleetWorld world = played(Scenario.ACCOUNT_DEAD, 2, 100, 1, PER_SECOND);
        assertThat(world.plan().quotas()).anySatisfy(quota -> {
            Target target = quota.target().target();
            assertThat(target.shard().value()).isEqualTo("shard-a");
            assertThat(world.figures()
                            .perMinute(target, Scenario.from(), Scenario.until())
                            .get(1))
                    .isLessThanOrEqualTo(30);
        });
    }

    @Test
    void the_same_seed_gives_the_same_trace_and_another_another() {
        assertThat(trace(3)).isEqualTo(trace(3)).isNotEqualTo(trace(4));
    }

    private static long trace(long seed) {
        return played(Scenario.EVERYTHING_AT_ONCE, seed, 20, 1, Depth.whole() ? PER_SECOND : 2)
                .trace()
                .hash();
    }

    private static FleetWorld played(Scenario scenario, long seed, int copies, int each, double perSecond) {
        FleetPlan plan = scenario.plan(seed, new FleetPlan.Shape(copies, each, copies), perSecond);
        return new FleetRun(plan, Variant.NONE, 0).play();
    }
}
