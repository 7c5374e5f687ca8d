package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.simulated.bedrock.CallRights.Asked;
import io.breakwater.simulated.bedrock.quota.QuotaRule;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.model.AccessDeniedException;
import software.amazon.awssdk.services.bedrockruntime.model.CountTokensRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ValidationException;
import software.amazon.eventstream.Message;
import software.amazon.eventstream.MessageDecoder;

/// Calls of Claude with its own body, whole and streamed.
@Timeout(60)
class InvokedClaudeTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOOLS = ",\"tools\":[{\"name\":\"weather\",\"input_schema\":{\"type\":\"object\","
            + "\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}}]";
    private static final String THINKING = ",\"thinking\":{\"type\":\"adaptive\"}";

    private static String body(String prompt, String more) {
        return "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":500,\"messages\":[{\"role\":\"user\","
                + "\"content\":\"" + prompt + "\"}]" + more + "}";
    }

    private static HttpResponse<String> invoked(Fixture fixture, String body) {
        return fixture.raw("/model/" + SONNET + "/invoke", body);
    }

    private static List<JsonNode> streamed(Fixture fixture, String body) throws Exception {
        StreamReading stream =
                StreamReading.of(fixture.signed("/model/" + SONNET + "/invoke-with-response-stream", body));
        MessageDecoder decoder = new MessageDecoder();
        decoder.feed(stream.bytes().duplicate());
        assertThat(stream.events()).containsOnly("chunk");
        List<JsonNode> events = new ArrayList<>();
        for (Message message : decoder.getDecodedMessages()) {
            byte[] bytes = Base64.getDecoder()
                    .decode(JSON.readTree(message.getPayload()).path("bytes").textValue());
            events.add(JSON.readTree(new String(bytes, StandardCharsets.UTF_8)));
        }
        return events;
    }

    @Test
    void a_whole_answer_has_thinking_text_and_a_use_of_a_tool_and_its_tokens_in_body_and_headers() throws Exception {
        try (Fixture fixture = Fixture.started()) {
            HttpResponse<String> answer = invoked(fixture, body("[[text:I look.]][[calls:1]]", TOOLS + THINKING));
            JsonNode message = JSON.readTree(answer.body());

            assertThat(message.path("content").findValuesAsText("type"))
                    .containsExactly("thinking", "text", "tool_use");
            assertThat(message.at("/content/0/signature").asText()).isNotBlank();
            assertThat(message.at("/content/2/input/city").asText()).isEqualTo("city");
            assertThat(message.path("stop_reason").asText()).isEqualTo("tool_use");
            assertThat(message.path("id").asText()).startsWith("msg_bdrk_");
            assertThat(answer.headers().firstValue("x-amzn-bedrock-input-token-count"))
                    .contains(message.at("/usage/input_tokens").asText());
            assertThat(answer.headers().firstValue("x-amzn-bedrock-output-token-count"))
                    .contains(message.at("/usage/output_tokens").asText());
            assertThat(answer.headers().map())
                    .containsKeys(
                            "x-amzn-bedrock-cache-read-input-token-count",
                            "x-amzn-bedrock-cache-write-input-token-count",
                            "x-amzn-bedrock-invocation-latency");
        }
    }

    @Test
    void what_the_model_thought_comes_back_unchanged_before_the_results() throws Exception {
        try (Fixture fixture = Fixture.started()) {
            JsonNode content = JSON.readTree(invoked(fixture, body("[[calls:1]]", TOOLS + THINKING))
                            .body())
                    .path("content");
            String id = content.at("/1/id").asText();
            String back = "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":500,\"messages\":["
                    + "{\"role\":\"user\",\"content\":\"[[calls:1]]\"},{\"role\":\"assistant\",\"content\":" + content
                    + "},{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"" + id
                    + "\",\"content\":\"sunny\"}]}]" + TOOLS + THINKING + "}";

            assertThat(JSON.readTree(invoked(fixture, back).body())
                            .at("/content/1/text")
                            .asText())
                    .contains("sunny");
            assertThat(invoked(fixture, back.replace("asks for an answer", "wants an answer"))
                            .body())
                    .contains("messages.1.content.0: Invalid `signature` in `thinking` block");
        }
    }

    @Test
    void a_streamed_answer_is_claudes_own_events_with_bedrocks_metrics_in_the_last() throws Exception {
        try (Fixture fixture = Fixture.started()) {
            List<JsonNode> events = streamed(fixture, body("[[text:So.]][[calls:1]]", TOOLS + THINKING));

            assertThat(events.stream().map(event -> event.path("type").asText()).distinct())
                    .containsExactly(
                            "message_start",
                            "content_block_start",
                            "content_block_delta",
                            "content_block_stop",
                            "message_delta",
                            "message_stop");
            assertThat(events.stream()
                            .map(event -> event.at("/delta/type").asText())
                            .filter(type -> !type.isEmpty())
                            .distinct())
                    .containsExactly("thinking_delta", "signature_delta", "text_delta", "input_json_delta");
            JsonNode end = events.get(events.size() - 2);
            assertThat(end.at("/delta/stop_reason").asText()).isEqualTo("tool_use");
            JsonNode metrics = events.getLast().path("amazon-bedrock-invocationMetrics");
            assertThat(metrics.path("outputTokenCount")).isEqualTo(end.at("/usage/output_tokens"));
            assertThat(metrics.path("inputTokenCount"))
                    .isEqualTo(events.getFirst().at("/message/usage/input_tokens"));
            assertThat(metrics.has("cacheReadInputTokenCount")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"default, 200", "priority, 200", "flex, 400", "express, 400"})
    void a_tier_in_a_header_that_it_has_not_is_refused(String tier, int status) {
        try (Fixture fixture = Fixture.started()) {
            HttpRequest asked = fixture.signed("/model/" + SONNET + "/invoke", body("hello", ""));
            HttpRequest tiered = HttpRequest.newBuilder(asked, (_, _) -> true)
                    .header("X-Amzn-Bedrock-Service-Tier", tier)
                    .build();

            assertThat(Fixture.send(tiered).statusCode()).isEqualTo(status);
        }
    }

    @Test
    void it_draws_on_the_same_pool_as_converse() {
        try (Fixture fixture = Fixture.with(new QuotaRule(null, null, null, 1, 0));
                BedrockRuntimeClient client = fixture.client()) {
            client.converse(Fixture.asking("hello"));

            assertThat(invoked(fixture, body("hello", "")).statusCode()).isEqualTo(429);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "throttle, 429, ThrottlingException",
        "unavailable, 503, ServiceUnavailableException",
        "error-500, 500, InternalServerException",
        "access-denied, 403, AccessDeniedException",
        "model-timeout, 408, ModelTimeoutException"
    })
    void the_same_faults_strike_it(String fault, int status, String type) {
        try (Fixture fixture = Fixture.started()) {
            fixture.fault("[{\"fault\":\"" + fault + "\"}]");
            HttpResponse<String> answer = invoked(fixture, body("hello", ""));

            assertThat(answer.statusCode()).isEqualTo(status);
            assertThat(answer.headers().firstValue("x-amzn-ErrorType")).contains(type);
        }
    }

    @Test
    void a_stream_is_throttled_in_its_middle_by_an_exception_frame() throws Exception {
        try (Fixture fixture = Fixture.started()) {
            fixture.fault("[{\"fault\":\"mid-stream-throttle\"}]");

            assertThat(StreamReading.of(fixture.signed(
                                    "/model/" + SONNET + "/invoke-with-response-stream", body("[[tokens:40]]", "")))
                            .events())
                    .startsWith("chunk")
                    .endsWith("throttlingException");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                SONNET,
                "arn:aws:bedrock:us-east-1:111111111111:inference-profile/us.anthropic.claude-sonnet-4-6",
                Fixture.NOVA
            })
    void tokens_are_counted_for_base_models_of_claude_and_for_no_profile(String modelId) {
        try (Fixture fixture = Fixture.started();
                BedrockRuntimeClient client = fixture.client()) {
            CountTokensRequest request = CountTokensRequest.builder()
                    .modelId(modelId)
                    .input(input -> input.converse(converse -> converse.messages(Fixture.user("12345678"))))
                    .build();

            assertThatThrownBy(() -> client.countTokens(request))
                    .isInstanceOf(ValidationException.class)
                    .hasMessageContaining("The provided model doesn't support counting tokens.");
            assertThat(client.countTokens(request.toBuilder()
                                    .modelId(Fixture.SONNET_MODEL)
                                    .build())
                            .inputTokens())
                    .isEqualTo(2);
            assertThat(fixture.simulation.invocations())
                    .extracting(
                            LoggedInvocation::operation, call -> call.target().modelId(), LoggedInvocation::status)
                    .containsExactly(
                            tuple("CountTokens", modelId, 400), tuple("CountTokens", Fixture.SONNET_MODEL, 200));
        }
    }

    @Test
    void counting_tokens_is_a_right_of_its_own_on_the_model() {
        List<Asked> asked = new CopyOnWriteArrayList<>();
        try (Fixture fixture = Fixture.changed(settings -> settings.withRights(call -> {
                    asked.add(call);
                    return false;
                }));
                BedrockRuntimeClient client = fixture.client()) {
            assertThatThrownBy(() -> client.countTokens(request -> request.modelId(Fixture.SONNET_MODEL)
                            .input(input -> input.converse(converse -> converse.messages(Fixture.user("hi"))))))
                    .isInstanceOf(AccessDeniedException.class)
                    .hasMessageContaining("bedrock:CountTokens");
        }
        assertThat(asked)
                .containsExactly(new Asked(
                        "111111111111",
                        "us-east-1",
                        "bedrock:CountTokens",
                        "arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6"));
    }
}
