package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Histories of priorities that flood a target that they share.
final class ShareFloodsTest {
    private static final int SEEDS = 1_000;
    private static final int USUAL = 8;
    private static final long MUTANT_SEEDS = 100;

    @Test
    void a_flood_of_low_priority_never_costs_high_its_share() {
        seeds().forEach(seed -> ShareHistories.highKeepsItsShare(seed, UnaryOperator.identity()));
    }

    @Test
    void whoever_stays_within_its_share_is_never_refused_whoever_else_floods() {
        seeds().forEach(seed -> ShareHistories.everyoneKeepsItsShare(seed, UnaryOperator.identity()));
    }

    @Test
    void a_low_priority_that_is_alone_gets_the_whole_capacity() {
        seeds().forEach(seed -> ShareHistories.lowAloneGetsEverything(seed, UnaryOperator.identity()));
    }

    @Test
    void when_all_flood_each_gets_its_share() {
        seeds().forEach(seed -> ShareHistories.everyoneGetsItsShare(seed, UnaryOperator.identity()));
    }

    @ParameterizedTest
    @EnumSource
    void a_planted_fault_is_found(ShareFault fault) {
        OptionalLong found = LongStream.rangeClosed(1, MUTANT_SEEDS)
                .filter(seed -> isFound(fault, seed))
                .findFirst();
        assertThat(found).as("%s within %d histories", fault, MUTANT_SEEDS).isPresent();
    }

    private static LongStream seeds() {
        return LongStream.rangeClosed(1, Depth.whole() ? SEEDS : USUAL).parallel();
    }

    private static boolean isFound(ShareFault fault, long seed) {
        try {
            ShareHistories.all(seed, fault);
            return false;
        } catch (AssertionError found) {
            return true;
        }
    }
}
