package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.quota.item.ReferenceStore;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The judge of the histories must find each planted fault; a judge that finds nothing proves nothing.
final class PlantedMutantsTest {
    private static final long SEEDS = 2_500;

    /// The seeds whose histories show mutants that few histories show; they are played first.
    private static final Map<Mutant, Long> KNOWN =
            Map.of(Mutant.REQUESTS_NOT_COUNTED_IN_THEIR_BUCKET, 193L, Mutant.SETTLEMENT_LEAVES_NO_MARK, 396L);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void is_found(Mutant mutant) {
        OptionalLong found = LongStream.concat(
                        LongStream.of(KNOWN.getOrDefault(mutant, 1L)), LongStream.rangeClosed(1, SEEDS))
                .filter(seed -> isFound(mutant, seed))
                .findFirst();
        assertThat(found).as("%s within %d histories", mutant, SEEDS).isPresent();
    }

    @Test
    void without_a_fault_nothing_is_found() {
        assertThat(LongStream.rangeClosed(1, 20).filter(seed -> isFound(Mutant.NONE, seed)))
                .isEmpty();
    }

    private static boolean isFound(Mutant mutant, long seed) {
        try {
            new LedgerHistory(seed, new ReferenceStore(), mutant).run();
            return false;
        } catch (AssertionError found) {
            return true;
        }
    }
}
