package io.breakwater.dialect.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.Frame;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
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

/// Messages for models that do not speak Anthropic's language, and what these answer.
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
            case BodyChoice.NotSpoken(String why) -> throw new AssertionError(why);
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
                         "inferenceConfig":{"temperature":0.5,"stopSequences":["x"]}}"""));
    }

    @Test
    void tools_calls_and_results_are_carried() {
        assertThat(converse("""
                "tools":[{"name":"f","description":"d","input_schema":{"type":"object"}}],"tool_choice":{"type":"any"},
                "messages":[{"role":"user","content":"go"},
                 {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},
                  {"type":"tool_use","id":"toolu_1","name":"f","input":{"a":1}}]},
                 {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"ok"},
                  {"type":"tool_result","tool_use_id":"toolu_2","is_error":true}]}]""")).isEqualTo(Samples.json("""
                        {"messages":[{"role":"user","content":[{"text":"go"}]},
                          {"role":"assistant","content":[{"toolUse":{"toolUseId":"toolu_1","name":"f","input":{"a":1}}}]},
                          {"role":"user","content":[{"toolResult":{"toolUseId":"toolu_1","content":[{"text":"ok"}]}},
                            {"toolResult":{"toolUseId":"toolu_2","content":[{"text":"(no output)"}],"status":"error"}}]}],
                         "toolConfig":{"tools":[{"toolSpec":{"name":"f","description":"d",
                           "inputSchema":{"json":{"type":"object"}}}}],"toolChoice":{"any":{}}}}"""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ",\"tools\":[{\"name\":\"t\",\"input_schema\":{}}],\"tool_choice\":{\"type\":\"none\"}"})
    void calls_of_before_go_without_tools_that_can_be_called(String tools) {
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
                  {"type":"image","source":{"type":"base64","media_type":"image/PNG","data":"AAAA"}}]}]""")).isEqualTo(Samples.json("""
                        {"messages":[{"role":"user","content":[{"text":"a"},{"cachePoint":{"type":"default"}},
                          {"image":{"format":"png","source":{"bytes":"AAAA"}}}]}]}"""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"thinking\":{\"type\":\"adaptive\"},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}] | thinking has no translation",
                "\"context_management\":{},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}] | context_management has no translation",
                "\"tools\":[{\"type\":\"web_search_20250305\",\"name\":\"w\"}],\"messages\":[{\"role\":\"user\",\"content\":\"x\"}] | tools[0].type has no translation",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"document\",\"source\":{}}]}] | messages[0].content[0].type has no translation",
                "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"url\"}}]}] | messages[0].content[0].source.type must be base64",
                "\"messages\":[{\"role\":\"user\",\"content\":\" \"}] | messages must have some text",
                "\"output_config\":{\"format\":{}},\"messages\":[{\"role\":\"user\",\"content\":\"x\"}] | output_config.format is not supported",
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
    void a_whole_answer_is_a_message() {
        ObjectNode converse = Samples.json("""
                {"output":{"message":{"role":"assistant","content":[
                  {"reasoningContent":{"reasoningText":{"text":"hm","signature":"s"}}},{"text":"I look"},
                  {"toolUse":{"toolUseId":"t1","name":"f","input":{"a":1}}},{"new":{}}]}},"stopReason":"end_turn",
                 "usage":{"inputTokens":3,"outputTokens":2,"cacheReadInputTokens":5,"cacheWriteInputTokens":7}}""");

        assertThat(Samples.json(MessagesResponder.INSTANCE.whole(converse, ANSWERED)))
                .isEqualTo(Samples.json("""
                        {"id":"msg_req-1","type":"message","role":"assistant","model":"amazon.nova-pro-v1:0",
                         "content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"I look"},
                          {"type":"tool_use","id":"t1","name":"f","input":{"a":1}}],
                         "stop_reason":"tool_use","stop_sequence":null,
                         "usage":{"input_tokens":3,"cache_creation_input_tokens":7,"cache_read_input_tokens":5,
                          "output_tokens":2}}"""));
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
