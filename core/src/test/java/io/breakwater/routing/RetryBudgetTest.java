package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class RetryBudgetTest {
    private static final Instant NOW = Sample.NOW;

    private final RetryBudget budget = new RetryBudget(NOW);

    @Test
    void it_begins_with_twenty_retries() {
        assertThat(drained(NOW)).isEqualTo(20);
    }

    @Test
    void ten_requests_pay_for_one_retry() {
        drained(NOW);
        deposits(9, NOW);
        assertThat(budget.withdraw(1, NOW)).isFalse();
        deposits(1, NOW);
        assertThat(budget.withdraw(1, NOW)).isTrue();
        assertThat(budget.withdraw(1, NOW)).isFalse();
    }

    @Test
    void each_second_pays_for_one_retry_in_steps_of_a_tenth() {
        drained(NOW);
        assertThat(budget.withdraw(1, NOW.plusMillis(999))).isFalse();
        assertThat(budget.withdraw(1, NOW.plusMillis(1_000))).isTrue();
        assertThat(drained(NOW.plusMillis(8_999))).isEqualTo(7);
        assertThat(drained(NOW.plusMillis(9_000))).isEqualTo(1);
    }

    @Test
    void at_most_two_hundred_pile_up() {
        assertThat(drained(NOW.plus(Duration.ofDays(1)))).isEqualTo(200);
        deposits(10_000, NOW.plus(Duration.ofDays(1)));
        assertThat(drained(NOW.plus(Duration.ofDays(1)))).isEqualTo(200);
    }

    @Test
    void a_retry_of_two_is_all_or_nothing() {
        drained(NOW);
        deposits(19, NOW);
        assertThat(budget.withdraw(2, NOW)).isFalse();
        assertThat(budget.withdraw(1, NOW)).isTrue();
    }

    @Test
    void a_clock_that_steps_back_adds_and_takes_nothing() {
        drained(NOW);
        assertThat(budget.withdraw(1, NOW.minusSeconds(3_600))).isFalse();
        assertThat(drained(NOW.plusSeconds(2))).isEqualTo(2);
    }

    private void deposits(int requests, Instant now) {
        for (int request = 0; request < requests; request++) {
            budget.deposit(now);
        }
    }

    private int drained(Instant now) {
        int retries = 0;
        while (budget.withdraw(1, now)) {
            retries++;
        }
        return retries;
    }
}
