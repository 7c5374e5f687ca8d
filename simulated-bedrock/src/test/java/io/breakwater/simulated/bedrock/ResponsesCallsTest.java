package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.GPT;
import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// OpenAI's Responses on the runtime, whole and streamed, and their refusals.
@Timeout(60)
class ResponsesCallsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PATH = "/openai/v1/responses";
    private static final String THINKING = ",\"reasoning\":{\"effort\":\"low\",\"summary\":\"auto\"},"
            + "\"include\":[\"reasoning.encrypted_content\"]";

    private static String body(String model, String input, String more) {
        return "{\"model\":\"%s\",\"max_output_tokens\":500,\"input\":%s%s}".formatted(model, input, more);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(text, e);
        }
    }

    @Test
    void a_whole_answer_is_a_response_with_its_items() {
        try (Fixture fixture = Fixture.started()) {
            HttpResponse<String> answer = fixture.raw(PATH, body(GPT, "\"[[text:yes]]\"", THINKING));
            JsonNode response = json(answer.body());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(response.path("object").asText()).isEqualTo("response");
            assertThat(response.path("model").asText()).isEqualTo("gpt-6-sol");
            assertThat(response.has("output_text")).isFalse();
            assertThat(response.at("/output/0/type").asText()).isEqualTo("reasoning");
            assertThat(response.at("/output/0/encrypted_content").asText()).startsWith("gAAAA");
            assertThat(response.at("/output/1/content/0/text").asText()).isEqualTo("yes");
            assertThat(response.at("/usage/input_tokens").asLong()).isPositive();
            assertThat(fixture.simulation.invocations())
                    .singleElement()
                    .satisfies(call -> assertThat(call.operation()).isEqualTo("Responses"));
        }
    }

    @Test
    void a_stream_has_named_events_with_numbers_and_the_whole_response_at_its_end() {
        try (Fixture fixture = Fixture.started()) {
            List<String> lines = fixture.raw(PATH, body(GPT, "\"[[tokens:40]]\"", THINKING + ",\"stream\":true"))
                    .body()
                    .lines()
                    .toList();
            List<JsonNode> events = lines.stream()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> json(line.substring(6)))
                    .toList();

            assertThat(lines).contains("event: response.created", "event: response.completed");
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i).path("sequence_number").asInt(-1)).isEqualTo(i);
            }
            assertThat(events.getFirst().path("type").asText()).isEqualTo("response.created");
            assertThat(events.getLast().at("/response/output")).hasSize(2);
            assertThat(lines).noneMatch(line -> line.contains("[DONE]"));
        }
    }

    @Test
    void a_call_and_its_output_go_together() {
        try (Fixture fixture = Fixture.started()) {
            String tools = ",\"tools\":[{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"}}]";
            JsonNode call = json(fixture.raw(PATH, body(GPT, "\"[[calls:1]]\"", tools))
                            .body())
                    .at("/output/0");
            assertThat(call.path("type").asText()).isEqualTo("function_call");

            String items = "[{\"role\":\"user\",\"content\":\"go\"}," + call + "%s]";
            assertThat(fixture.raw(PATH, body(GPT, items.formatted(""), tools)).statusCode())
                    .isEqualTo(400);
            String output = ",{\"type\":\"function_call_output\",\"call_id\":\"%s\",\"output\":\"4\"}"
                    .formatted(call.path("call_id").asText());
            assertThat(fixture.raw(PATH, body(GPT, items.formatted(output), tools))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "a","previous_response_id":"resp_1"  | Previous response with id 'resp_1' not found.
            [{"type":"item_reference","id":"x"}] | Item with id 'x' not found.
            """)
    void what_is_not_stored_is_not_found(String input, String words) {
        try (Fixture fixture = Fixture.started()) {
            HttpResponse<String> refused = fixture.raw(PATH, body(GPT, input, ""));

            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(json(refused.body()).at("/error/message").asText()).contains(words);
            assertThat(json(refused.body()).at("/error/type").asText()).isEqualTo("not_found_error");
        }
    }

    @Test
    void a_response_is_stored_unless_its_request_says_not_to_and_what_follows_has_read_it() {
        try (Fixture fixture = Fixture.started()) {
            JsonNode first =
                    json(fixture.raw(PATH, body(GPT, "\"one two three\"", "")).body());
            String id = first.path("id").asText();
            String item = first.at("/output/0/id").asText();
            JsonNode next = json(fixture.raw(PATH, body(GPT, "\"b\",\"previous_response_id\":\"" + id + "\"", ""))
                    .body());
            String reference = "[{\"type\":\"item_reference\",\"id\":\"" + item + "\"}]";
            JsonNode unstored = json(
                    fixture.raw(PATH, body(GPT, "\"a\",\"store\":false", "")).body());
            String lost =
                    "\"b\",\"previous_response_id\":\"" + unstored.path("id").asText() + "\"";

            assertThat(next.at("/usage/input_tokens").asLong())
                    .isGreaterThan(first.at("/usage/input_tokens").asLong());
            assertThat(fixture.raw(PATH, body(GPT, reference, "")).statusCode()).isEqualTo(200);
            assertThat(fixture.raw(PATH, body(GPT, lost, "")).statusCode()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "a","background":true                              | The background parameter is not supported.
            "a","tools":[{"type":"web_search"}]                | Tool type 'web_search' is not supported.
            "a","max_output_tokens":5                          | integer below minimum value
            []                                                 | Missing required parameter: 'input'.
            [{"type":"reasoning","encrypted_content":"bw1.x"}] | could not be verified
            [{"role":"user","content":[{"type":"input_image","image_url":"https://x/y.png"}]}] | only data: and s3://
            """)
    void what_the_runtime_was_seen_to_refuse_is_refused_in_openais_envelope(String input, String words) {
        try (Fixture fixture = Fixture.started()) {
            String request = input.contains("max_output_tokens")
                    ? "{\"model\":\"%s\",\"input\":%s}".formatted(GPT, input)
                    : body(GPT, input, "");
            HttpResponse<String> refused = fixture.raw(PATH, request);

            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(json(refused.body()).at("/error/message").asText()).contains(words);
        }
    }

    @Test
    void claude_has_no_responses_and_a_bare_id_is_none_of_the_runtimes() {
        try (Fixture fixture = Fixture.started()) {
            assertThat(fixture.raw(PATH, body(SONNET, "\"a\"", "")).statusCode())
                    .isEqualTo(404);
            assertThat(fixture.raw(PATH, body("openai.gpt-6-sol", "\"a\"", "")).statusCode())
                    .isEqualTo(400);
        }
    }
}
