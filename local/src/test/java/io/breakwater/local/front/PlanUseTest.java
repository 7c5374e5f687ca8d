package io.breakwater.local.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.local.front.PlanUse.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PlanUseTest {
    private static final Instant NOW = Instant.parse("2026-01-31T23:59:00Z");

    private final UsagePlan plan = new UsagePlan(2, 3, OptionalLong.of(5));
    private PlanUse use = PlanUse.NONE;

    private Decision take(Instant now) {
        PlanUse.Taken taken = use.take(plan, now);
        use = taken.next();
        return taken.decision();
    }

    @Test
    void the_burst_passes_at_once_and_then_the_rate() {
        assertThat(take(NOW)).isEqualTo(Decision.PASSED);
        assertThat(take(NOW)).isEqualTo(Decision.PASSED);
        assertThat(take(NOW)).isEqualTo(Decision.PASSED);
        assertThat(take(NOW)).isEqualTo(Decision.THROTTLED);
        assertThat(take(NOW.plusMillis(499))).isEqualTo(Decision.THROTTLED);
        assertThat(take(NOW.plusMillis(500))).isEqualTo(Decision.PASSED);
        assertThat(take(NOW.plusMillis(500))).isEqualTo(Decision.THROTTLED);
    }

    @Test
    void a_long_rest_gives_no_more_than_the_burst() {
        take(NOW);
        Instant later = NOW.plus(Duration.ofSeconds(50));
        for (int i = 0; i < 3; i++) {
            assertThat(take(later)).isEqualTo(Decision.PASSED);
        }
        assertThat(take(later)).isEqualTo(Decision.THROTTLED);
    }

    @Test
    void a_request_that_was_held_up_on_its_way_is_not_refused_for_it() {
        take(NOW.plusSeconds(60));
        assertThat(take(NOW)).isEqualTo(Decision.PASSED);
        assertThat(take(NOW)).isEqualTo(Decision.PASSED);
        assertThat(take(NOW)).isEqualTo(Decision.THROTTLED);
    }

    @Test
    void the_quota_holds_for_its_month_and_comes_back_with_the_next() {
        for (int i = 0; i < 5; i++) {
            assertThat(take(NOW.plusSeconds(i))).isEqualTo(Decision.PASSED);
        }
        assertThat(take(NOW.plusSeconds(59))).isEqualTo(Decision.QUOTA_EXCEEDED);
        assertThat(take(NOW.plusSeconds(60))).isEqualTo(Decision.PASSED);
    }
}
