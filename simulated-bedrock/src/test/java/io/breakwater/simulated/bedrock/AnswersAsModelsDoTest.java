package io.breakwater.simulated.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnswersAsModelsDoTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TOOLS = """
            {"tools":[
             {"toolSpec":{"name":"weather","inputSchema":{"json":{"type":"object","required":["city","days"],"properties":
              {"city":{"type":"string"},"days":{"type":"integer","minimum":2},"unit":{"enum":["C","F"]}}}}}},
             {"toolSpec":{"name":"finish","inputSchema":{"json":{"type":"object","properties":{}}}}}]""";
    private final Fixture fixture = Fixture.started();

    @AfterEach
    void stop() {
        fixture.close();
    }

    private JsonNode asked(String messages, String more) throws Exception {
        HttpResponse<String> answer = fixture.raw(
                "/model/" + Fixture.SONNET + "/converse",
                "{\"messages\":[" + messages + "],\"inferenceConfig\":{\"maxTokens\":500}" + more + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private JsonNode answered(String text, String more) throws Exception {
        return asked(user("{\"text\":\"" + text + "\"}"), more);
    }

    private static String user(String block) {
        return "{\"role\":\"user\",\"content\":[" + block + "]}";
    }

    private static String tools(String choice) {
        return ",\"toolConfig\":" + TOOLS + choice + "}";
    }

    private static List<String> names(JsonNode answer) {
        return content(answer)
                .valueStream()
                .filter(block -> block.has("toolUse"))
                .map(block -> block.at("/toolUse/name").asText())
                .toList();
    }

    private static JsonNode content(JsonNode answer) {
        return answer.at("/output/message/content");
    }

    @Test
    void several_tools_are_called_in_one_answer_beside_text_and_each_call_has_an_id_of_its_own() throws Exception {
        String prompt = "[[text:I look it up.]] [[tool:weather {\\\"city\\\":\\\"Oslo\\\"}]] [[tool:weather]]";
        JsonNode answer = answered(prompt, tools(""));
        JsonNode again = answered(prompt, tools(""));

        assertThat(content(answer).at("/0/text").asText()).isEqualTo("I look it up.");
        assertThat(names(answer)).containsExactly("weather", "weather");
        assertThat(content(answer).at("/1/toolUse/input/city").asText()).isEqualTo("Oslo");
        assertThat(answer.path("stopReason").asText()).isEqualTo("tool_use");
        assertThat(List.of(
                        content(answer).at("/1/toolUse/toolUseId").asText(),
                        content(answer).at("/2/toolUse/toolUseId").asText(),
                        content(again).at("/1/toolUse/toolUseId").asText()))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("tooluse_[a-zA-Z0-9_-]{22}"));
    }

    @Test
    void a_tool_is_called_with_arguments_that_satisfy_its_schema() throws Exception {
        JsonNode input = content(answered("go", tools(",\"toolChoice\":{\"tool\":{\"name\":\"weather\"}}")))
                .at("/0/toolUse/input");

        assertThat(input.toString()).isEqualTo("{\"city\":\"city\",\"days\":2,\"unit\":\"C\"}");
    }

    @Test
    void a_forced_choice_takes_another_tool_with_each_call_so_that_an_agent_gets_to_its_last() throws Exception {
        JsonNode first = answered("go", tools(",\"toolChoice\":{\"any\":{}}"));
        String history = user("{\"text\":\"go\"}") + ",{\"role\":\"assistant\",\"content\":" + content(first) + "},"
                + user(result(content(first).at("/0/toolUse/toolUseId").asText()));
        JsonNode second = asked(history, tools(",\"toolChoice\":{\"any\":{}}"));
        JsonNode free = asked(history, tools(""));

        assertThat(names(first)).containsExactly("weather");
        assertThat(names(second)).containsExactly("finish");
        assertThat(names(free)).isEmpty();
        assertThat(content(free).at("/0/text").asText()).contains("heard: results \"sunny\"");
        assertThat(free.path("stopReason").asText()).isEqualTo("end_turn");
    }

    private static String result(String id) {
        return "{\"toolResult\":{\"toolUseId\":\"" + id + "\",\"content\":[{\"text\":\"sunny\"}]}}";
    }

    @Test
    void claudes_own_tool_choice_forces_a_tool_forbids_all_and_allows_one_at_a_time() throws Exception {
        String own = ",\"additionalModelRequestFields\":{\"tool_choice\":";
        JsonNode forced = answered("go", tools("") + own + "{\"type\":\"tool\",\"name\":\"finish\"}}");
        JsonNode never = answered("[[calls:2]]", tools("") + own + "{\"type\":\"none\"}}");
        JsonNode single =
                answered("[[calls:2]]", tools("") + own + "{\"type\":\"auto\",\"disable_parallel_tool_use\":true}}");

        assertThat(names(forced)).containsExactly("finish");
        assertThat(names(never)).isEmpty();
        assertThat(names(single)).hasSize(1);
        assertThat(names(answered("[[calls:2]]", tools("")))).containsExactly("weather", "finish");
    }

    @Test
    void a_requested_schema_is_answered_in_json_that_satisfies_it() throws Exception {
        String schema = "{\\\"type\\\":\\\"object\\\",\\\"additionalProperties\\\":false,\\\"required\\\":[\\\"a\\\"],"
                + "\\\"properties\\\":{\\\"a\\\":{\\\"$ref\\\":\\\"#/$defs/x\\\"}},\\\"$defs\\\":{\\\"x\\\":{\\\"type\\\":"
                + "\\\"array\\\",\\\"items\\\":{\\\"anyOf\\\":[{\\\"type\\\":\\\"boolean\\\"},{\\\"type\\\":\\\"null\\\"}]}}}}";
        JsonNode answer = answered(
                "go",
                ",\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":{\"name\":\"s\","
                        + "\"schema\":\"" + schema + "\"}}}}");

        assertThat(content(answer).at("/0/text").asText()).isEqualTo("{\"a\":[true]}");
    }

    @Test
    void a_model_that_thinks_shows_its_reasoning_with_a_signature_first() throws Exception {
        JsonNode asked =
                content(answered("go", ",\"additionalModelRequestFields\":{\"thinking\":{\"type\":\"adaptive\"}}"));
        JsonNode told = content(answered("[[reasoning:hm]] go", ""));

        assertThat(asked.at("/0/reasoningContent/reasoningText/signature").asText())
                .isNotBlank();
        assertThat(asked.at("/1/text").asText()).contains("heard");
        assertThat(told.at("/0/reasoningContent/reasoningText/text").asText()).isEqualTo("hm");
    }

    @Test
    void an_answer_can_be_empty_and_can_have_a_reason_that_its_content_belies() throws Exception {
        assertThat(content(answered("[[empty]]", ""))).isEmpty();
        JsonNode belied = answered("[[calls:1]] [[stop:end_turn]]", tools(""));

        assertThat(belied.path("stopReason").asText()).isEqualTo("end_turn");
        assertThat(names(belied)).hasSize(1);
    }

    @Test
    void members_of_the_models_own_answer_are_added_where_they_are_asked_for() throws Exception {
        JsonNode answer = answered(
                "one two",
                ",\"additionalModelResponseFieldPaths\":[\"/stop_sequence\",\"/usage/output_tokens\",\"/no_such\"]");

        assertThat(answer.path("additionalModelResponseFields").toString())
                .isEqualTo("{\"stop_sequence\":null,\"usage\":{\"output_tokens\":"
                        + answer.at("/usage/outputTokens").asInt() + "}}");
    }

    @Test
    void a_streamed_answer_has_the_same_blocks_each_with_its_beginning_and_its_end() throws Exception {
        String body = "{\"messages\":[" + user("{\"text\":\"[[reasoning:hm]][[text:So.]][[calls:2]]\"}") + "]"
                + tools("") + "}";
        StreamReading stream = StreamReading.of(fixture.signed("/model/" + Fixture.SONNET + "/converse-stream", body));

        assertThat(stream.events().stream().filter("contentBlockStop"::equals)).hasSize(4);
        assertThat(stream.events().stream().filter("contentBlockStart"::equals)).hasSize(2);
        assertThat(stream.events()).endsWith("contentBlockStop", "messageStop", "metadata");
    }

    @Test
    void an_empty_stream_begins_and_ends() throws Exception {
        String body = "{\"messages\":[" + user("{\"text\":\"[[empty]]\"}") + "]}";

        assertThat(StreamReading.of(fixture.signed("/model/" + Fixture.SONNET + "/converse-stream", body))
                        .events())
                .containsExactly("messageStart", "messageStop", "metadata");
    }

    @Test
    void a_use_of_a_tool_that_the_bound_cuts_has_no_input() throws Exception {
        String prompt = "[[tool:weather {\\\"city\\\":\\\"" + "x".repeat(4_000) + "\\\"}]]";
        JsonNode answer = answered(prompt, tools(""));

        assertThat(answer.path("stopReason").asText()).isEqualTo("max_tokens");
        assertThat(answer.at("/usage/outputTokens").asInt()).isEqualTo(500);
        assertThat(content(answer).at("/0/toolUse/input")).isEmpty();
    }

    @Test
    void what_was_sent_is_shown_on_demand_and_kept_within_bounds() throws Exception {
        answered("remember me", "");
        JsonNode shown = JSON.readTree(
                fixture.control("GET", "invocations?bodies=true", "").body());
        assertThat(shown.at("/0/input/inputBodyJson/messages/0/content/0/text").asText())
                .isEqualTo("remember me");

        String large = "x".repeat(700_000);
        IntStream.range(0, 12).forEach(_ -> fixture.raw("/model/" + Fixture.SONNET + "/converse", large));
        JsonNode later = JSON.readTree(
                fixture.control("GET", "invocations?bodies=true", "").body());
        assertThat(later.at("/0/input").has("inputBodyJson")).isFalse();
        assertThat(later.at("/12/input/inputBodyJson").asText()).hasSize(700_000);
    }
}
