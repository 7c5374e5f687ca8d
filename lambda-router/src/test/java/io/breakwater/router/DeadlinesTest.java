package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlinesTest {
    private static final Instant BEGUN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant FAR = BEGUN.plus(Duration.ofMinutes(15));

    private final Deadlines deadlines = new Deadlines(Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource({"30,PT30S", "30s,PT30S", "1500ms,PT1.5S", "' 5 ',PT5S"})
    void the_client_may_ask_for_less_time(String wish, Duration within) {
        assertThat(deadlines.of(Optional.of(wish), BEGUN, FAR)).contains(BEGUN.plus(within));
    }

    @Test
    void the_client_may_not_ask_for_more_than_the_environment_allows() {
        assertThat(deadlines.of(Optional.of("3600"), BEGUN, FAR)).contains(BEGUN.plusSeconds(60));
        assertThat(deadlines.of(Optional.empty(), BEGUN, FAR)).contains(BEGUN.plusSeconds(60));
    }

    @Test
    void nothing_outlives_the_function() {
        Instant end = BEGUN.plusSeconds(20);
        assertThat(deadlines.of(Optional.of("50"), BEGUN, end)).contains(end);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "", "1h", "1.5", "12345678", "٣"})
    void a_wish_of_another_form_is_refused(String wish) {
        assertThat(deadlines.of(Optional.of(wish), BEGUN, FAR)).isEmpty();
    }
}
