package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Claims about what is printed at the start.
class StartSummaryTest {

    @Test
    void a_budget_below_a_dollar_is_not_shown_as_none() {
        assertThat(StartSummary.usd(100_000_000)).isEqualTo("0.1");
        assertThat(StartSummary.usd(500_000_000_000L)).isEqualTo("500");
    }
}
