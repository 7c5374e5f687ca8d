package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.simulated.bedrock.quota.QuotaRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FaultsOverTheWireTest {

    private static final String CONVERSE = "/model/" + SONNET + "/converse";
    private static final String STREAM = "/model/" + SONNET + "/converse-stream";
    private static final String BODY =
            "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"[[tokens:100]]\"}]}]}";

    private final Fixture fixture = Fixture.with(new QuotaRule(null, null, null, 0, 100_000));

    @AfterEach
    void stop() {
        fixture.close();
    }

    private StreamReading streamed() throws Exception {
        return StreamReading.of(fixture.signed(STREAM, BODY));
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, 429, ThrottlingException, Too many requests",
        "daily-quota, 429, ThrottlingException, Too many tokens per day",
        "unavailable, 503, ServiceUnavailableException, unable to process",
        "error-500, 500, InternalServerException, unexpected error",
        "access-denied, 403, AccessDeniedException, access to the model",
        "model-not-ready, 429, ModelNotReadyException, not ready",
        "model-timeout, 408, ModelTimeoutException, too long",
        "model-error, 424, ModelErrorException, originalStatusCode",
        "overloaded-529, 529, overloaded_error, overloaded_error",
        "validation, 400, ValidationException, reformat your input",
        "mid-stream-throttle, 429, ThrottlingException, Too many tokens"
    })
    void a_refusing_fault_answers_with_its_error_and_takes_no_quota(
            String fault, int status, String type, String message) {
        fixture.fault("[{\"fault\":\"" + fault + "\",\"times\":1}]");
        HttpResponse<String> struck = fixture.raw(CONVERSE, BODY);

        assertThat(struck.statusCode()).isEqualTo(status);
        assertThat(struck.headers().firstValue("x-amzn-ErrorType")).contains(type);
        assertThat(struck.body()).contains(message);
        assertThat(fixture.simulation.invocations().getFirst().errorCode()).isEqualTo(type);
        assertThat(fixture.control("GET", "pools", "").body()).doesNotContain(SONNET);
        assertThat(fixture.raw(CONVERSE, BODY).statusCode()).isEqualTo(200);
    }

    @Test
    void an_overload_says_when_to_come_back() {
        fixture.fault("[{\"fault\":\"overloaded-529\"}]");

        assertThat(fixture.raw(CONVERSE, BODY).headers().firstValue("Retry-After"))
                .contains("1");
    }

    @Test
    void a_slow_first_token_takes_its_delay() {
        fixture.fault("[{\"fault\":\"slow-first-token\",\"delay\":\"7s\"}]");

        assertThat(fixture.raw(CONVERSE, BODY).statusCode()).isEqualTo(200);
        assertThat(fixture.pauses).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void a_reset_closes_the_connection_before_any_byte() {
        fixture.fault("[{\"fault\":\"reset\"}]");

        assertThatThrownBy(() -> fixture.raw(CONVERSE, BODY)).hasRootCauseInstanceOf(IOException.class);
        assertThat(fixture.simulation.invocations().getFirst().errorCode()).isEqualTo("ConnectionClosed");
    }

    @Test
    void a_cut_stream_has_neither_a_stop_nor_usage_and_settles_what_was_sent() throws Exception {
        fixture.fault("[{\"fault\":\"cut-stream\",\"times\":1}]");
        StreamReading cut = streamed();
        LoggedInvocation call = fixture.simulation.invocations().getFirst();

        assertThat(cut.proper()).isFalse();
        assertThat(cut.events()).contains("contentBlockDelta").doesNotContain("messageStop", "metadata");
        assertThat(call.usage().outputTokens()).isEqualTo(48);
        assertThat(fixture.control("GET", "pools", "").body())
                .contains("\"tokensLeft\":" + (100_000 - call.usage().inputTokens() - 48 * 5));
    }

    @Test
    void a_stream_throttled_in_the_middle_ends_with_an_exception_frame() throws Exception {
        fixture.fault("[{\"fault\":\"mid-stream-throttle\"}]");
        StreamReading throttled = streamed();

        assertThat(throttled.proper()).isTrue();
        assertThat(throttled.events()).contains("contentBlockDelta").endsWith("throttlingException");
    }

    @Test
    void a_garbled_frame_fails_its_checksum() throws Exception {
        fixture.fault("[{\"fault\":\"garbled-frame\"}]");
        StreamReading garbled = streamed();

        assertThatThrownBy(garbled::events).hasMessageContaining("checksum");
    }

    @Test
    void a_stalled_stream_stands_still_after_some_events_and_goes_on_when_the_fault_is_over() throws Exception {
        fixture.fault("[{\"fault\":\"stall\",\"for\":\"30s\"}]");
        StreamReading stalled = streamed();

        assertThat(stalled.events()).endsWith("messageStop", "metadata");
        assertThat(fixture.pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_stalled_stream_sends_its_head_at_once_and_is_released_by_clearing_the_faults() throws Exception {
        SimulationSettings settings = Fixture.settings();
        try (SimulatedBedrock real =
                        SimulatedBedrock.start(settings, Fixture.loopback(0), InstantSource.system(), Thread::sleep);
                Released released = new Released(real)) {
            released.control("POST", "[{\"fault\":\"stall\"}]");
            HttpResponse<InputStream> answer = released.open();
            byte[] first = answer.body().readNBytes(64);
            assertThat(first).hasSize(64);

            CompletableFuture<StreamReading> rest =
                    CompletableFuture.supplyAsync(() -> StreamReading.drained(answer.body()));
            assertThat(rest).isNotDone();
            released.control("DELETE", "");
            assertThat(rest.get(20, TimeUnit.SECONDS).proper()).isTrue();
        }
    }

    /// A client of a simulation that runs in real time.
    private record Released(SimulatedBedrock simulation, HttpClient http) implements AutoCloseable {

        Released(SimulatedBedrock simulation) {
            this(simulation, HttpClient.newHttpClient());
        }

        void control(String method, String body) throws Exception {
            var request = HttpRequest.newBuilder(simulation.endpoint().resolve("/_sim/faults"))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        }

        HttpResponse<InputStream> open() throws Exception {
            String scope = SimulatedBedrock.accessKeyId(Fixture.ACCOUNT_A) + "/20260301/us-east-1/bedrock/aws4_request";
            var request = HttpRequest.newBuilder(simulation.endpoint().resolve(STREAM))
                    .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + scope)
                    .POST(HttpRequest.BodyPublishers.ofString(BODY))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        }

        @Override
        public void close() {
            http.close();
        }
    }

    @Test
    void buffered_answers_are_disturbed_too() {
        List<String> outcomes = new ArrayList<>();
        for (String fault : List.of("cut-stream", "garbled-frame", "stall")) {
            fixture.control("DELETE", "faults", "");
            fixture.fault("[{\"fault\":\"" + fault + "\",\"for\":\"1s\"}]");
            outcomes.add(outcome());
        }

        assertThat(outcomes).containsExactly("broken off", "ends with ]", "ends with }");
    }

    private String outcome() {
        try {
            String body = fixture.raw(CONVERSE, BODY).body();
            return "ends with " + body.charAt(body.length() - 1);
        } catch (UncheckedIOException _) {
            return "broken off";
        }
    }
}
