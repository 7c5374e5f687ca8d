package io.breakwater.ops.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The ways in which operators write end times.
class EndTimeTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-29T12:00:00.987Z"));

    private static Optional<Instant> end(String... options) {
        return CommandLine.populateCommand(new EndTime(), options).end(CLOCK);
    }

    @ParameterizedTest
    @CsvSource({
        "90s, 2026-11-29T12:01:30Z",
        "45m, 2026-11-29T12:45:00Z",
        "24h, 2026-11-30T12:00:00Z",
        "7d, 2026-12-06T12:00:00Z"
    })
    void a_time_ends_in_whole_seconds_from_now(String time, Instant expected) {
        assertThat(end("--for", time)).contains(expected);
    }

    @Test
    void an_instant_is_that_instant_and_without_either_there_is_no_end() {
        assertThat(end("--until", "2027-01-31T12:00:00Z")).contains(Instant.parse("2027-01-31T12:00:00Z"));
        assertThat(end()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-5m", "1.5h", "10", "m", "1w", "5 m", "1234567s"})
    void what_is_no_time_is_refused_with_the_forms_that_are(String time) {
        assertThatThrownBy(() -> end("--for", time))
                .isInstanceOf(CtlException.class)
                .hasMessage("--for must be a time such as 90s, 45m, 24h or 7d, got '%s'", time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2027-01-31", "2027-01-31T12:00:00"})
    void what_is_no_instant_is_refused_with_one_that_is(String instant) {
        assertThatThrownBy(() -> end("--until", instant))
                .isInstanceOf(CtlException.class)
                .hasMessage("--until must be an instant such as 2027-01-31T12:00:00Z, got '%s'", instant);
    }

    @Test
    void for_and_until_together_are_refused() {
        assertThatThrownBy(() -> end("--for", "1h", "--until", "2027-01-31T12:00:00Z"))
                .hasMessage("say --for or --until, not both");
    }
}
