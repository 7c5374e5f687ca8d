package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which messages may follow which: turns, and the results of tool calls.
class OpenAiTurnsTest {
    private static final String ASKED = "{\"role\":\"user\",\"content\":\"a\"},";

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private Decoded decode(String messages) {
        String body = "{\"model\":\"claude-sonnet\",\"messages\":[" + messages + "]}";
        return dialect.decode(Samples.post("/v1/chat/completions", body));
    }

    private String messages(String messages) {
        return Samples.json(Samples.call(decode(messages))).path("messages").toString();
    }

    private String refused(String messages) {
        return Samples.refusal(decode(messages)).message();
    }

    private static String calls(String... ids) {
        String calls = "";
        for (String id : ids) {
            calls += (calls.isEmpty() ? "" : ",") + "{\"id\":\"" + id + "\",\"function\":{\"name\":\"f\"}}";
        }
        return "{\"role\":\"assistant\",\"tool_calls\":[" + calls + "]},";
    }

    private static String result(String id) {
        return "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":\"r\"}";
    }

    private static String toolResult(String id) {
        return "{\"toolResult\":{\"toolUseId\":\"" + id + "\",\"content\":[{\"text\":\"r\"}]}}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"role":"assistant","content":"b"},{"role":"user","content":"a"}       | [{"role":"user","content":[{"text":"(no text)"}]},{"role":"assistant","content":[{"text":"b"}]},{"role":"user","content":[{"text":"a"}]}]
            {"role":"system","content":"s"}                                        | [{"role":"user","content":[{"text":"(no text)"}]}]
            {"role":"user","content":""}                                           | [{"role":"user","content":[{"text":"(no text)"}]}]
            {"role":"user","content":[]}                                           | [{"role":"user","content":[{"text":"(no text)"}]}]
            {"role":"user","content":" "},{"role":"user","content":"a"}            | [{"role":"user","content":[{"text":"a"}]}]
            {"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":" \\n"} | [{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]},{"role":"user","content":[{"text":"(no text)"}]}]
            """)
    void a_turn_in_which_nothing_is_said_says_so(String conversation, String wanted) {
        assertThat(messages(conversation)).isEqualTo(wanted);
    }

    @Test
    void results_stand_before_what_the_user_says_in_the_same_turn() {
        assertThat(messages(ASKED + calls("c", "d") + result("d") + ",{\"role\":\"user\",\"content\":\"b\"},"
                        + result("c")))
                .endsWith("{\"role\":\"user\",\"content\":[" + toolResult("d") + "," + toolResult("c")
                        + ",{\"text\":\"b\"}]}]");
    }

    @Test
    void an_id_that_bedrock_does_not_take_is_another_the_same_on_call_and_result() {
        String odd = "call with spaces|" + "x".repeat(100);
        String json = messages(ASKED + calls(odd) + result(odd));
        String id = Samples.json("{\"m\":" + json + "}")
                .at("/m/1/content/0/toolUse/toolUseId")
                .asText();
        assertThat(id).matches("[a-zA-Z0-9_.:-]{1,64}");
        assertThat(json).endsWith(toolResult(id) + "]}]");
        assertThat(messages(ASKED + calls(odd) + result(odd))).isEqualTo(json);
    }

    @Test
    void an_id_that_comes_again_in_a_later_turn_gets_a_number() {
        assertThat(messages(ASKED + calls("call_0") + result("call_0") + "," + calls("call_0") + result("call_0")))
                .contains("\"toolUseId\":\"call_0\"", "\"toolUseId\":\"call_0.2\"", toolResult("call_0.2"));
    }

    @Test
    void a_call_without_its_result_is_named() {
        assertThat(refused(ASKED + calls("c", "d") + result("c")))
                .isEqualTo("messages[1].tool_calls[1].id has no result; a tool message with this id must follow"
                        + " before the next answer");
        assertThat(refused(ASKED + calls("c", "d") + result("c") + ",{\"role\":\"assistant\",\"content\":\"b\"}"))
                .startsWith("messages[1].tool_calls[1].id has no result");
    }

    @Test
    void a_result_that_answers_no_call_of_the_turn_before_is_named() {
        String answered = ASKED + calls("c") + result("c") + ",";
        assertThat(refused(answered + result("c")))
                .startsWith("messages[3].tool_call_id names a tool call that already has its result");
        assertThat(refused(answered + "{\"role\":\"assistant\",\"content\":\"b\"}," + result("c")))
                .startsWith("messages[4].tool_call_id must be the id of a tool call in the assistant message before");
        assertThat(refused(answered + result("x"))).startsWith("messages[3].tool_call_id must be the id");
    }
}
