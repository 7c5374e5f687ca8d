package io.breakwater.dialect.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.ModelEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Tools of kinds that Converse does not have: what becomes of them on the way to a model and back.
class ToolKindsTest {
    private static final String PATCH = """
        {"type":"custom","name":"patch","description":"Changes files.",
         "format":{"type":"grammar","syntax":"lark","definition":"start: /x+/"}}\
        """;
    private static final String SPACE = """
        {"type":"namespace","name":"crm","description":"customers",
         "tools":[{"type":"function","name":"find","parameters":{"type":"object"},"defer_loading":true}]}\
        """;

    private static Decoded decode(String members) {
        return new ResponsesDialect(Samples.GATE)
                .decode(Samples.post("/v1/responses", "{\"model\":\"claude\"," + members + "}"));
    }

    private static ObjectNode converse(String members) {
        return Samples.json(Samples.call(decode(members)));
    }

    private static List<String> adapted(String members) {
        return Samples.body(Samples.call(decode(members))).adapted();
    }

    @Test
    void a_custom_tool_is_a_function_of_one_text_and_its_grammar_is_told() {
        String members =
                "\"input\":\"a\",\"tools\":[" + PATCH + "],\"tool_choice\":{\"type\":\"custom\",\"name\":\"patch\"}";
        JsonNode spec = converse(members).at("/toolConfig/tools/0/toolSpec");

        assertThat(spec.path("name").asText()).isEqualTo("patch");
        assertThat(spec.path("description").asText()).contains("Changes files.", "grammar (lark)", "start: /x+/");
        assertThat(spec.at("/inputSchema/json/required")).hasToString("[\"input\"]");
        assertThat(converse(members).at("/toolConfig/toolChoice/tool/name").asText())
                .isEqualTo("patch");
        assertThat(adapted(members)).containsExactly("grammar");
    }

    @Test
    void calls_of_custom_tools_and_their_outputs_go_back_as_they_came() {
        ObjectNode converse = converse("""
            "input":[{"role":"user","content":"a"},
             {"type":"custom_tool_call","id":"ctc_1","call_id":"c1","name":"patch","input":"x \\"y\\""},
             {"type":"custom_tool_call_output","call_id":"c1","output":"done"}],"tools":[%s]\
            """.formatted(PATCH));

        assertThat(converse.at("/messages/1/content/0/toolUse")).isEqualTo(Samples.json("""
            {"toolUseId":"c1","name":"patch","input":{"input":"x \\"y\\""}}\
            """));
        assertThat(converse.at("/messages/2/content/0/toolResult/content/0/text")
                        .asText())
                .isEqualTo("done");
    }

    @Test
    void a_whole_answer_calls_each_tool_in_its_own_kind() {
        JsonNode response =
                Samples.json(Samples.responder(decode("\"input\":\"a\",\"tools\":[" + PATCH + "," + SPACE + "]"))
                        .whole(Samples.json("""
                            {"output":{"message":{"content":[
                              {"toolUse":{"toolUseId":"t1","name":"patch","input":{"input":"xx"}}},
                              {"toolUse":{"toolUseId":"t2","name":"patch","input":{"other":1}}},
                              {"toolUse":{"toolUseId":"t3","name":"crm__find","input":{"id":1}}}]}},
                             "stopReason":"tool_use","usage":{"inputTokens":1,"outputTokens":1,"totalTokens":2}}\
                            """), Samples.ANSWERED));

        assertThat(response.at("/output/0/type").asText()).isEqualTo("custom_tool_call");
        assertThat(response.at("/output/0/input").asText()).isEqualTo("xx");
        assertThat(response.at("/output/0/id").asText()).startsWith("ctc_");
        assertThat(response.at("/output/1/input").asText()).isEqualTo("{\"other\":1}");
        assertThat(response.at("/output/2/type").asText()).isEqualTo("function_call");
        assertThat(response.at("/output/2/name").asText()).isEqualTo("find");
        assertThat(response.at("/output/2/namespace").asText()).isEqualTo("crm");
    }

    @Test
    void a_stream_tells_the_input_of_a_custom_tool_as_text() {
        AnswerStream stream =
                Samples.responder(decode("\"input\":\"a\",\"stream\":true,\"tools\":[" + PATCH + "]")).stream(
                        Samples.ANSWERED);
        List<JsonNode> told = new ArrayList<>();
        for (ModelEvent event : List.of(
                Samples.event("messageStart", "{\"role\":\"assistant\"}"),
                Samples.event(
                        "contentBlockStart",
                        "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"patch\"}}}"),
                delta("{\\\"inp"),
                delta("ut\\\": \\\"a\\\\nb\\\"}"),
                Samples.event("contentBlockStop", "{\"contentBlockIndex\":0}"),
                Samples.event("messageStop", "{\"stopReason\":\"tool_use\"}"),
                Samples.event("metadata", "{\"usage\":{\"inputTokens\":1,\"outputTokens\":1,\"totalTokens\":2}}"))) {
            stream.on(event).forEach(frame -> told.add(Samples.json(((Frame.ServerSent) frame).data())));
        }

        assertThat(told.stream().map(event -> event.path("type").asText()))
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.custom_tool_call_input.delta",
                        "response.custom_tool_call_input.done",
                        "response.output_item.done",
                        "response.completed");
        assertThat(told.get(3).path("delta").asText()).isEqualTo("a\nb");
        assertThat(told.get(4).path("input").asText()).isEqualTo("a\nb");
        assertThat(told.get(2).at("/item/type").asText()).isEqualTo("custom_tool_call");
        assertThat(told.getLast().at("/response/output/0/input").asText()).isEqualTo("a\nb");
    }

    @Test
    void a_stream_passes_the_input_of_a_custom_tool_on_as_it_comes_and_whole_where_it_is_written_otherwise() {
        assertThat(deltas("{\\\"input\\\":", "\\\"a", "\\\\nb", "\\\"}")).containsExactly("a", "\nb");
        assertThat(deltas("{\\\"other\\\":", "1}")).containsExactly("{\"other\":1}");
        assertThat(deltas("{\\\"input\\\":\\\"cut")).containsExactly("cut");
    }

    /// The pieces of the input; the event at their end must repeat the same input.
    private static List<String> deltas(String... pieces) {
        AnswerStream stream =
                Samples.responder(decode("\"input\":\"a\",\"stream\":true,\"tools\":[" + PATCH + "]")).stream(
                        Samples.ANSWERED);
        List<ModelEvent> events = new ArrayList<>();
        events.add(Samples.event("messageStart", "{\"role\":\"assistant\"}"));
        events.add(Samples.event(
                "contentBlockStart",
                "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t1\",\"name\":\"patch\"}}}"));
        Stream.of(pieces).map(ToolKindsTest::delta).forEach(events::add);
        events.add(Samples.event("contentBlockStop", "{\"contentBlockIndex\":0}"));
        events.add(Samples.event("messageStop", "{\"stopReason\":\"tool_use\"}"));
        List<String> deltas = new ArrayList<>();
        for (ModelEvent event : events) {
            for (Frame frame : stream.on(event)) {
                JsonNode told = Samples.json(((Frame.ServerSent) frame).data());
                if (told.path("type").asText().equals("response.custom_tool_call_input.delta")) {
                    deltas.add(told.path("delta").asText());
                } else if (told.path("type").asText().equals("response.custom_tool_call_input.done")) {
                    assertThat(told.path("input").asText()).isEqualTo(String.join("", deltas));
                }
            }
        }
        return deltas;
    }

    private static ModelEvent delta(String piece) {
        return Samples.event(
                "contentBlockDelta",
                "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"%s\"}}}".formatted(piece));
    }

    @Test
    void functions_of_a_namespace_are_offered_by_both_names_and_all_at_once() {
        String members = "\"input\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"type\":\"function_call\",\"namespace\":\"crm\",\"call_id\":\"c\",\"name\":\"find\",\"arguments\":\"{}\"},"
                + "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"1\"}],"
                + "\"tools\":[" + SPACE + ",{\"type\":\"tool_search\"}]";

        assertThat(converse(members).at("/toolConfig/tools/0/toolSpec/name").asText())
                .isEqualTo("crm__find");
        assertThat(converse(members).at("/messages/1/content/0/toolUse/name").asText())
                .isEqualTo("crm__find");
        assertThat(adapted(members)).containsExactly("defer_loading", "tool_search");
    }

    @Test
    void what_no_model_is_told_is_named() {
        assertThat(adapted("""
            "input":"a","text":{"verbosity":"low"},"truncation":"auto","max_tool_calls":3,"safety_identifier":"x\"\
            """)).containsExactlyInAnyOrder("verbosity", "truncation");
        assertThat(adapted("\"input\":\"a\",\"text\":{\"verbosity\":\"medium\"},\"truncation\":\"disabled\""))
                .isEmpty();
    }
}
