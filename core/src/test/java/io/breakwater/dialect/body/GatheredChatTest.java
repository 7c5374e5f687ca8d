package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A chat completion that is gathered from its chunks, and which arguments of a tool it and a gathered
/// response accept.
class GatheredChatTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final GatheredAnswer gathered = ChatBody.of(JsonNodeFactory.instance.objectNode(), Set.of(), List.of())
            .gathering();

    private void add(String delta) throws JsonProcessingException {
        ObjectNode chunk = JSON.createObjectNode();
        chunk.putArray("choices").addObject().put("index", 0).set("delta", JSON.readTree(delta));
        gathered.add(new ModelEvent("chat.completion.chunk", chunk));
    }

    private String message() {
        return gathered.answer().at("/choices/0/message").toString();
    }

    @Test
    void texts_go_on_wherever_they_stand() throws JsonProcessingException {
        add(
                "{\"content\":\"\",\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"\"}}]}");
        add("{\"content\":\"gr\",\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":{\"arguments\":\"{\"}}]}");
        add("{\"content\":\"ün\",\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"}\"}}]}");

        assertThat(message())
                .isEqualTo("{\"content\":\"grün\",\"tool_calls\":"
                        + "[{\"id\":\"a\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}");
    }

    @Test
    void a_member_that_changes_its_type_begins_anew() throws JsonProcessingException {
        add("{\"content\":\"a\",\"list\":\"a\"}");
        add("{\"content\":\"b\",\"list\":\"b\"}");
        add("{\"content\":7,\"list\":[1]}");
        add("{\"content\":\"c\"}");
        add("{\"content\":\"d\"}");

        assertThat(message()).isEqualTo("{\"content\":\"cd\",\"list\":[1]}");
    }

    private ObjectNode called(String arguments) {
        return JSON.createObjectNode().put("arguments", arguments);
    }

    private boolean isLostAsCompletion(String arguments) {
        ObjectNode chunk = JSON.createObjectNode();
        ObjectNode choice =
                chunk.putArray("choices").addObject().put("index", 0).put("finish_reason", "tool_calls");
        choice.putObject("delta")
                .putArray("tool_calls")
                .addObject()
                .put("index", 0)
                .set("function", called(arguments));
        GatheredAnswer answer = new GatheredChat(new StreamEnd(List.of()));
        answer.add(new ModelEvent("chat.completion.chunk", chunk));
        return answer.defect().isPresent();
    }

    private boolean isLostAsResponse(String arguments) {
        ObjectNode end = JSON.createObjectNode();
        ObjectNode response = end.putObject("response").put("status", "completed");
        response.putArray("output").add(called(arguments).put("type", "function_call"));
        GatheredResponse answer = new GatheredResponse(new StreamEnd(List.of()));
        answer.add(new ModelEvent("response.completed", end));
        return answer.defect().isPresent();
    }

    /// A target that answers in this way is healthy, and its answer is billed.
    @ParameterizedTest
    @ValueSource(
            strings = {"{\"a\":1,\"a\":2}", "[1]", "[]", "null", "5", "\"x\"", " {} ", "", "{\"a\":1e99999999999}"})
    void arguments_that_are_json_of_any_kind_lose_no_answer(String arguments) {
        assertThat(isLostAsCompletion(arguments)).isFalse();
        assertThat(isLostAsResponse(arguments)).isFalse();
    }

    @Test
    void arguments_beyond_the_limits_of_requests_lose_no_answer() {
        for (String arguments : List.of(
                "{\"pi\":3." + "1".repeat(2_000) + "}",
                "[".repeat(2_000) + "]".repeat(2_000),
                "{\"" + "n".repeat(60_000) + "\":1}")) {
            assertThat(isLostAsCompletion(arguments)).isFalse();
            assertThat(isLostAsResponse(arguments)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "{\"a\":1", "{}}", "{} {}", "{a:1}", "nul", "\"x", "the weather"})
    void arguments_that_are_no_json_lose_the_answer(String arguments) {
        assertThat(isLostAsCompletion(arguments)).isTrue();
        assertThat(isLostAsResponse(arguments)).isTrue();
    }

    /// If the text were copied with each chunk, this would take minutes.
    @Test
    void a_long_answer_is_copied_once() throws JsonProcessingException {
        String word = "x".repeat(100);
        for (int chunk = 0; chunk < 100_000; chunk++) {
            add("{\"content\":\"" + word + "\"}");
        }

        assertThat(gathered.answer().at("/choices/0/message/content").textValue())
                .hasSize(10_000_000);
    }
}
