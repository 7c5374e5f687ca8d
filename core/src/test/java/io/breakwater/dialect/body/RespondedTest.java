package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Samples;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.TenantId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests in Converse's form that reach a model by OpenAI's Responses, and their answers.
class RespondedTest {
    private static final ModelCard GPT = Samples.shipped("openai.gpt-6-sol").only(ModelApi.OPENAI_RESPONSES);
    private static final String HELLO = "\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}]";

    private static ModelBody body(String converse) {
        return switch (ConverseBody.of(Samples.json(converse)).of(GPT)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    private static JsonNode sent(String converse, String pointer) {
        return body(converse).json().at(pointer);
    }

    @Test
    void nothing_is_stored_and_what_was_thought_comes_back() {
        ObjectNode sent = body("{" + HELLO + "}").bounded(3, new TenantId("t")).addressed("us.openai.gpt-6-sol", false);

        assertThat(sent).hasToString(Samples.json("""
            {"input":[{"role":"user","content":[{"type":"input_text","text":"hi"}]}],
             "reasoning":{"summary":"auto"},"include":["reasoning.encrypted_content"],
             "max_output_tokens":16,"model":"us.openai.gpt-6-sol","store":false}\
            """).toString());
    }

    @Test
    void a_turn_with_calls_becomes_items_in_its_order() {
        String converse = """
            {"system":[{"text":"a"},{"text":"b"}],"messages":[
              {"role":"user","content":[{"text":"q"},{"image":{"format":"png","source":{"bytes":"AAAA"}}},
                {"document":{"format":"pdf","name":"one","source":{"bytes":"BBBB"}}}]},
              {"role":"assistant","content":[
                {"reasoningContent":{"reasoningText":{"text":"hm","signature":"openai:rs_1:gAAAA=:x"}}},
                {"text":"so"},{"toolUse":{"toolUseId":"c","name":"f","input":{"x":1}}}]},
              {"role":"user","content":[{"toolResult":{"toolUseId":"c","content":[{"text":"r"},{"json":{"y":2}}]}},
                {"text":"and?"}]}],
             "toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}]}}\
            """;

        assertThat(sent(converse, "/instructions").asText()).isEqualTo("a\n\nb");
        assertThat(sent(converse, "/input").valueStream().map(JsonNode::toString))
                .containsExactly(
                        "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"q\"},"
                                + "{\"type\":\"input_image\",\"detail\":\"auto\",\"image_url\":\"data:image/png;base64,AAAA\"},"
                                + "{\"type\":\"input_file\",\"filename\":\"one.pdf\",\"file_data\":\"data:application/pdf;base64,BBBB\"}]}",
                        "{\"type\":\"reasoning\",\"id\":\"rs_1\",\"summary\":[{\"type\":\"summary_text\",\"text\":\"hm\"}],"
                                + "\"encrypted_content\":\"gAAAA=:x\"}",
                        "{\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"so\"}]}",
                        "{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}",
                        "{\"type\":\"function_call_output\",\"call_id\":\"c\",\"output\":\"r\\n{\\\"y\\\":2}\"}",
                        "{\"role\":\"user\",\"content\":[{\"type\":\"input_text\",\"text\":\"and?\"}]}");
        assertThat(body(converse).adapted()).isEmpty();
    }

    @Test
    void a_picture_in_a_result_stays_there() {
        String converse = """
            {"messages":[{"role":"user","content":[{"text":"q"}]},
              {"role":"assistant","content":[{"toolUse":{"toolUseId":"c","name":"f","input":{}}}]},
              {"role":"user","content":[{"toolResult":{"toolUseId":"c","content":[
                {"image":{"format":"jpeg","source":{"bytes":"AAAA"}}}]}}]}],
             "toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}]}}\
            """;

        assertThat(sent(converse, "/input/2/output")).hasToString("""
            [{"type":"input_image","detail":"auto","image_url":"data:image/jpeg;base64,AAAA"}]\
            """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"outputConfig\":{\"effort\":\"high\"} | /reasoning/effort | \"high\"",
                "\"outputConfig\":{\"effort\":\"max\"} | /reasoning/effort | \"xhigh\"",
                "\"toolConfig\":{\"tools\":[TOOL],\"toolChoice\":{\"any\":{}}} | /tool_choice | \"required\"",
                "\"toolConfig\":{\"tools\":[TOOL],\"toolChoice\":{\"tool\":{\"name\":\"f\"}}} | /tool_choice |"
                        + " {\"type\":\"function\",\"name\":\"f\"}",
                "\"toolConfig\":{\"tools\":[TOOL]},\"additionalModelRequestFields\":{\"tool_choice\":{\"type\":\"any\",\"disable_parallel_tool_use\":true}}"
                        + " | /parallel_tool_calls | false",
                "\"toolConfig\":{\"tools\":[TOOL]} | /tools |"
                        + " [{\"type\":\"function\",\"name\":\"f\",\"parameters\":{\"type\":\"object\"},\"strict\":false}]",
                "\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":{\"name\":\"n\",\"schema\":\"{\\\"type\\\":\\\"object\\\",\\\"properties\\\":{\\\"a\\\":{}},\\\"additionalProperties\\\":false}\"}}}}"
                        + " | /text/format |"
                        + " {\"type\":\"json_schema\",\"name\":\"n\",\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{}},\"additionalProperties\":false},\"strict\":false}",
            })
    void what_converse_says_of_an_answer_has_a_word_there(String member, String pointer, String value) {
        String tool = "{\"toolSpec\":{\"name\":\"f\",\"inputSchema\":{\"json\":{\"type\":\"object\"}}}}";

        assertThat(sent("{" + HELLO + "," + member.replace("TOOL", tool) + "}", pointer))
                .hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"requestMetadata\":{\"a\":\"b\"}",
                "\"additionalModelResponseFieldPaths\":[\"/a\"]",
                "\"additionalModelRequestFields\":{\"never_heard\":1}",
                "\"system\":[{\"guardContent\":{}}]",
                "\"inferenceConfig\":{\"stopSequences\":[\"x\"]}",
            })
    void a_request_that_has_no_form_in_responses_is_not_sent_by_it(String member) {
        assertThat(ConverseBody.of(Samples.json("{" + HELLO + "," + member + "}"))
                        .of(GPT))
                .isInstanceOf(BodyChoice.NotSpoken.class);
    }

    @Test
    void what_another_model_thought_stays_with_it() {
        String thoughts =
                "{\"messages\":[{\"role\":\"user\",\"content\":[{\"text\":\"a\"}]},{\"role\":\"assistant\",\"content\":["
                        + "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"c\",\"signature\":\"claudes\"}}},"
                        + "{\"reasoningContent\":{\"reasoningText\":{\"text\":\"g\",\"signature\":\"openai:rs_1:gAAAA\"}}},"
                        + "{\"text\":\"b\"}]},{\"role\":\"user\",\"content\":[{\"text\":\"c\"}]}]}";

        assertThat(body(thoughts).json().path("input").findValuesAsText("encrypted_content"))
                .containsExactly("gAAAA");
        assertThat(body(thoughts).adapted()).containsExactly("reasoning");
        assertThat(ConverseBody.of(Samples.json(thoughts)).of(Samples.ABLE))
                .isInstanceOfSatisfying(
                        BodyChoice.Spoken.class,
                        spoken -> assertThat(spoken.body().json().findValuesAsText("signature"))
                                .containsExactly("claudes"));
    }

    private static final String RESPONSE = """
        {"status":"STATUS","model":"gpt-6-sol","incomplete_details":{"reason":"REASON"},"output":[
          {"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"one"},{"type":"summary_text","text":"two"}],
           "encrypted_content":"gAAAA"},
          {"type":"message","content":[{"type":"output_text","text":"so"},{"type":"refusal","refusal":"no"}]},
          {"type":"function_call","call_id":"c","name":"f","arguments":"{\\"x\\":1}"},
          {"type":"web_search_call","id":"w"}],
         "usage":{"input_tokens":10,"output_tokens":7,"input_tokens_details":{"cached_tokens":4}}}\
        """;

    private static ObjectNode told(String status, String reason) {
        return body("{" + HELLO + "}")
                .translatedAnswer(
                        Samples.json(RESPONSE.replace("STATUS", status).replace("REASON", reason)), 321);
    }

    @Test
    void an_answer_is_told_as_converse_would() {
        assertThat(told("completed", "")).hasToString(Samples.json("""
            {"output":{"message":{"role":"assistant","content":[
               {"reasoningContent":{"reasoningText":{"text":"one\\n\\ntwo","signature":"openai:rs_1:gAAAA"}}},
               {"text":"sono"},{"toolUse":{"toolUseId":"c","name":"f","input":{"x":1}}}]}},
             "stopReason":"tool_use",
             "usage":{"inputTokens":6,"outputTokens":7,"totalTokens":17,"cacheReadInputTokens":4,"cacheWriteInputTokens":0},
             "metrics":{"latencyMs":321}}\
            """).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"completed", "incomplete"})
    void arguments_that_are_no_json_are_told_as_the_model_wrote_them(String status) {
        ObjectNode told = body("{" + HELLO + "}").translatedAnswer(Samples.json("""
            {"status":"%s","output":[{"type":"function_call","call_id":"c","name":"f","arguments":"{\\"x\\":"}]}\
            """.formatted(status)), 321);
        JsonNode input = told.findValue("input");

        assertThat(input).hasToString("{\"_raw\":\"{\\\"x\\\":\"}");
        assertThat(CallIds.written(input)).as("to who reads text").isEqualTo("{\"x\":");
        assertThat(CallIds.written(Samples.json("{\"_raw\":\"{}\"}"))).isEqualTo("{\"_raw\":\"{}\"}");
    }

    @Test
    void the_tokens_of_thinking_are_told_in_dialects_that_have_a_member_for_them() {
        ObjectNode told = body("{" + HELLO + "}").translatedAnswer(Samples.json("""
            {"status":"completed","output":[],"usage":{"input_tokens":1,"output_tokens":9,"output_tokens_details":{"reasoning_tokens":7}}}\
            """), 321);

        assertThat(ConverseBody.reasoningTokens(told)).hasValue(7);
        assertThat(ConverseBody.reasoningTokens(told("completed", ""))).isEmpty();
    }

    @Test
    void what_another_vendors_model_has_encrypted_goes_through_no_client() {
        ObjectNode told = body("{" + HELLO + "}")
                .translatedAnswer(
                        Samples.json(RESPONSE.replace("gpt-6-sol", "grok-4.6").replace("STATUS", "completed")), 321);

        assertThat(told.findValue("reasoningContent").toString())
                .contains("one")
                .doesNotContain("signature");
    }

    @Test
    void a_thought_that_is_not_shown_has_a_text_all_the_same_since_awss_sdks_send_none_back_without() {
        ObjectNode told = body("{" + HELLO + "}").translatedAnswer(Samples.json("""
            {"status":"completed","model":"gpt-6-sol","output":[
              {"type":"reasoning","id":"rs_1","summary":[],"encrypted_content":"gAAAA"}],"usage":{}}\
            """), 321);

        assertThat(told.findValue("reasoningText")).hasToString("{\"text\":\"\",\"signature\":\"openai:rs_1:gAAAA\"}");
    }

    @Test
    void gpt_is_told_not_to_think_and_a_model_that_needs_no_telling_is_not() {
        String none = "{" + HELLO + ",\"outputConfig\":{\"effort\":\"none\"}}";

        assertThat(body(none).json().at("/reasoning/effort").asText()).isEqualTo("none");
        assertThat(body(none).adapted()).isEmpty();
        assertThat(ConverseBody.of(Samples.json(none)).of(Samples.ABLE))
                .isInstanceOfSatisfying(
                        BodyChoice.Spoken.class,
                        spoken -> assertThat(spoken.body().json().has("outputConfig"))
                                .isFalse());
    }

    @Test
    void a_tool_that_failed_and_what_a_document_is_about_are_told_in_words() {
        ObjectNode sent = body("""
            {"messages":[{"role":"user","content":[{"text":"a"}]},
              {"role":"assistant","content":[{"toolUse":{"toolUseId":"c","name":"f","input":{}}}]},
              {"role":"user","content":[{"toolResult":{"toolUseId":"c","status":"error","content":[{"text":"no disk"}]}},
                {"document":{"format":"pdf","name":"d","context":"only page 3","source":{"bytes":"AAAA"}}}]}],
             "toolConfig":{"tools":[{"toolSpec":{"name":"f","inputSchema":{"json":{"type":"object"}}}}]}}\
            """).json();

        assertThat(sent.findValuesAsText("output")).containsExactly("The tool failed: no disk");
        assertThat(sent.findValuesAsText("text")).contains("only page 3");
    }

    @Test
    void an_answer_that_is_not_whole_says_why() {
        assertThat(told("incomplete", "max_output_tokens").path("stopReason").asText())
                .isEqualTo("max_tokens");
        assertThat(told("incomplete", "content_filter").path("stopReason").asText())
                .isEqualTo("content_filtered");
    }

    @Test
    void a_stream_brings_in_pieces_what_a_whole_answer_has() {
        ModelBody body = body("{" + HELLO + "}");
        var eventTranslation = body.eventTranslation(() -> 321);
        GatheredAnswer gathered =
                new GatheredConverseAnswer(ConverseBody.of(Samples.json("{}")).streamEnd());
        for (ModelEvent event : List.of(
                Samples.event("response.created", "{\"response\":{\"model\":\"gpt-6-sol\"}}"),
                Samples.event("response.output_item.added", "{\"item\":{\"type\":\"reasoning\"}}"),
                Samples.event("response.reasoning_summary_part.added", "{\"summary_index\":0}"),
                Samples.event("response.reasoning_summary_text.delta", "{\"delta\":\"one\"}"),
                Samples.event("response.reasoning_summary_part.added", "{\"summary_index\":1}"),
                Samples.event("response.reasoning_summary_text.delta", "{\"delta\":\"two\"}"),
                Samples.event(
                        "response.output_item.done",
                        "{\"item\":{\"type\":\"reasoning\",\"id\":\"rs_1\",\"encrypted_content\":\"gAAAA\",\"summary\":[{\"text\":\"one\"}]}}"),
                Samples.event("response.output_item.added", "{\"item\":{\"type\":\"message\"}}"),
                Samples.event("response.output_text.delta", "{\"delta\":\"so\"}"),
                Samples.event("response.refusal.delta", "{\"delta\":\"no\"}"),
                Samples.event(
                        "response.output_item.done",
                        "{\"item\":{\"type\":\"message\",\"content\":[{\"text\":\"so\"}]}}"),
                Samples.event(
                        "response.output_item.added",
                        "{\"item\":{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"\"}}"),
                Samples.event(
                        "response.output_item.done",
                        "{\"item\":{\"type\":\"function_call\",\"call_id\":\"c\",\"name\":\"f\",\"arguments\":\"{\\\"x\\\":1}\"}}"),
                Samples.event("response.never_heard", "{}"),
                Samples.event(
                        "response.completed",
                        "{\"response\":"
                                + RESPONSE.replace("STATUS", "completed").replace("REASON", "") + "}"))) {
            eventTranslation.apply(event).forEach(gathered::add);
        }

        assertThat(gathered.whole()).isTrue();
        assertThat(gathered.answer()).isEqualTo(told("completed", ""));
    }

    @Test
    void a_stream_that_ends_as_failed_is_broken() {
        StreamEnd end = body("{" + HELLO + "}").streamEnd();
        end.see(Samples.event("response.failed", "{\"response\":{}}"));

        assertThat(end.whole()).isFalse();
    }

    @Test
    void the_api_that_loses_least_is_asked() {
        ModelCard gpt = Samples.shipped("openai.gpt-6-sol");
        ModelBodies plain = TranslatedBodies.ofConverse(Samples.json("{" + HELLO + "}"));
        ModelBodies hard =
                TranslatedBodies.ofConverse(Samples.json("{" + HELLO + ",\"outputConfig\":{\"effort\":\"high\"}}"));

        assertThat(api(plain, gpt)).isEqualTo(ModelApi.CONVERSE);
        assertThat(api(hard, gpt)).isEqualTo(ModelApi.OPENAI_RESPONSES);
        assertThat(api(hard.guarded(), gpt)).isEqualTo(ModelApi.CONVERSE);
        assertThat(api(hard, gpt.without(Set.of(ModelApi.OPENAI_RESPONSES)))).isEqualTo(ModelApi.CONVERSE);
        assertThat(api(TranslatedBodies.of(plain), gpt)).isEqualTo(ModelApi.OPENAI_RESPONSES);
        assertThat(api(TranslatedBodies.of(plain).naming(), gpt)).isEqualTo(ModelApi.CONVERSE);
    }

    private static ModelApi api(ModelBodies bodies, ModelCard model) {
        return ((BodyChoice.Spoken) bodies.of(model)).body().operation(false).api();
    }
}
