package io.breakwater.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EffortLevelTest {
    private static final List<EffortLevel> USUAL = List.of(EffortLevel.LOW, EffortLevel.MEDIUM, EffortLevel.HIGH);

    @Test
    void a_level_that_a_model_has_is_the_nearest_itself() {
        assertThat(EffortLevel.MEDIUM.nearest(USUAL)).contains(EffortLevel.MEDIUM);
    }

    @Test
    void beyond_the_ends_the_end_is_the_nearest() {
        assertThat(EffortLevel.MINIMAL.nearest(USUAL)).contains(EffortLevel.LOW);
        assertThat(EffortLevel.MAX.nearest(USUAL)).contains(EffortLevel.HIGH);
    }

    @Test
    void of_two_that_are_as_near_the_lower_costs_less() {
        assertThat(EffortLevel.XHIGH.nearest(List.of(EffortLevel.HIGH, EffortLevel.MAX)))
                .contains(EffortLevel.HIGH);
    }

    @Test
    void a_model_without_levels_has_none_that_is_near() {
        assertThat(EffortLevel.HIGH.nearest(List.of())).isEmpty();
    }
}
