package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Conversations as clients really send them back.
class OpenAiConversationTest {
    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private String messages(String messages) {
        String body = "{\"model\":\"claude-sonnet\",\"messages\":[" + messages + "]}";
        return Samples.json(Samples.call(dialect.decode(Samples.post("/v1/chat/completions", body))))
                .path("messages")
                .toString();
    }

    private String answerSentBack(String answer) {
        return messages("{\"role\":\"user\",\"content\":\"a\"}," + answer + ",{\"role\":\"user\",\"content\":\"b\"}");
    }

    private String callSentBack(String answer) {
        return answerSentBack(answer + ",{\"role\":\"tool\",\"tool_call_id\":\"c\",\"content\":\"x\"}");
    }

    private String resultSentBack(String result) {
        return messages("""
                {"role":"user","content":"a"},
                {"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}]},
                {"role":"tool","tool_call_id":"c","content":%s}""".formatted(result));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"role":"assistant"}
            {"role":"assistant","content":null}
            {"role":"assistant","content":""}
            {"role":"assistant","content":" \\n\\t"}
            {"role":"assistant","content":[]}
            {"role":"assistant","content":[{"type":"text","text":""},{"type":"text","text":" "}]}
            {"role":"assistant","content":"","tool_calls":[]}
            {"role":"assistant","content":"","refusal":" "}
            """)
    void an_answer_that_said_nothing_is_left_out_and_its_neighbours_become_one_message(String answer) {
        assertThat(answerSentBack(answer))
                .isEqualTo("[{\"role\":\"user\",\"content\":[{\"text\":\"a\"},{\"text\":\"b\"}]}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"role":"assistant","content":""},{"role":"user","content":"a"} | [{"role":"user","content":[{"text":"a"}]}]
            {"role":"user","content":[{"type":"text","text":"\\n"},{"type":"text","text":" a"}]} | [{"role":"user","content":[{"text":" a"}]}]
            {"role":"user","content":"a"},{"role":"assistant","content":[{"type":"text","text":" "},{"type":"text","text":"b"}]} | [{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]}]
            {"role":"user","content":"a"},{"role":"assistant","content":"\\n","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"d"} | [{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"toolUse":{"toolUseId":"c","name":"f","input":{}}}]},{"role":"user","content":[{"toolResult":{"toolUseId":"c","content":[{"text":"d"}]}}]}]
            {"role":"system","content":" "},{"role":"user","content":"a"} | [{"role":"user","content":[{"text":"a"}]}]
            """)
    void texts_of_nothing_but_white_space_are_left_out(String conversation, String wanted) {
        assertThat(messages(conversation)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ""
            " \\n"
            []
            [{"type":"text","text":""}]
            null
            """)
    void a_tool_that_returned_nothing_says_so(String result) {
        assertThat(resultSentBack(result))
                .contains("{\"toolResult\":{\"toolUseId\":\"c\",\"content\":[{\"text\":\"(no output)\"}]}}");
    }

    @Test
    void names_are_dropped_where_one_user_speaks() {
        assertThat(messages("""
                {"role":"system","name":"rules","content":"s"},{"role":"user","name":"ann","content":"a"},
                {"role":"assistant","name":"bot","content":"b"},{"role":"user","name":"ann","content":"c"},
                {"role":"user","content":"d"}""")).isEqualTo("""
                [{"role":"user","content":[{"text":"a"}]},{"role":"assistant","content":[{"text":"b"}]},\
                {"role":"user","content":[{"text":"c"},{"text":"d"}]}]""");
    }

    @Test
    void names_stand_before_what_users_say_where_several_speak() {
        assertThat(messages("""
                {"role":"user","name":"writer","content":"a"},{"role":"assistant","name":"bot","content":"b"},
                {"role":"user","name":"critic","content":[{"type":"text","text":"c"},{"type":"text","text":"d"}]},
                {"role":"user","name":"writer","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
                {"role":"user","content":"e"}""")).isEqualTo("""
                [{"role":"user","content":[{"text":"writer: a"}]},{"role":"assistant","content":[{"text":"b"}]},\
                {"role":"user","content":[{"text":"critic: c"},{"text":"d"},{"text":"writer:"},\
                {"image":{"format":"png","source":{"bytes":"AAAA"}}},{"text":"e"}]}]""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"parsed\":{\"n\":1}",
                "\"reasoning\":\"hm\"",
                "\"reasoning_content\":\"hm\"",
                "\"reasoning_details\":[{\"type\":\"reasoning.text\"}]",
                "\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"}]",
                "\"provider_specific_fields\":{\"a\":1}",
                "\"id\":\"msg_1\"",
                "\"audio\":null",
                "\"refusal\":null",
                "\"function_call\":null",
                "\"annotations\":[{\"type\":\"url_citation\"}]",
                "\"prefix\":true"
            })
    void what_else_an_answer_carries_is_not_read_again(String member) {
        assertThat(answerSentBack("{\"role\":\"assistant\",\"content\":\"x\"," + member + "}"))
                .isEqualTo(answerSentBack("{\"role\":\"assistant\",\"content\":\"x\"}"));
    }

    @Test
    void what_else_a_tool_call_carries_is_not_read_again() {
        assertThat(callSentBack("""
                {"role":"assistant","tool_calls":[{"index":0,"id":"c","type":"function","provider_specific_fields":{},\
                "function":{"name":"f","arguments":"{\\"n\\":1}","parsed_arguments":{"n":1}}}]}"""))
                .contains("{\"toolUse\":{\"toolUseId\":\"c\",\"name\":\"f\",\"input\":{\"n\":1}}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"type":"text","text":"x","index":0,"id":"p","annotations":[]}              | {"text":"x"}
            {"type":"text","text":"x","novelty":1}                                      | {"text":"x"}
            {"type":"image_url","id":"p","image_url":{"url":"data:image/png;base64,AAAA","format":"png"}}       | {"image":{"format":"png","source":{"bytes":"AAAA"}}}
            {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA","detail":"original"}} | {"image":{"format":"png","source":{"bytes":"AAAA"}}}
            """)
    void what_else_a_part_carries_is_not_read(String part, String block) {
        assertThat(messages("{\"role\":\"user\",\"content\":[" + part + "]}"))
                .isEqualTo("[{\"role\":\"user\",\"content\":[" + block + "]}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ""                      | {}
            " "                     | {}
            null                    | {}
            "null"                  | {}
            "{\\"n\\":1}"       | {"n":1}
            "{\\"n\\":[1,"      | {"_raw":"{\\"n\\":[1,"}
            "{\\"n\\":1} {}"    | {"_raw":"{\\"n\\":1} {}"}
            "hello"                 | {"_raw":"hello"}
            "[1]"                   | {"_raw":"[1]"}
            """)
    void arguments_that_are_no_json_object_are_carried_as_text(String arguments, String input) {
        assertThat(callSentBack("""
                {"role":"assistant","tool_calls":[{"id":"c","function":{"name":"f","arguments":%s}}]}""".formatted(arguments)))
                .contains("{\"toolUseId\":\"c\",\"name\":\"f\",\"input\":" + input + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [{"type":"text","text":"x"},{"type":"text","text":"y"}]                        | [{"text":"x"},{"text":"y"}]
            [{"type":"text","text":"x"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}] | [{"text":"x"},{"image":{"format":"png","source":{"bytes":"AAAA"}}}]
            [{"type":"resource","uri":"a"}]                                                | [{"text":"{\\"type\\":\\"resource\\",\\"uri\\":\\"a\\"}"}]
            [{"n":1}]                                                                      | [{"text":"{\\"n\\":1}"}]
            """)
    void a_tool_may_return_anything(String result, String content) {
        assertThat(resultSentBack(result))
                .contains("{\"toolResult\":{\"toolUseId\":\"c\",\"content\":" + content + "}}");
    }
}
