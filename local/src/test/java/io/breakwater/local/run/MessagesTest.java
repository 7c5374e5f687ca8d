package io.breakwater.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Anthropic's Messages over the socket, sent to Claude unchanged.
@Timeout(60)
class MessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private LiveRun run;

    @BeforeEach
    void start() throws Exception {
        run = LiveRun.start("plain.yaml");
    }

    @AfterEach
    void stop() throws Exception {
        run.close();
    }

    private HttpResponse<String> send(String tenant, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(run.gateway() + path))
                .header("x-api-key", run.key(tenant))
                .header("anthropic-version", "2023-06-01")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return run.http.send(request.build(), BodyHandlers.ofString());
    }

    private static String body(String model, String prompt, String more) {
        return "{\"model\":\"%s\",\"max_tokens\":500,%s\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, more, prompt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/messages", "/anthropic/v1/messages?beta=true", "/messages"})
    void a_message_is_answered_by_claude_in_claudes_own_words(String path) throws Exception {
        HttpResponse<String> answer = send("search", path, body("claude", "[[text:yes]]", ""));
        JsonNode message = LiveRun.json(answer);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(message.path("id").asText()).startsWith("msg_bdrk_");
        assertThat(message.at("/content/0/text").asText()).isEqualTo("yes");
        assertThat(LiveRun.header(answer, "request-id")).isEqualTo(LiveRun.requestId(answer));
        assertThat(LiveRun.header(answer, "x-breakwater-model")).isEqualTo("anthropic.claude-sonnet-4-6");
        assertThat(LiveRun.header(answer, "anthropic-ratelimit-requests-limit")).isEqualTo("6000");
        assertThat(apis()).containsExactly("AnthropicMessages");
    }

    /// Whole answers may be requested as streams.
    private List<String> apis() throws Exception {
        return run.invocations().stream()
                .map(call -> call.path("operation").asText().replaceAll("(WithResponse)?Stream$", ""))
                .toList();
    }

    @Test
    void a_stream_has_anthropics_events_in_their_order_and_is_settled_by_what_it_reports() throws Exception {
        HttpResponse<String> answer =
                send("search", "/v1/messages", body("claude", "[[tokens:40]]", "\"stream\":true,"));
        List<String> events = answer.body()
                .lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();
        JsonNode used = JSON.readTree(answer.body()
                        .lines()
                        .filter(line -> line.startsWith("data: ") && line.contains("message_delta"))
                        .toList()
                        .getLast()
                        .substring(6))
                .path("usage");

        assertThat(LiveRun.header(answer, "content-type")).isEqualTo("text/event-stream");
        assertThat(LiveRun.header(answer, "request-id")).isEqualTo(LiveRun.requestId(answer));
        assertThat(events).startsWith("message_start", "content_block_start", "content_block_delta");
        assertThat(events).endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(used.path("output_tokens").asLong()).isEqualTo(40);
        assertThat(run.tokensUsed("search")).isEqualTo(used.path("input_tokens").asLong() + 5 * 40);
        assertThat(apis()).containsExactly("AnthropicMessages");
    }

    @Test
    void a_throttled_account_is_left_for_the_other_whole_and_streamed() throws Exception {
        run.faults("[{\"match\": {\"account\": \"111111111111\"}, \"fault\": \"throttle\"}]");
        for (String more : new String[] {"", "\"stream\":true,"}) {
            for (int i = 0; i < 4; i++) {
                HttpResponse<String> answer = send("search", "/v1/messages", body("claude", "hello", more));
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                assertThat(LiveRun.header(answer, "x-breakwater-target")).startsWith("b/");
            }
        }
    }

    @Test
    void what_is_over_a_limit_is_a_rate_limit_error() throws Exception {
        send("one", "/v1/messages", body("claude", "hello", ""));
        HttpResponse<String> refused = send("one", "/v1/messages", body("claude", "hello", ""));

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(LiveRun.json(refused).at("/error/type").asText()).isEqualTo("rate_limit_error");
        assertThat(LiveRun.json(refused).path("request_id").asText()).isEqualTo(LiveRun.requestId(refused));
        assertThat(LiveRun.header(refused, "retry-after")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "secret, 404, not_found_error",
        "nobody, 404, not_found_error",
    })
    void a_model_that_may_not_be_used_is_not_found(String model, int status, String type) throws Exception {
        HttpResponse<String> refused = send("search", "/v1/messages", body(model, "hello", ""));

        assertThat(refused.statusCode()).isEqualTo(status);
        assertThat(LiveRun.json(refused).at("/error/type").asText()).isEqualTo(type);
    }

    @Test
    void bedrocks_own_words_about_a_request_reach_the_client() throws Exception {
        HttpResponse<String> refused = send("search", "/v1/messages", body("claude", "hello", "\"temperature\":7,"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(LiveRun.json(refused).at("/error/type").asText()).isEqualTo("invalid_request_error");
        assertThat(LiveRun.json(refused).at("/error/message").asText()).contains("temperature");
        assertThat(run.tokensUsed("search")).isZero();
    }

    @Test
    void a_beta_that_bedrock_does_not_know_ends_in_its_words_after_one_call_and_the_target_stays() throws Exception {
        HttpResponse<String> refused = send(HttpRequest.newBuilder(URI.create(run.gateway() + "/v1/messages"))
                .header("x-api-key", run.key("search"))
                .header("anthropic-version", "2023-06-01")
                .header("anthropic-beta", "never-heard-of")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body("claude", "hello", ""))));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(LiveRun.json(refused).at("/error/message").asText()).contains("invalid beta flag");
        assertThat(LiveRun.header(refused, "x-should-retry")).isEqualTo("false");
        assertThat(apis()).containsExactly("AnthropicMessages");
        assertThat(run.tokensUsed("search")).isZero();
        assertThat(run.plan("search", "claude").path("skipped")).isEmpty();
    }

    @Test
    void tokens_are_counted_by_bedrock_or_estimated_and_the_plan_says_by_which_api() throws Exception {
        HttpResponse<String> counted = counted("claude");
        HttpResponse<String> estimated = counted("nova");
        HttpResponse<String> planned = send("search", "/v1/plan", body("claude", "hello", ""));

        assertThat(counted.statusCode()).as(counted.body()).isEqualTo(200);
        assertThat(LiveRun.json(counted).path("input_tokens").asLong()).isEqualTo(2);
        assertThat(LiveRun.header(counted, "x-breakwater-token-count")).isEqualTo("bedrock");
        assertThat(LiveRun.json(estimated).path("input_tokens").asLong()).isEqualTo(6);
        assertThat(LiveRun.header(estimated, "x-breakwater-token-count")).isEqualTo("estimate");
        assertThat(LiveRun.json(planned).path("inputTokensEstimate").asLong()).isEqualTo(6);
        assertThat(LiveRun.json(planned).path("candidates").valueStream())
                .isNotEmpty()
                .allMatch(candidate -> candidate.path("api").asText().equals("anthropic-messages"));
        assertThat(run.plan("search", "claude").path("candidates").valueStream())
                .allMatch(candidate -> candidate.path("api").asText().equals("converse"));
        assertThat(apis()).containsExactly("CountTokens");
    }

    private HttpResponse<String> counted(String model) throws Exception {
        return send(
                "search", "/v1/messages/count_tokens", body(model, "hello", "").replace("\"max_tokens\":500,", ""));
    }

    @Test
    void the_same_body_is_taken_under_bedrocks_own_path() throws Exception {
        String body =
                body("", "[[text:yes]]", "").replace("\"model\":\"\"", "\"anthropic_version\":\"bedrock-2023-05-31\"");
        HttpResponse<String> whole = run.post("search", "/model/us.anthropic.claude-sonnet-4-6/invoke", body);
        HttpResponse<String> streamed = run.post("search", "/model/claude/invoke-with-response-stream", body);
        HttpResponse<String> refused = run.post("search", "/model/nova/invoke", body);

        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
        assertThat(LiveRun.json(whole).at("/content/0/text").asText()).isEqualTo("yes");
        assertThat(LiveRun.header(whole, "x-amzn-bedrock-output-token-count"))
                .isEqualTo(LiveRun.json(whole).at("/usage/output_tokens").asText());
        assertThat(LiveRun.header(streamed, "content-type")).isEqualTo("application/vnd.amazon.eventstream");
        assertThat(streamed.body()).contains("chunk");
        assertThat(LiveRun.header(refused, "x-amzn-errortype")).isEqualTo("ValidationException");
        assertThat(LiveRun.json(refused).path("message").asText()).contains("which this model does not accept");
    }

    @Test
    void another_model_is_asked_in_its_own_language_and_answers_in_anthropics() throws Exception {
        String tools = "\"tools\":[{\"name\":\"weather\",\"input_schema\":{\"type\":\"object\"}}],";
        HttpResponse<String> whole = send(
                "search",
                "/v1/messages",
                body("nova", "[[tool:weather {'a':1}]]", tools).replace("'", "\\\""));
        HttpResponse<String> streamed =
                send("search", "/v1/messages", body("nova", "[[text:yes]]", "\"stream\":true,"));
        List<String> events = streamed.body()
                .lines()
                .filter(line -> line.startsWith("event: "))
                .map(line -> line.substring(7))
                .toList();

        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
        assertThat(LiveRun.json(whole).path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(LiveRun.json(whole).path("model").asText()).isEqualTo("amazon.nova-lite-v1:0");
        assertThat(LiveRun.json(whole)
                        .path("content")
                        .findValue("input")
                        .path("a")
                        .asInt())
                .isEqualTo(1);
        assertThat(events).startsWith("message_start", "content_block_start", "content_block_delta");
        assertThat(events).endsWith("content_block_stop", "message_delta", "message_stop");
        assertThat(apis()).containsOnly("Converse");
    }

    @Test
    void a_schema_is_kept_by_a_model_that_has_none_of_its_own_whole_and_streamed() throws Exception {
        String schema = "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\","
                + "\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"],\"additionalProperties\":false}}},";
        HttpResponse<String> whole = send("search", "/v1/messages", body("nova", "where?", schema));
        HttpResponse<String> stream =
                send("search", "/v1/messages", body("nova", "where?", schema + "\"stream\":true,"));

        assertThat(whole.statusCode()).as(whole.body()).isEqualTo(200);
        assertThat(LiveRun.header(whole, "x-breakwater-adapted")).isEqualTo("response_format=tool");
        assertThat(LiveRun.json(whole).path("stop_reason").asText()).isEqualTo("end_turn");
        assertThat(JSON.readTree(LiveRun.json(whole).at("/content/0/text").asText())
                        .has("city"))
                .isTrue();
        assertThat(stream.body())
                .contains("text_delta", "\"stop_reason\":\"end_turn\"")
                .doesNotContain("tool_use", "input_json_delta");
    }

    @Test
    void what_cannot_be_translated_is_named_to_who_has_no_claude() throws Exception {
        HttpResponse<String> refused =
                send("search", "/v1/messages", body("nova", "hello", "\"context_management\":{},"));

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(LiveRun.json(refused).at("/error/message").asText()).contains("context_management");
    }

    @Test
    void a_key_may_also_come_as_bearer_and_a_wrong_one_is_an_authentication_error() throws Exception {
        HttpRequest.Builder bearer = run.request("search", "/v1/messages")
                .header("anthropic-version", "2026-10-21")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body("claude", "hello", "")));
        HttpRequest.Builder wrong = HttpRequest.newBuilder(URI.create(run.gateway() + "/v1/messages"))
                .header("x-api-key", "nobody's")
                .POST(BodyPublishers.ofString("{}"));

        assertThat(send(bearer).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = send(wrong);
        assertThat(refused.statusCode()).isBetween(401, 403);
        assertThat(LiveRun.json(refused).path("type").asText()).isEqualTo("error");
        assertThat(LiveRun.json(refused).at("/error/message").asText()).isNotEmpty();
    }
}
