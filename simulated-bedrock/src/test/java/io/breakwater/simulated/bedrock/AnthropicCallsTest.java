package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.GPT;
import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static io.breakwater.simulated.bedrock.Fixture.SONNET_MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.simulated.bedrock.quota.QuotaRule;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Anthropic's Messages on the runtime, whole and streamed, and their refusals.
@Timeout(60)
class AnthropicCallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/anthropic/v1/messages";
    private static final String STREAM = ",\"stream\":true";

    private static String body(String model, String prompt, String more) {
        return "{\"model\":\"%s\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                .formatted(model, prompt, more);
    }

    private static HttpResponse<String> send(Fixture fixture, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(fixture.signed(path, body), (_, _) -> true);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return Fixture.send(request.build());
    }

    private static HttpResponse<String> call(Fixture fixture, String body) {
        return send(fixture, PATH, body, "anthropic-version", "2023-06-01");
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private static List<String> lines(HttpResponse<String> answer, String start) {
        return answer.body()
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    @Test
    void a_whole_answer_is_a_message_in_the_models_own_name() {
        try (Fixture fixture = Fixture.started()) {
            HttpResponse<String> answer = call(fixture, body(SONNET, "[[text:yes]]", ""));
            JsonNode message = json(answer.body());

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(message.path("id").asText()).startsWith("msg_bdrk_");
            assertThat(message.path("model").asText()).isEqualTo("claude-sonnet-4-6");
            assertThat(message.at("/content/0/text").asText()).isEqualTo("yes");
            assertThat(message.at("/usage/input_tokens").asLong()).isEqualTo(3);
            assertThat(message.at("/usage/service_tier").asText()).isEqualTo("standard");
            assertThat(fixture.simulation.invocations())
                    .singleElement()
                    .satisfies(call -> assertThat(call.operation()).isEqualTo("AnthropicMessages"));
        }
    }

    @Test
    void a_stream_has_named_events_and_its_use_at_the_end() {
        try (Fixture fixture = Fixture.started()) {
            HttpResponse<String> answer = call(fixture, body(SONNET, "[[tokens:40]]", STREAM));
            List<String> data = lines(answer, "data: ");

            assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
            assertThat(lines(answer, "event: "))
                    .startsWith("message_start", "content_block_start")
                    .endsWith("content_block_stop", "message_delta", "message_stop")
                    .containsExactlyElementsOf(data.stream()
                            .map(event -> json(event).path("type").asText())
                            .toList());
            assertThat(json(data.get(data.size() - 2))
                            .at("/usage/output_tokens")
                            .asLong())
                    .isEqualTo(40);
            assertThat(data.getLast()).isEqualTo("{\"type\":\"message_stop\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "none",
            value = {
                "none | `` | anthropic-version: header is required",
                "2024-01-01 | `` | anthropic-version: \"2024-01-01\" is not a valid version",
                "bedrock-2023-05-31 | `` | anthropic-version: \"bedrock-2023-05-31\" is not a valid version",
                "2026-10-21 | `` | anthropic_version: Input should be 'bedrock-2023-05-31'",
                "2023-06-01 | ,\"anthropic_version\":\"bedrock-2023-05-31\" | anthropic_version: Extra inputs are not permitted",
                "2023-06-01 | ,\"anthropic_beta\":[\"a\"] | anthropic_beta: Extra inputs are not permitted",
                "2023-06-01 | ,\"never_heard\":1 | never_heard: Extra inputs are not permitted",
                "2023-06-01 | ,\"stream\":\"yes\" | stream: Input should be a valid boolean",
                "2023-06-01 | ,\"temperature\":2 | temperature: range: 0..1",
            })
    void what_the_api_does_not_take_is_refused_in_anthropics_envelope(String version, String more, String message) {
        try (Fixture fixture = Fixture.started()) {
            HttpResponse<String> refused = version == null
                    ? send(fixture, PATH, body(SONNET, "hi", more))
                    : send(fixture, PATH, body(SONNET, "hi", more), "anthropic-version", version);
            JsonNode error = json(refused.body());

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(error.path("type").asText()).isEqualTo("error");
            assertThat(error.at("/error/type").asText()).isEqualTo("invalid_request_error");
            assertThat(error.at("/error/message").asText()).isEqualTo(message);
            assertThat(error.path("request_id").asText())
                    .isEqualTo(refused.headers().firstValue("x-amzn-requestid").orElseThrow());
        }
    }

    @Test
    void a_model_is_called_by_its_profile_and_has_to_be_claude() {
        try (Fixture fixture = Fixture.started()) {
            assertThat(call(fixture, body(SONNET_MODEL, "hi", "")).body()).contains("on-demand throughput");
            assertThat(call(fixture, body(GPT, "hi", "")).body())
                    .contains("not_found_error", "doesn't support this API");
            assertThat(call(fixture, body(Fixture.APPLICATION, "hi", "")).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_beta_goes_in_a_header_and_turns_on_what_it_is_for() {
        try (Fixture fixture = Fixture.started()) {
            String managed = body(SONNET, "hi", ",\"context_management\":{\"edits\":[]}");

            assertThat(call(fixture, managed).statusCode()).isEqualTo(400);
            assertThat(send(
                                    fixture,
                                    PATH,
                                    managed,
                                    "anthropic-version",
                                    "2023-06-01",
                                    "anthropic-beta",
                                    "context-management-2025-06-27")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void other_paths_beside_it_are_answered_by_the_framework_with_200() {
        try (Fixture fixture = Fixture.started()) {
            for (String path : List.of("/v1/messages", "/anthropic/v1/messages/count_tokens", "/anthropic/v1/models")) {
                HttpResponse<String> answer = call(fixture, path, body(SONNET, "hi", ""));
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).contains("UnknownOperationException");
            }
        }
    }

    private static HttpResponse<String> call(Fixture fixture, String path, String body) {
        return send(fixture, path, body, "anthropic-version", "2023-06-01");
    }

    @Test
    void all_apis_of_a_model_draw_on_one_quota_and_its_errors_have_their_own_shapes() {
        try (Fixture fixture = Fixture.with(new QuotaRule(null, null, null, 2, 0))) {
            assertThat(fixture.raw(
                                    "/model/" + SONNET + "/invoke",
                                    body(SONNET, "[[tokens:400]]", "")
                                            .replace(
                                                    "\"model\":\"" + SONNET + "\"",
                                                    "\"anthropic_version\":\"bedrock-2023-05-31\""))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(call(fixture, body(SONNET, "[[tokens:400]]", "")).statusCode())
                    .isEqualTo(200);
            HttpResponse<String> throttled = call(fixture, body(SONNET, "[[tokens:400]]", ""));

            assertThat(throttled.statusCode()).isEqualTo(429);
            assertThat(throttled.body()).contains("rate_limit_error", "Too many requests");
        }
    }

    @Test
    void an_error_in_a_stream_may_come_without_a_type() {
        try (Fixture fixture = Fixture.started()) {
            fixture.fault("[{\"fault\": \"mid-stream-throttle\"}]");
            HttpResponse<String> answer = call(fixture, body(SONNET, "[[tokens:40]]", STREAM));

            assertThat(json(lines(answer, "data: ").getLast()).has("type")).isFalse();
            assertThat(lines(answer, "data: ").getLast()).contains("Too many tokens");
        }
    }
}
