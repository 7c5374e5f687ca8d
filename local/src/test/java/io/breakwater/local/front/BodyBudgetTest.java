package io.breakwater.local.front;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {
    private static final long TOTAL = 16_000_000;

    private final BodyBudget budget = new BodyBudget(TOTAL);

    private BodyBudget.Claim claim(String caller, long bytes) {
        BodyBudget.Claim claim = budget.open(caller);
        return claim.reach(bytes) ? claim : null;
    }

    @Test
    void one_caller_takes_at_most_half() {
        assertThat(claim("a", 5_000_000)).isNotNull();
        assertThat(claim("a", 3_000_000)).isNotNull();

        assertThat(claim("a", 1)).isNull();
        assertThat(claim("b", 4_000_000)).isNotNull();
    }

    @Test
    void large_bodies_of_many_callers_leave_a_quarter_for_small_ones() {
        for (int i = 0; i < 3; i++) {
            assertThat(claim("large-" + i, 4_000_000)).isNotNull();
        }
        assertThat(claim("one-more", BodyBudget.SMALL_BYTES + 1)).isNull();

        List<BodyBudget.Claim> small = new ArrayList<>();
        for (int i = 0; i < 61; i++) {
            small.add(claim("small-" + i, BodyBudget.SMALL_BYTES));
        }
        assertThat(small).doesNotContainNull();
        assertThat(claim("small-61", BodyBudget.SMALL_BYTES)).isNull();
    }

    @Test
    void what_is_closed_is_free_again_and_a_claim_that_grows_counts_once() {
        try (BodyBudget.Claim claim = budget.open("a")) {
            assertThat(claim.reach(1_000_000)).isTrue();
            assertThat(claim.reach(8_000_000)).isTrue();
            assertThat(claim.reach(8_000_001)).isFalse();
        }

        assertThat(claim("a", 8_000_000)).isNotNull();
    }
}
