package io.breakwater.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LedgerPropertyTest {
    private static final int BATCHES = 24;
    private static final int SEEDS_PER_BATCH = 50;

    static LongStream firstSeeds() {
        return LongStream.range(0, BATCHES).map(batch -> 1 + batch * SEEDS_PER_BATCH);
    }

    @ParameterizedTest(name = "seeds from {0}")
    @MethodSource("firstSeeds")
    void every_history_keeps_the_invariants(long firstSeed) {
        int admitted = 0;
        int decided = 0;
        for (long seed = firstSeed; seed < firstSeed + SEEDS_PER_BATCH; seed++) {
            LedgerHistory history = run(seed);
            admitted += history.admitted();
            decided += history.decided();
        }
        assertThat(admitted).as("both answers occur").isBetween(decided / 20, decided * 19 / 20);
    }

    private static LedgerHistory run(long seed) {
        LedgerHistory history = new LedgerHistory(seed);
        try {
            history.run();
        } catch (AssertionError broken) {
            throw new AssertionError("seed " + seed + ": " + broken.getMessage(), broken);
        }
        return history;
    }
}
