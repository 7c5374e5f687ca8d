package io.breakwater.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The smallest value that each rule may have.
final class RoutingRulesTest {
    private static final Duration LEAST = Duration.ofNanos(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static RoutingRules rules(int attempts, int abandoned, Duration firstToken, Duration idle) {
        return new RoutingRules(attempts, abandoned, SECOND, firstToken, idle, SECOND);
    }

    @Test
    void one_attempt_nothing_abandoned_and_the_shortest_times_are_rules() {
        assertThat(rules(1, 0, LEAST, LEAST).attempts()).isEqualTo(1);
    }

    @Test
    void no_attempt_fewer_than_none_abandoned_or_no_time_are_refused_with_their_values() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(0, 0, LEAST, LEAST))
                .withMessageContaining("attempts=0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(1, -1, LEAST, LEAST))
                .withMessageContaining("abandoned=-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(1, 0, Duration.ZERO, LEAST))
                .withMessageContaining("firstToken=PT0S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rules(1, 0, LEAST, Duration.ZERO))
                .withMessageContaining("idle=PT0S");
    }
}
