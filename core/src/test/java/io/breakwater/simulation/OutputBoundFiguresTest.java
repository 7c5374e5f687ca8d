package io.breakwater.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.model.OutputBound;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a bound on answers costs in concurrency on one quota, and what a learned one gives back, in virtual time.
final class OutputBoundFiguresTest {
    private static final int MINUTES = Integer.getInteger("breakwater.minutes", 8);
    private static final int BURST = 600;
    private static final int COPIES = 4;

    static LongStream seeds() {
        return Depth.seeds(2);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_learned_bound_carries_five_times_as_many_calls_as_the_default_and_runs_one_in_a_hundred_again(long seed) {
        BoundedTraffic.Figures maximum = traffic(OutputBound.FIXED, 64_000, seed);
        BoundedTraffic.Figures fixed = traffic(OutputBound.FIXED, 16_384, seed);
        BoundedTraffic.Figures learned = traffic(OutputBound.LEARNED, 16_384, seed);
        System.out.printf("seed %d%nmaximum %s%nfixed   %s%nlearned %s%n", seed, maximum, fixed, learned);
        assertThat(maximum.concurrency()).as("2,000,000 / (500 + 64,000)").isEqualTo(31);
        assertThat(fixed.concurrency()).isBetween(118L, 125L);
        assertThat(learned.concurrency()).isGreaterThanOrEqualTo(5 * fixed.concurrency());
        assertThat(learned.secondRuns() * 100).isLessThanOrEqualTo(learned.answers());
        assertThat(learned.cut() * 1_000).isLessThanOrEqualTo(learned.answers());
        assertThat(List.of(maximum, fixed, learned))
                .extracting(BoundedTraffic.Figures::throttled)
                .containsOnly(0);
    }

    private static BoundedTraffic.Figures traffic(OutputBound bound, long maxTokens, long seed) {
        return new BoundedTraffic(bound, maxTokens, COPIES, seed).at(BURST, MINUTES);
    }
}
