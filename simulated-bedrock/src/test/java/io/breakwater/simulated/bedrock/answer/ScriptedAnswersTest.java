package io.breakwater.simulated.bedrock.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A prompt that is a script has a step for each answer of the conversation, in every language in which
/// models are called.
class ScriptedAnswersTest {

    private static final String SCRIPT =
            "{\"role\":\"user\",\"content\":\"Mend it. [[tool:read {}]] [[then]] [[tool:edit {}]] [[then]] [[text:Done.]]\"}";
    private static final String CONVERSE = """
            ,{"role":"assistant","content":[{"toolUse":{"toolUseId":"1","name":"read","input":{}}}]},\
            {"role":"user","content":[{"toolResult":{"toolUseId":"1","content":[{"text":"hello wrld"}]}}]}""";
    private static final String MESSAGES = """
            ,{"role":"assistant","content":[{"type":"tool_use","id":"1","name":"read","input":{}}]},\
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"hello wrld"},\
            {"type":"text","text":"<reminder>"}]}""";
    private static final String CHAT = """
            ,{"role":"assistant","tool_calls":[{"id":"1","function":{"name":"read","arguments":"{}"}}]},\
            {"role":"tool","tool_call_id":"1","content":"hello wrld"}""";
    private static final String RESPONSES = """
            ,{"type":"reasoning","summary":[]},{"type":"function_call","call_id":"1","name":"read","arguments":"{}"},\
            {"type":"function_call","call_id":"2","name":"read","arguments":"{}"},\
            {"type":"function_call_output","call_id":"1","output":"hello wrld"},\
            {"type":"function_call_output","call_id":"2","output":"hello wrld"}""";

    private static String asked(String messages) {
        JsonNode items = Json.read("[" + messages + "]").orElseThrow();
        return ConverseReader.lastUserText(items);
    }

    @ParameterizedTest
    @ValueSource(strings = {CONVERSE, MESSAGES, CHAT, RESPONSES})
    void each_answer_takes_the_next_step_whatever_tools_bring_back(String round) {
        assertThat(asked(SCRIPT)).isEqualTo("Mend it. [[tool:read {}]]");
        assertThat(asked(SCRIPT + round)).isEqualTo("[[tool:edit {}]]");
        assertThat(asked(SCRIPT + round + round)).isEqualTo("[[text:Done.]]");
    }

    @Test
    void a_script_that_is_played_asks_for_nothing_more() {
        assertThat(asked(SCRIPT + CHAT + CHAT + CHAT)).isEmpty();
    }

    @Test
    void the_last_script_counts_from_itself() {
        assertThat(asked(SCRIPT + CHAT + "," + SCRIPT + CHAT)).isEqualTo("[[tool:edit {}]]");
    }

    @Test
    void without_a_script_the_last_words_of_the_user_are_asked() {
        assertThat(asked("{\"role\":\"user\",\"content\":\"first\"}" + CHAT
                        + ",{\"role\":\"user\",\"content\":\"last\"}"))
                .isEqualTo("last");
    }
}
