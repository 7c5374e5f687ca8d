package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.GPT;
import static io.breakwater.simulated.bedrock.Fixture.GPT_MODEL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.simulated.bedrock.quota.QuotaRule;
import io.breakwater.simulated.bedrock.rules.ChatBodyRules;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// OpenAI's Chat Completions on the runtime, whole and streamed, and their refusals.
@Timeout(60)
class ChatCallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/openai/v1/chat/completions";
    private static final String TOOLS = ",\"reasoning_effort\":\"none\",\"tools\":[{\"type\":\"function\",\"function\":"
            + "{\"name\":\"weather\",\"parameters\":{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
            + "\"required\":[\"city\"]}}}]";
    private static final String STREAM = ",\"stream\":true,\"stream_options\":{\"include_usage\":true}";

    private static String body(String model, String prompt, String more) {
        return "{\"model\":\"%s\",\"max_completion_tokens\":500,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                .formatted(model, prompt, more);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private static List<String> data(HttpResponse<String> answer) {
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> line.substring(6))
                .toList();
    }

    @Test
    void a_whole_answer_is_a_completion_in_the_models_own_name() {
        try (Fixture fixture = Fixture.started()) {
            HttpResponse<String> answer = fixture.raw(PATH, body(GPT, "[[text:yes]]", ""));
            JsonNode completion = json(answer.body());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(completion.path("object").asText()).isEqualTo("chat.completion");
            assertThat(completion.path("model").asText()).isEqualTo("gpt-6-sol");
            assertThat(completion.at("/choices/0/message/content").asText()).isEqualTo("yes");
            assertThat(completion.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
            assertThat(completion.at("/usage/prompt_tokens").asLong()).isEqualTo(3);
            assertThat(fixture.simulation.invocations())
                    .singleElement()
                    .satisfies(call -> assertThat(call.operation()).isEqualTo("ChatCompletions"));
        }
    }

    @Test
    void a_stream_has_its_use_where_that_is_asked_and_ends_with_a_mark() {
        try (Fixture fixture = Fixture.started()) {
            List<String> counted = data(fixture.raw(PATH, body(GPT, "[[tokens:40]]", STREAM)));
            List<String> uncounted = data(fixture.raw(PATH, body(GPT, "[[tokens:40]]", ",\"stream\":true")));

            assertThat(counted.getLast()).isEqualTo("[DONE]");
            assertThat(json(counted.get(counted.size() - 2))
                            .at("/usage/completion_tokens")
                            .asLong())
                    .isEqualTo(40);
            assertThat(uncounted).hasSize(counted.size() - 1).noneMatch(event -> event.contains("usage"));
        }
    }

    @Test
    void a_call_of_a_tool_comes_whole_and_in_pieces_and_takes_its_result() {
        try (Fixture fixture = Fixture.started()) {
            JsonNode whole =
                    json(fixture.raw(PATH, body(GPT, "[[calls:2]]", TOOLS)).body());
            String arguments = data(fixture.raw(PATH, body(GPT, "[[calls:1]]", TOOLS + STREAM))).stream()
                    .filter(event -> !event.equals("[DONE]"))
                    .map(event -> json(event).at("/choices/0/delta/tool_calls/0/function/arguments"))
                    .map(JsonNode::asText)
                    .collect(Collectors.joining());

            assertThat(whole.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
            assertThat(whole.at("/choices/0/message/tool_calls")).hasSize(2);
            assertThat(arguments)
                    .isEqualTo(whole.at("/choices/0/message/tool_calls/0/function/arguments")
                            .asText());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"max_tokens\":5",
                ",\"stop\":[\"x\"]",
                ",\"temperature\":1",
                ",\"top_p\":1",
                ",\"presence_penalty\":0",
                ",\"logprobs\":true",
                ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]",
                ",\"stream_options\":{}",
            })
    void gpt_refuses_what_it_was_seen_to_refuse_in_openais_envelope(String more) {
        try (Fixture fixture = Fixture.started()) {
            HttpResponse<String> refused = fixture.raw(PATH, body(GPT, "hi", more));

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.headers().firstValue("x-amzn-errortype")).isEmpty();
            assertThat(json(refused.body()).at("/error/type").asText()).isEqualTo("invalid_request_error");
            assertThat(json(refused.body()).at("/error/message").asText())
                    .contains(more.substring(2, more.indexOf('"', 2)).equals("tools") ? "tools" : "'");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "us.xai.grok-4.7 | 'stop':['x'] | true",
                "us.xai.grok-4.7 | 'logit_bias':{'50':1} | false",
                "openai.gpt-oss-20b-1:0 | 'logit_bias':{'50':1} | true",
                "openai.gpt-oss-20b-1:0 | 'stop':['x'],'max_tokens':5 | false",
            })
    void others_refuse_what_they_were_seen_to_refuse(String model, String more, boolean refused) {
        JsonNode request = json(body(model, "hi", "," + more.replace('\'', '"')));

        assertThat(ChatBodyRules.check(request, model, 1_000).isPresent()).isEqualTo(refused);
    }

    @Test
    void without_reasoning_it_takes_what_chooses_among_tokens_and_whatever_nobody_knows() {
        try (Fixture fixture = Fixture.started()) {
            String more = ",\"reasoning_effort\":\"none\",\"temperature\":0.1,\"logprobs\":false,\"never_heard\":1";

            assertThat(fixture.raw(PATH, body(GPT, "hi", more)).statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({
        GPT_MODEL + ", 400, on-demand throughput",
        Fixture.SONNET + ", 404, support this API",
        Fixture.APPLICATION + ", 400, identifier is invalid",
        "nobody, 400, identifier is invalid",
    })
    void a_model_is_called_by_its_profile_and_only_if_it_has_the_api(String model, int status, String why) {
        try (Fixture fixture = Fixture.started()) {
            HttpResponse<String> refused = fixture.raw(PATH, body(model, "hi", ""));

            assertThat(refused.statusCode()).isEqualTo(status);
            assertThat(json(refused.body()).at("/error/message").asText()).contains(why);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/chat/completions", "/openai/v1/models", "/openai/v2/chat/completions"})
    void a_path_that_the_runtime_has_not_is_an_error_with_200(String path) {
        try (Fixture fixture = Fixture.started()) {
            HttpResponse<String> answer = fixture.raw(path, body(GPT, "hi", ""));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer.body()).at("/Output/__type").asText()).endsWith("UnknownOperationException");
        }
    }

    @Test
    void all_apis_of_a_model_draw_on_its_one_pool_and_a_throttle_has_openais_envelope() {
        try (Fixture fixture = Fixture.with(new QuotaRule(null, null, null, 1, 0))) {
            assertThat(fixture.raw(
                                    "/model/" + GPT + "/converse",
                                    "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]}")
                            .statusCode())
                    .isEqualTo(200);
            HttpResponse<String> throttled = fixture.raw(PATH, body(GPT, "hi", ""));

            assertThat(throttled.statusCode()).isEqualTo(429);
            assertThat(json(throttled.body()).at("/error/message").asText()).startsWith("Too many requests");
        }
    }

    @Test
    void a_throttle_in_the_middle_of_a_stream_is_a_message_without_a_type() {
        try (Fixture fixture = Fixture.started()) {
            fixture.fault("[{\"fault\":\"mid-stream-throttle\"}]");
            List<String> events = data(fixture.raw(PATH, body(GPT, "[[tokens:40]]", STREAM)));

            assertThat(events.getLast())
                    .startsWith("{\"message\":\"Too many tokens")
                    .endsWith("}");
            assertThat(events).doesNotContain("[DONE]");
        }
    }

    @Test
    void a_stream_may_end_without_its_mark() {
        try (Fixture fixture = Fixture.started()) {
            fixture.fault("[{\"fault\":\"end-without-stop\"}]");

            assertThat(data(fixture.raw(PATH, body(GPT, "[[tokens:40]]", STREAM))))
                    .isNotEmpty()
                    .doesNotContain("[DONE]");
        }
    }

    @Test
    void a_guardrail_in_headers_takes_over() {
        try (Fixture fixture = Fixture.started()) {
            var request = HttpRequest.newBuilder(fixture.signed(PATH, body(GPT, "[[blocked]]", "")), (_, _) -> true)
                    .header("X-Amzn-Bedrock-GuardrailIdentifier", "gr1")
                    .header("X-Amzn-Bedrock-GuardrailVersion", "1")
                    .build();

            assertThat(json(Fixture.send(request).body())
                            .at("/choices/0/finish_reason")
                            .asText())
                    .isEqualTo("content_filter");
        }
    }
}
