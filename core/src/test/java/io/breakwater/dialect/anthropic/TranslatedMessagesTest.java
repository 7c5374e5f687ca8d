package io.breakwater.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages for models that do not speak Anthropic's language, and the answers of these models.
class TranslatedMessagesTest {
    private static final ModelCard NOVA = new ModelCard(
            new ModelId("amazon.nova-pro-v1:0"),
            "Nova",
            300_000,
            10_000,
            1,
            Set.of(Feature.SYSTEM, Feature.TOOLS, Feature.IMAGES, Feature.CACHING));
    private static final Answered ANSWERED =
            new Answered("req-1", "amazon.nova-pro-v1:0", Instant.EPOCH, ModelApi.CONVERSE, false);

    private final AnthropicDialect dialect = new AnthropicDialect(Samples.GATE);

    private BodyChoice choice(String members) {
        return choice(members, NOVA);
    }

    private BodyChoice choice(String members, ModelCard model) {
        String body = "{\"model\":\"m\",\"max_tokens\":9,%s}".formatted(members);
        return Samples.call(dialect.decode(Samples.spoken("/v1/messages", body.getBytes(StandardCharsets.UTF_8))))
                .bodies()
                .of(model);
    }

    private JsonNode converse(String members) {
        return switch (choice(members)) {
            case BodyChoice.Spoken(var body) -> Samples.json(body.json().toString());
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    private static String user(String content) {
        return "\"messages\":[{\"role\":\"user\",\"content\":%s}]".formatted(content);
    }

    @Test
    void text_system_and_settings_are_those_of_converse() {
        assertThat(converse("\"system\":\"be brief\",\"temperature\":0.5,\"stop_sequences\":[\"x\"],\"metadata\":{},"
                        + user("\"hello\"")))
                .isEqualTo(Samples.json("""
                    {"system":[{"text":"be brief"}],"messages":[{"role":"user","content":[{"text":"hello"}]}],
                     "inferenceConfig":{"temperature":0.5,"stopSequences":["x"]}}\
                    """));
    }

    @Test
    void tools_calls_and_results_are_carried() {
        assertThat(converse("""
            "tools":[{"name":"f","description":"d","input_schema":{"type":"object"}}],"tool_choice":{"type":"any"},
            "messages":[{"role":"user","content":"go"},
             {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},
              {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"ok"},
              {"type":"tool_result","tool_use_id":"toolu_2","is_error":true}]}]\
            """)).isEqualTo(Samples.json("""
                {"messages":[{"role":"user","content":[{"text":"go"}]},
                  {"role":"assistant","content":[{"toolUse":{"toolUseId":"toolu_1","name":"f","input":{"a":1}}}]},
                  {"role":"user","content":[{"toolResult":{"toolUseId":"toolu_1","content":[{"text":"ok"}]}},
                    {"toolResult":{"toolUseId":"toolu_2","content":[{"text":"(no output)"}],"status":"error"}}]}],
                 "toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"d",
                   "inputSchema":{"json":{"type":"object"}}}}],"toolChoice":{"any":{}}}}\
                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"tools\":[{\"name\":\"t\",\"input_schema\":{}}],\"tool_choice\":{\"type\":\"none\"}"})
    void earlier_calls_go_without_tools_that_can_be_called(String tools) {
        String turns = "\"messages\":[{\"role\":\"user\",\"content\":\"a\"},"
                + "{\"role\":\"assistant\",\"content\":[{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"t\",\"input\":{}}]},"
                + "{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"tool_use_id\":\"c\",\"content\":\"b\"}]}]";
        assertThat(converse(turns + tools).at("/toolConfig/tools"))
                .singleElement()
                .satisfies(
                        tool -> assertThat(tool.at("/toolSpec/name").asText()).isEqualTo("no_tool_available"));
    }

    @Test
    void images_and_marks_of_the_cache_are_carried_and_turns_of_one_role_are_one() {
        assertThat(converse("""
            "messages":[{"role":"user","content":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}]},
             {"role":"user","content":[{"type":"text","text":" "},
              {"type":"image","source":{"type":"base64","media_type":"image/PNG","data":"AAAA"}}]}]\
            """)).isEqualTo(Samples.json("""
                {"messages":[{"role":"user","content":[{"text":"a"},{"cachePoint":{"type":"default"}},
                  {"image":{"format":"png","source":{"bytes":"AAAA"}}}]}]}\
                """));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"thinking\":{\"type\":\"on\"},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}] | thinking.type"
                        + " must be enabled, adaptive or disabled",
                "\"context_management\":{},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}] | context_management"
                        + " has no translation",
                "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"w\"}],\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]"
                        + " | tools[0].type has no translation",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"url\"}}]}]"
                        + " | messages[0].content[0].source.type must be base64, text or content",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"application/pdf\",\"data\":\"A\"}}]}]"
                        + " | messages[0].content[0].source.data must be base64",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"media_type\":\"x/y\",\"data\":\"AAAA\"}}]}]"
                        + " | messages[0].content[0].source.media_type must be application/pdf",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"citations\":{\"enabled\":true},\"source\":{\"type\":\"text\",\"data\":\"x\"}}]}]"
                        + " | messages[0].content[0].citations has no translation",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"search_result\"}]}] |"
                        + " messages[0].content[0].type has no translation",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\"}}]}] |"
                        + " messages[0].content[0].source.type must be base64",
                "\"messages\":[{\"role\":\"user\",\"content\":\" \"}] | messages must have some text",
                "\"output_config\":{\"format\":{\"type\":\"xml\"}},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]"
                        + " | output_config.format.type must be json_schema",
                "\"output_config\":{\"task_budget\":{}},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}] |"
                        + " output_config.task_budget is not supported",
                "\"output_format\":{\"type\":\"json_schema\",\"schema\":{}},\"tools\":[{\"name\":\"json_answer\",\"input_schema\":{}}],\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]"
                        + " | tools[0].name is reserved for the gateway's own tool",
            })
    void what_has_no_translation_leaves_the_model_out_by_its_name(String members, String why) {
        assertThat(choice(members))
                .isInstanceOfSatisfying(
                        BodyChoice.NotSpoken.class,
                        left -> assertThat(left.why()).contains(why));
    }

    @Test
    void one_call_at_a_time_is_asked_as_far_as_the_model_can_be() {
        BodyChoice choice = choice("\"tools\":[{\"name\":\"f\",\"input_schema\":{}}],"
                + "\"tool_choice\":{\"type\":\"any\",\"disable_parallel_tool_use\":true}," + user("\"x\""));

        assertThat(choice).isInstanceOfSatisfying(BodyChoice.Spoken.class, spoken -> {
            assertThat(spoken.body().adapted()).containsExactly("parallel_tool_calls");
            assertThat(spoken.body()
                            .json()
                            .path("toolConfig")
                            .path("toolChoice")
                            .has("any"))
                    .isTrue();
        });
    }

    @Test
    void a_strict_tool_is_kept_so_where_the_model_can_and_else_named() {
        String tool = "\"tools\":[{\"name\":\"f\",\"strict\":true,\"input_schema\":{\"type\":\"object\","
                + "\"properties\":{},\"additionalProperties\":false}}]," + user("\"x\"");

        assertThat(choice(tool, Samples.shipped("amazon.nova-pro-v1:0")))
                .isInstanceOfSatisfying(
                        BodyChoice.Spoken.class,
                        spoken -> assertThat(spoken.body().adapted()).containsExactly("strict"));
        assertThat(choice(tool, Samples.shipped("moonshotai.kimi-k3")))
                .isInstanceOfSatisfying(BodyChoice.Spoken.class, spoken -> {
                    assertThat(spoken.body().adapted()).isEmpty();
                    assertThat(spoken.body()
                                    .json()
                                    .at("/toolConfig/tools/0/toolSpec/strict")
                                    .asBoolean())
                            .isTrue();
                });
    }

    @Test
    void the_time_of_a_mark_and_the_mark_of_a_whole_request_are_kept() {
        String hour = "{\"type\":\"ephemeral\",\"ttl\":\"1h\"}";
        String marked = user("[{\"type\":\"text\",\"text\":\"a\",\"cache_control\":" + hour
                + "},{\"type\":\"text\",\"text\":\"b\"}]");
        ModelBody nova =
                spoken("\"cache_control\":{\"type\":\"ephemeral\"}," + marked, Samples.shipped("amazon.nova-pro-v1:0"));
        ModelBody claude =
                spoken(marked, Samples.shipped("anthropic.claude-sonnet-4-6").only(ModelApi.CONVERSE));

        assertThat(nova.json().at("/messages/0/content"))
                .hasToString("[{\"text\":\"a\"},{\"cachePoint\":{\"type\":\"default\"}},{\"text\":\"b\"},"
                        + "{\"cachePoint\":{\"type\":\"default\"}}]");
        assertThat(nova.adapted()).containsExactly("cache_ttl");
        assertThat(claude.json().at("/messages/0/content/1/cachePoint/ttl")).hasToString("\"1h\"");
    }

    @Test
    void what_of_a_tool_other_models_do_not_get_is_named() {
        String tool = "\"tools\":[{\"name\":\"f\",\"input_schema\":{\"type\":\"object\"},%s}]," + user("\"x\"");

        assertThat(spoken(
                                tool.formatted(
                                        "\"defer_loading\":true,\"input_examples\":[{}],\"never_heard\":1,\"eager_input_streaming\":true"),
                                NOVA)
                        .adapted())
                .containsExactly("defer_loading", "input_examples", "tool_fields");
        assertThat(spoken(tool.formatted("\"defer_loading\":false,\"other\":null"), NOVA)
                        .adapted())
                .isEmpty();
    }

    @Test
    void a_text_with_citations_is_a_text() {
        ObjectNode converse = Samples.json("""
            {"output":{"message":{"role":"assistant","content":[
              {"citationsContent":{"content":[{"text":"{\\"a\\":"},{"text":"1}"}],"citations":[{}]}}]}},"usage":{}}\
            """);

        for (boolean asJson : new boolean[] {false, true}) {
            assertThat(Samples.json(new MessagesResponder(asJson).whole(converse, ANSWERED))
                            .at("/content/0/text")
                            .asText())
                    .isEqualTo("{\"a\":1}");
        }
    }

    private ModelBody spoken(String members, ModelCard model) {
        return switch (choice(members, model)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    @Test
    void documents_are_carried_by_converse_and_to_gpt_by_responses() {
        String documents = user("""
            [{"type":"document","title":"a/b.pdf","context":"old","source":{"type":"base64","media_type":"application/pdf","data":"JVBERg"}},
             {"type":"document","source":{"type":"text","media_type":"text/plain","data":"so"}},
             {"type":"document","source":{"type":"content","content":[{"type":"text","text":"it"},
               {"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}}]\
            """);

        assertThat(spoken(documents, Samples.shipped("amazon.nova-pro-v1:0"))
                        .json()
                        .at("/messages/0/content"))
                .hasToString("[{\"document\":{\"format\":\"pdf\",\"name\":\"a"
                        + " b\",\"source\":{\"bytes\":\"JVBERg==\"},\"context\":\"old\"}},"
                        + "{\"document\":{\"format\":\"txt\",\"name\":\"document\",\"source\":{\"bytes\":\"c28=\"}}},{\"document\":{\"format\":\"txt\",\"name\":\"document"
                        + " 2\",\"source\":{\"bytes\":\"aXQ=\"}}},{\"image\":{\"format\":\"png\",\"source\":{\"bytes\":\"AAAA\"}}},{\"text\":\"(see"
                        + " the document)\"}]");
        ModelBody gpt = spoken(documents, Samples.shipped("openai.gpt-6-sol"));
        assertThat(gpt.operation(false).api()).isEqualTo(ModelApi.OPENAI_RESPONSES);
        assertThat(gpt.json().findValuesAsText("filename"))
                .containsExactly("a b.pdf", "document.txt", "document 2.txt");
        assertThat(spoken(documents, Samples.shipped("amazon.nova-micro-v1:0")).needs())
                .as("so that a model without them is left out for that")
                .contains(Feature.DOCUMENTS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "openai.gpt-6-sol | {\"type\":\"adaptive\"} | /reasoning/effort | \"medium\" | thinking=medium",
                "amazon.nova-2-lite-v1:0 | {\"type\":\"enabled\",\"budget_tokens\":2000} |"
                        + " /additionalModelRequestFields/reasoningConfig/maxReasoningEffort | \"medium\" |"
                        + " thinking=medium",
                "moonshotai.kimi-k3 | {\"type\":\"enabled\",\"budget_tokens\":2000} | /additionalModelRequestFields |"
                        + " `` | thinking",
            })
    void thinking_is_asked_of_each_model_as_far_as_it_has_a_word_for_it(
            String model, String thinking, String pointer, String value, String named) {
        ModelBody body = spoken("\"thinking\":" + thinking + "," + user("\"x\""), Samples.shipped(model));

        assertThat(body.json().at(pointer)).hasToString(value);
        assertThat(body.adapted()).containsExactly(named);
    }

    @Test
    void a_level_of_effort_says_more_than_that_it_shall_think_and_who_cannot_is_left_out() {
        String both = "\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\"}," + user("\"x\"");
        ModelBody gpt = spoken(both, Samples.shipped("openai.gpt-6-sol"));

        assertThat(gpt.json().at("/reasoning/effort")).hasToString("\"high\"");
        assertThat(gpt.adapted()).isEmpty();
        assertThat(spoken(both, Samples.shipped("amazon.nova-pro-v1:0")).needs())
                .contains(Feature.THINKING);
    }

    private static final String SCHEMA = "\"output_config\":{\"format\":{\"type\":\"json_schema\",\"schema\":"
            + "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],\"additionalProperties\":false}}},";

    @Test
    void a_schema_is_the_models_own_or_responses_or_the_tools() {
        String asked = SCHEMA + user("\"x\"");

        assertThat(spoken(asked, Samples.shipped("moonshotai.kimi-k3")).json().at("/outputConfig/textFormat/type"))
                .hasToString("\"json_schema\"");
        assertThat(spoken(asked, Samples.shipped("openai.gpt-6-sol")).json().at("/text/format/strict"))
                .hasToString("true");
        ModelBody nova = spoken(asked, Samples.shipped("amazon.nova-pro-v1:0"));
        assertThat(nova.json().at("/toolConfig/toolChoice")).hasToString("{\"tool\":{\"name\":\"json_answer\"}}");
        assertThat(nova.adapted()).containsExactly("response_format=tool");
        assertThat(spoken(
                                SCHEMA + "\"tools\":[{\"name\":\"f\",\"input_schema\":{}}]," + user("\"x\""),
                                Samples.shipped("amazon.nova-pro-v1:0"))
                        .json()
                        .at("/toolConfig/toolChoice"))
                .as("beside the caller's tools one of all is called")
                .hasToString("{\"any\":{}}");
    }

    @Test
    void what_the_tool_was_given_is_the_answer_and_calls_stand_beside_it() {
        ObjectNode converse = Samples.json("""
            {"output":{"message":{"role":"assistant","content":[{"text":"I answer"},
              {"toolUse":{"toolUseId":"t0","name":"f","input":{}}},
              {"toolUse":{"toolUseId":"t1","name":"json_answer","input":{"a":1}}}]}},"stopReason":"tool_use","usage":{}}\
            """);
        ObjectNode alone = Samples.json("""
            {"output":{"message":{"role":"assistant","content":[
              {"toolUse":{"toolUseId":"t1","name":"json_answer","input":{"a":1}}}]}},"stopReason":"tool_use","usage":{}}\
            """);

        assertThat(Samples.json(new MessagesResponder(true).whole(converse, ANSWERED))
                        .path("content"))
                .hasToString("[{\"type\":\"text\",\"text\":\"{\\\"a\\\":1}\"},"
                        + "{\"type\":\"tool_use\",\"id\":\"t0\",\"name\":\"f\",\"input\":{}}]");
        ObjectNode answer = Samples.json(new MessagesResponder(true).whole(alone, ANSWERED));
        assertThat(answer.path("content")).hasToString("[{\"type\":\"text\",\"text\":\"{\\\"a\\\":1}\"}]");
        assertThat(answer.path("stop_reason")).hasToString("\"end_turn\"");
    }

    private static List<String> streamed(String[]... events) {
        AnswerStream stream = new MessagesResponder(true).stream(ANSWERED);
        List<String> told = new ArrayList<>();
        for (String[] event : events) {
            stream.on(Samples.event(event[0], event[1])).forEach(frame -> told.add(((Frame.ServerSent) frame).data()));
        }
        return told;
    }

    @Test
    void in_a_stream_the_answer_by_the_tool_comes_piece_by_piece_and_is_given_once() {
        String[] end = {"metadata", "{\"usage\":{}}"};
        String[] call = {"contentBlockStart", "{\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"json_answer\"}}}"
        };
        String[] stop = {"contentBlockStop", "{}"};
        List<String> told = streamed(
                new String[] {"contentBlockDelta", "{\"delta\":{\"text\":\"I answer\"}}"},
                stop,
                call,
                new String[] {"contentBlockDelta", "{\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\\\"\"}}}"},
                new String[] {"contentBlockDelta", "{\"delta\":{\"toolUse\":{\"input\":\":1}\"}}}"},
                stop,
                call,
                new String[] {"contentBlockDelta", "{\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}"},
                stop,
                new String[] {"messageStop", "{\"stopReason\":\"tool_use\"}"},
                end);

        assertThat(told.subList(0, 4))
                .containsExactly(
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"{\\\"a\\\"\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\":1}\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":0}");
        assertThat(told.get(4)).contains("\"stop_reason\":\"end_turn\"");
        assertThat(streamed(call, stop, end).get(1)).contains("\"text\":\"{}\"");
        assertThat(streamed(
                                new String[] {"contentBlockDelta", "{\"delta\":{\"text\":\"So: {\\\"a\\\":1}.\"}}"},
                                stop,
                                end)
                        .get(1))
                .as("of a text the object is the answer")
                .contains("\"text\":\"{\\\"a\\\":1}\"");
    }

    @Test
    void a_whole_answer_is_a_message() {
        ObjectNode converse = Samples.json("""
            {"output":{"message":{"role":"assistant","content":[
              {"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},{"text":"I look"},
              {"toolUse":{"toolUseId":"t1","name":"f","input":{"a":1}}},{"new":{}}]}},"stopReason":"end_turn",
             "usage":{"inputTokens":3,"outputTokens":2,"cacheReadInputTokens":5,"cacheWriteInputTokens":7}}\
            """);

        assertThat(Samples.json(MessagesResponder.INSTANCE.whole(converse, ANSWERED)))
                .isEqualTo(Samples.json("""
                    {"id":"msg_req-1","type":"message","role":"assistant","model":"amazon.nova-pro-v1:0",
                     "content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"I look"},
                      {"type":"tool_use","id":"t1","name":"f","input":{"a":1}}],
                     "stop_reason":"tool_use","stop_sequence":null,
                     "usage":{"input_tokens":3,"cache_creation_input_tokens":7,"cache_read_input_tokens":5,
                      "output_tokens":2}}\
                    """));
    }

    @ParameterizedTest
    @CsvSource({
        "end_turn, end_turn",
        "tool_use, end_turn",
        "max_tokens, max_tokens",
        "stop_sequence, stop_sequence",
        "content_filtered, refusal",
        "guardrail_intervened, refusal",
        "new_tomorrow, end_turn",
    })
    void a_stop_reason_is_one_that_clients_know(String converse, String told) {
        assertThat(TranslatedAnswer.stopReason(converse, false)).isEqualTo(told);
    }

    @Test
    void a_stream_has_anthropics_events_in_their_order() {
        AnswerStream stream = MessagesResponder.INSTANCE.stream(ANSWERED);
        List<String> told = new ArrayList<>();
        String[][] events = {
            {"messageStart", "{\"role\":\"assistant\"}"},
            {"contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}"},
            {"contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"\\uD83D\"}}"},
            {"contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"\\uDE00\"}}"},
            {"contentBlockStop", "{\"contentBlockIndex\":0}"},
            {
                "contentBlockStart",
                "{\"contentBlockIndex\":3,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}}"
            },
            {"contentBlockDelta", "{\"contentBlockIndex\":3,\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}"},
            {"contentBlockStop", "{\"contentBlockIndex\":3}"},
            {"messageStop", "{\"stopReason\":\"tool_use\"}"},
            {"metadata", "{\"usage\":{\"inputTokens\":3,\"outputTokens\":2}}"},
        };
        for (String[] event : events) {
            stream.on(Samples.event(event[0], event[1])).forEach(frame -> told.add(((Frame.ServerSent) frame).data()));
        }
        told.removeFirst();

        assertThat(told)
                .containsExactly(
                        "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"a\"}}",
                        "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"\uD83D\uDE00\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":0}",
                        "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}}",
                        "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
                        "{\"type\":\"content_block_stop\",\"index\":1}",
                        "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\",\"stop_sequence\":null},\"usage\":{\"input_tokens\":3,\"cache_creation_input_tokens\":0,\"cache_read_input_tokens\":0,\"output_tokens\":2}}",
                        "{\"type\":\"message_stop\"}");
    }
}
