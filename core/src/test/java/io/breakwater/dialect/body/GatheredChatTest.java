package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A chat completion that is gathered from its chunks.
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
    void what_becomes_something_else_does_not_go_on() throws JsonProcessingException {
        add("{\"content\":\"a\",\"list\":\"a\"}");
        add("{\"content\":\"b\",\"list\":\"b\"}");
        add("{\"content\":7,\"list\":[1]}");
        add("{\"content\":\"c\"}");
        add("{\"content\":\"d\"}");

        assertThat(message()).isEqualTo("{\"content\":\"cd\",\"list\":[1]}");
    }

    /// Copied anew with each chunk, this would take minutes.
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
