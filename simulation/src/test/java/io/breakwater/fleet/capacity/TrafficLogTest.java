package io.breakwater.fleet.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Alias;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A day of the router's log as traffic.
final class TrafficLogTest {
    private static Loaded<Traffic> read(String... lines) {
        return TrafficLog.read(
                "day.log", Stream.of(lines), TwoAccounts.settings().topology());
    }

    private static Traffic traffic(String... lines) {
        return read(lines) instanceof Loaded.Valid<Traffic>(Traffic traffic)
                ? traffic
                : new Traffic("", List.of(), List.of());
    }

    private static String ended(String at, String tenant, String alias, int status, int input, int output) {
        return """
                {"event":"RequestEnded","level":"info","at":"%s","tenant":"%s","alias":"%s","status":%d,"inputTokens":%d,\
                "cacheReadTokens":9000,"cacheWriteTokens":0,"outputTokens":%d%s}""".formatted(
                        at, tenant, alias, status, input, output, status == 200 ? ",\"firstTokenMillis\":600" : "");
    }

    @Test
    void each_ended_request_counts_in_its_hour_and_answers_tell_the_lengths() {
        Traffic traffic = traffic(
                ended("2026-11-22T14:00:00Z", "search", "chat", 200, 100, 10),
                "2026-11-22T14:00:01 " + ended("2026-11-22T16:59:59+02:00", "search", "chat", 200, 300, 30),
                ended("2026-11-22T15:00:00Z", "search", "chat", 429, 0, 0),
                "{\"event\":\"AttemptEnded\",\"detail\":\"RequestEnded\"}",
                "START RequestId: 1 Version: $LATEST");
        assertThat(traffic.rows())
                .containsExactly(
                        row(14, 2, new Lengths(300, 300), new Lengths(30, 30)),
                        row(15, 1, new Lengths(300, 300), new Lengths(30, 30)));
        assertThat(traffic.notes())
                .containsExactly("from a log of 5 lines and 1 day; what SDKs tried again counts again");
    }

    private static Traffic.Row row(int hour, long requests, Lengths input, Lengths output) {
        return new Traffic.Row(
                TwoAccounts.SEARCH, new Alias("chat"), hour, requests, input, output, 1, OptionalLong.empty());
    }

    @Test
    void of_two_days_the_average_one_is_taken() {
        Traffic traffic = traffic(
                ended("2026-11-22T14:00:00Z", "search", "chat", 200, 100, 10),
                ended("2026-11-22T14:10:00Z", "search", "chat", 200, 100, 10),
                ended("2026-11-22T14:20:00Z", "search", "chat", 200, 100, 10),
                ended("2026-11-23T14:00:00Z", "search", "chat", 200, 100, 10));
        assertThat(traffic.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.requests()).isEqualTo(2));
    }

    @Test
    void what_the_configuration_has_no_more_is_left_out_and_told() {
        Traffic traffic = traffic(
                ended("2026-11-22T14:00:00Z", "search", "chat", 200, 100, 10),
                ended("2026-11-22T14:00:00Z", "gone", "chat", 200, 100, 10),
                ended("2026-11-22T14:00:00Z", "other", "chat", 200, 100, 10),
                ended("yesterday", "search", "chat", 200, 100, 10),
                ended("2026-11-22T14:00:00Z", "search", "vectors", 403, 0, 0));
        assertThat(traffic.rows()).hasSize(1);
        assertThat(traffic.notes())
                .contains(
                        "left out: 1 requests of tenant 'gone', which the configuration has not",
                        "left out: 1 requests of tenant 'other' for 'chat', which it may not use now",
                        "left out: 1 requests without a time in 'at'",
                        "left out: 1 requests of tenant 'search' for 'vectors', of which none was answered");
    }

    /// A line of something else, or a broken one: the gateway's own tokens are of requests that fit into a body.
    @Test
    void requests_with_impossible_tokens_are_left_out_and_told() {
        Traffic traffic = traffic(
                ended("2026-11-22T14:00:00Z", "search", "chat", 200, 1_250_000, 10),
                ended("2026-11-22T14:00:00Z", "search", "chat", 200, 1_250_001, 10),
                ended("2026-11-22T14:00:00Z", "search", "chat", 200, 100, -1));
        assertThat(traffic.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.requests()).isOne());
        assertThat(traffic.notes()).contains("left out: 2 requests with tokens below 0 or above 1250000");
    }

    @Test
    void a_file_that_is_no_log_is_told_what_to_write_into_it() {
        assertThat(read("tenant,alias,hour", "{\"event\":\"RequestEnded\""))
                .isInstanceOfSatisfying(
                        Loaded.Invalid.class,
                        invalid -> assertThat(((Problem) invalid.problems().getFirst()).toString())
                                .startsWith(
                                        "day.log: has no requests that can be played among 2 lines; write the router's JSON"));
    }
}
