package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final Throttle throttle = new Throttle(2.0, 20);

    @Test
    void a_usage_plan_is_as_much_wider_than_the_plan_as_its_factor() {
        assertThat(throttle.requestsPerSecond(requestsPerMinute(60, 100))).isEqualTo(2.0);
        assertThat(throttle.requestsAtOnce(requestsPerMinute(60, 100))).isEqualTo(120);
        assertThat(throttle.requestsAtOnce(requestsPerMinute(60, 50))).isEqualTo(60);
    }

    @Test
    void a_small_plan_still_lets_a_few_requests_through_at_once_so_that_the_ledger_answers_them() {
        assertThat(throttle.requestsAtOnce(requestsPerMinute(3, 100))).isEqualTo(20);
    }

    @Test
    void an_unlimited_or_very_large_plan_gets_what_the_account_has() {
        assertThat(throttle.requestsPerSecond(Limits.UNLIMITED)).isEqualTo(10_000);
        assertThat(throttle.requestsAtOnce(Limits.UNLIMITED)).isEqualTo(5_000);
        assertThat(throttle.requestsPerSecond(requestsPerMinute(Limits.LARGEST, 100)))
                .isEqualTo(10_000);
        assertThat(throttle.requestsAtOnce(requestsPerMinute(Limits.LARGEST, 100)))
                .isEqualTo(5_000);
    }

    private static Limits requestsPerMinute(long requests, int burstPercent) {
        return Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, requests).withBurst(burstPercent);
    }
}
