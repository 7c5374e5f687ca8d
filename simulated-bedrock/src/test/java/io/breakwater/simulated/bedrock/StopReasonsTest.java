package io.breakwater.simulated.bedrock;

import static io.breakwater.simulated.bedrock.Fixture.SONNET;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.bedrockruntime.model.StopReason;

/// Every reason for which an answer ends: what causes it naturally, and the phrase in a prompt that
/// plays it.
@Timeout(60)
class StopReasonsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OLD = "us.anthropic.claude-3-7-sonnet-20250219-v1:0";
    private static final String TOOLS =
            ",'toolConfig':{'tools':[{'toolSpec':{'name':'t','inputSchema':{'json':{'type':'object'}}}}]}";

    private final Fixture fixture = Fixture.changed(StopReasonsTest::withOldClaude);

    @AfterEach
    void stop() {
        fixture.close();
    }

    private static SimulationSettings withOldClaude(SimulationSettings settings) {
        Map<String, ModelSpec> models = new HashMap<>(settings.catalogue().models());
        Map<String, ProfileSpec> profiles = new HashMap<>(settings.catalogue().profiles());
        String id = OLD.substring("us.".length());
        models.put(id, models.get(Fixture.SONNET_MODEL));
        profiles.put(OLD, new ProfileSpec(id, profiles.get(SONNET).destinations()));
        return new SimulationSettings(
                settings.accounts(),
                new Catalogue(models, profiles, Map.of()),
                settings.limits(),
                settings.latency(),
                settings.seed());
    }

    private HttpResponse<String> asked(String model, String prompt, String more) {
        String body = "{'messages':[{'role':'user','content':[{'text':'" + prompt + "'}]}]" + more + "}";
        return fixture.raw("/model/" + model + "/converse", body.replace('\'', '"'));
    }

    private static String reason(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body()).path("stopReason").asText();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            end_turn             | hello            |
            tool_use             | [[calls:1]]      | TOOLS
            max_tokens           | [[tokens:9]]     | ,'inferenceConfig':{'maxTokens':8}
            stop_sequence        | one two three    | ,'inferenceConfig':{'stopSequences':['two']}
            guardrail_intervened | say [[blocked]]  | ,'guardrailConfig':{'guardrailIdentifier':'g','guardrailVersion':'1'}
            """)
    void a_reason_comes_of_what_was_asked(String reason, String prompt, String more) throws Exception {
        assertThat(reason(asked(SONNET, prompt, more == null ? "" : more.replace("TOOLS", TOOLS))))
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "end_turn",
                "tool_use",
                "max_tokens",
                "stop_sequence",
                "guardrail_intervened",
                "content_filtered",
                "malformed_model_output",
                "malformed_tool_use",
                "model_context_window_exceeded"
            })
    void each_reason_is_played_by_a_phrase_whole_and_streamed(String reason) throws Exception {
        assertThat(StopReason.fromValue(reason))
                .as("a reason of Bedrock's")
                .isNotEqualTo(StopReason.UNKNOWN_TO_SDK_VERSION);
        assertThat(reason(asked(SONNET, "[[stop:" + reason + "]] hi", ""))).isEqualTo(reason);
        StreamReading stream = StreamReading.of(fixture.signed(
                "/model/" + SONNET + "/converse-stream",
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"[[stop:" + reason + "]] hi\"}]}]}"));
        assertThat(StandardCharsets.ISO_8859_1.decode(stream.bytes()).toString())
                .contains("\"stopReason\":\"" + reason + "\"");
    }

    @Test
    void an_answer_ends_where_the_context_window_of_a_newer_claude_does() throws Exception {
        HttpResponse<String> answer =
                asked(SONNET, "[[tokens:2000]]" + "x".repeat(199_000 * 4), ",'inferenceConfig':{'maxTokens':5000}");
        JsonNode body = JSON.readTree(answer.body());

        assertThat(body.path("stopReason").asText()).isEqualTo("model_context_window_exceeded");
        assertThat(body.at("/usage/totalTokens").asLong()).isEqualTo(200_000);
    }

    @Test
    void an_older_claude_refuses_what_leaves_no_room_for_the_answer() {
        assertThat(asked(OLD, "x".repeat(199_000 * 4), ",'inferenceConfig':{'maxTokens':5000}")
                        .body())
                .contains("input length and `max_tokens` exceed context limit: 199000 + 5000 > 200000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            us.anthropic.claude-sonnet-4-6  | Input is too long for requested model.
            amazon.nova-lite-v1:0           | Input Tokens Exceeded: Number of input tokens exceeds maximum length.
            meta.llama3-3-70b-instruct-v1:0 | This model's maximum context length is 128000 tokens.
            """)
    void a_prompt_that_is_too_long_is_refused_in_the_familys_words(String model, String words) {
        HttpResponse<String> answer = asked(model, "x".repeat(300_001 * 4), "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(words);
    }

    @Test
    void claudes_own_body_and_embeddings_have_words_of_their_own_for_a_long_prompt() {
        String claude =
                "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"" + "x".repeat(200_001 * 4) + "\"}]}";

        assertThat(fixture.raw("/model/" + SONNET + "/invoke", claude).body())
                .contains("prompt is too long: 200001 tokens > 200000 maximum");
        assertThat(fixture.raw("/model/" + Fixture.TITAN + "/invoke", "{\"inputText\":\"" + "x".repeat(40_000) + "\"}")
                        .body())
                .contains("Too many input tokens. Max input tokens: 8192, request input token count: 10000");
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, end_turn",
        "max_tokens, max_tokens",
        "stop_sequence, stop_sequence",
        "content_filtered, refusal",
        "model_context_window_exceeded, model_context_window_exceeded"
    })
    void claudes_own_body_has_claudes_reasons(String played, String reason) throws Exception {
        String body =
                "{\"anthropic_version\":\"bedrock-2023-05-31\",\"max_tokens\":50,\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"[[stop:" + played + "]] hi\"}]}";

        assertThat(JSON.readTree(fixture.raw("/model/" + SONNET + "/invoke", body)
                                .body())
                        .path("stop_reason")
                        .asText())
                .isEqualTo(reason);
    }
}
