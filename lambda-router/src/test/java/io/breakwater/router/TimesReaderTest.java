package io.breakwater.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.ApiRequest;
import io.breakwater.routing.RequestTimes;
import io.breakwater.routing.TimeLimit.Owner;
import io.breakwater.settings.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimesReaderTest {
    private static final Instant BEGUN = Instant.parse("2026-11-22T10:00:00Z");
    private static final Instant FAR = BEGUN.plus(Duration.ofMinutes(15));
    private static final String OURS = "x-request-timeout";

    private final TimesReader times = new TimesReader(Timeouts.DEFAULT);

    @ParameterizedTest
    @CsvSource({"30,PT30S", "30s,PT30S", "1500ms,PT1.5S", "' 5 ',PT5S"})
    void what_the_caller_asks_for_is_the_total_of_a_whole_answer(String wish, Duration within) {
        RequestTimes asked = whole(OURS, wish).orElseThrow();
        assertThat(asked.answerBy()).isEqualTo(BEGUN.plus(within));
        assertThat(asked.owner()).isEqualTo(Owner.CALLER);
    }

    @Test
    void of_a_stream_it_is_the_time_until_its_first_content_and_between_its_pieces() {
        RequestTimes asked = stream(OURS, "30").orElseThrow();
        assertThat(asked.answerBy()).isEqualTo(BEGUN.plusSeconds(30));
        assertThat(asked.silence()).contains(Duration.ofSeconds(30));
        assertThat(asked.endBy()).as("a stream that flows goes on").isEqualTo(BEGUN.plus(Duration.ofMinutes(14)));
    }

    @Test
    void who_asks_for_nothing_gets_the_environments_deadline() {
        RequestTimes usual = times.of(request(Map.of()), true, BEGUN, FAR).orElseThrow();
        assertThat(usual.answerBy()).isEqualTo(BEGUN.plus(Duration.ofMinutes(4)));
        assertThat(usual.owner()).isEqualTo(Owner.ENVIRONMENT);
        assertThat(usual.silence()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "x-request-timeout,300",
        "x-stainless-read-timeout,300",
        "x-stainless-read-timeout,300.5",
        "x-stainless-timeout,300"
    })
    void a_caller_may_ask_for_more_than_the_default_in_its_sdks_words_too(String header, String wish) {
        assertThat(stream(header, wish).orElseThrow().answerBy()).isEqualTo(BEGUN.plusSeconds(300));
    }

    @Test
    void our_own_header_wins_over_the_sdks() {
        Map<String, String> both = Map.of(OURS, "20", "x-stainless-read-timeout", "600");
        assertThat(times.of(request(both), false, BEGUN, FAR).orElseThrow().answerBy())
                .isEqualTo(BEGUN.plusSeconds(20));
    }

    @Test
    void nobody_gets_more_than_the_deployment_carries_and_then_it_is_the_environments_limit() {
        RequestTimes whole = whole(OURS, "3600").orElseThrow();
        assertThat(whole.answerBy()).as("API Gateway's five minutes").isEqualTo(BEGUN.plusSeconds(290));
        assertThat(whole.owner()).isEqualTo(Owner.ENVIRONMENT);
        assertThat(stream(OURS, "3600").orElseThrow().answerBy()).isEqualTo(BEGUN.plus(Duration.ofMinutes(14)));
    }

    @Test
    void nothing_outlives_the_function() {
        Instant end = BEGUN.plusSeconds(20);
        RequestTimes cut =
                times.of(request(Map.of(OURS, "50")), true, BEGUN, end).orElseThrow();
        assertThat(cut.answerBy()).isEqualTo(end);
        assertThat(cut.endBy()).isEqualTo(end);
        assertThat(cut.owner()).isEqualTo(Owner.ENVIRONMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "soon", "", "1h", "1.5", "12345678", "٣"})
    void a_time_of_another_form_is_refused(String wish) {
        assertThat(whole(OURS, wish)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOT_GIVEN", "0", "None", ""})
    void whatever_else_an_sdk_says_is_no_reason_to_refuse(String wish) {
        assertThat(whole("x-stainless-read-timeout", wish).orElseThrow().owner())
                .isEqualTo(Owner.ENVIRONMENT);
    }

    private Optional<RequestTimes> whole(String header, String wish) {
        return times.of(request(Map.of(header, wish)), false, BEGUN, FAR);
    }

    private Optional<RequestTimes> stream(String header, String wish) {
        return times.of(request(Map.of(header, wish)), true, BEGUN, FAR);
    }

    private static ApiRequest request(Map<String, String> headers) {
        return new ApiRequest("POST", "/v1/chat/completions", headers, new byte[0]);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1s                      | must be a positive time such as 30 or 30s or 1500ms, got -1s
            soon                     | must be a positive time such as 30 or 30s or 1500ms, got soon
            'a sentence of somebody' | must be a positive time such as 30 or 30s or 1500ms
            """)
    void an_invalid_time_is_shown_if_it_could_be_meant_as_one(String wish, String fault) {
        assertThat(TimesReader.fault(new ApiRequest("POST", "/", Map.of(OURS, wish), new byte[0])))
                .isEqualTo(OURS + " " + fault);
    }

    @ParameterizedTest
    @CsvSource({"10, 10000", "10s, 10000", "500ms, 500", "0, 0", "0s, 0", "' 7 ', 7000"})
    void a_caller_says_how_long_it_waits_for_room(String wish, long millis) {
        ApiRequest request = waiting(wish);
        assertThat(TimesReader.maxWait(request)).contains(Duration.ofMillis(millis));
        assertThat(TimesReader.waitFault(request)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "10m", "", "99999999"})
    void what_is_no_wait_is_refused_by_name(String wish) {
        ApiRequest request = waiting(wish);
        assertThat(TimesReader.maxWait(request)).isEmpty();
        assertThat(TimesReader.waitFault(request).orElseThrow())
                .startsWith(
                        "x-breakwater-max-wait must be a time such as 10 or 10s or 500ms, or 0 to wait for nothing");
    }

    private static ApiRequest waiting(String wish) {
        return new ApiRequest("POST", "/", Map.of(TimesReader.MAX_WAIT, wish), new byte[0]);
    }
}
