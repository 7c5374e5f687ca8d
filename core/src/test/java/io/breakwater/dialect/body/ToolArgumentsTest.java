package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Samples;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Arguments of calls in streams of Converse and of Anthropic's Messages that are made whole answers.
class ToolArgumentsTest {
    private static final String DEEP = "{\"a\":" + "[".repeat(2_000) + "]".repeat(2_000) + "}";

    static List<String> beyondTheLimitsOfJackson() {
        return List.of("{\"pi\":3." + "1".repeat(2_000) + "}", "{\"" + "n".repeat(60_000) + "\":1}", DEEP);
    }

    private static GatheredAnswer converse(String arguments) {
        GatheredConverseAnswer gathered = new GatheredConverseAnswer(new StreamEnd(List.of()));
        gathered.add(event(
                ConverseEvents.BLOCK_START,
                "{\"contentBlockIndex\":0,\"start\":{\"toolUse\":{\"toolUseId\":\"t\",\"name\":\"f\"}}}"));
        ObjectNode delta = Samples.json("{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{}}}");
        delta.withObject("/delta/toolUse").put("input", arguments);
        gathered.add(new ModelEvent(ConverseEvents.BLOCK_DELTA, delta));
        gathered.add(event(ConverseEvents.MESSAGE_STOP, "{\"stopReason\":\"tool_use\"}"));
        return gathered;
    }

    private static GatheredAnswer messages(String arguments) {
        GatheredMessage gathered = new GatheredMessage(new StreamEnd(List.of()));
        gathered.add(event(
                MessagesEvents.BLOCK_START,
                "{\"index\":0,\"content_block\":{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}}"));
        ObjectNode delta = Samples.json("{\"index\":0,\"delta\":{\"type\":\"input_json_delta\"}}");
        delta.withObject("/delta").put("partial_json", arguments);
        gathered.add(new ModelEvent(MessagesEvents.BLOCK_DELTA, delta));
        gathered.add(event(MessagesEvents.MESSAGE_DELTA, "{\"delta\":{\"stop_reason\":\"tool_use\"}}"));
        return gathered;
    }

    private static ModelEvent event(String type, String payload) {
        return new ModelEvent(type, Samples.json(payload));
    }

    /// What is too deep for a tree is told as the model wrote it.
    @ParameterizedTest
    @MethodSource("beyondTheLimitsOfJackson")
    void arguments_beyond_the_limits_of_requests_and_of_jackson_lose_no_answer(String arguments) {
        for (GatheredAnswer answer : List.of(converse(arguments), messages(arguments))) {
            assertThat(answer.defect()).isEmpty();
            JsonNode input = answer.answer().findValue("input");
            assertThat(input.toString())
                    .isEqualTo(
                            arguments.equals(DEEP)
                                    ? JsonNodeFactory.instance
                                            .objectNode()
                                            .put("_raw", arguments)
                                            .toString()
                                    : arguments);
            assertThat(CallIds.written(input)).as("to who reads text").isEqualTo(arguments);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "{\"a\":1", "{}}", "{} {}", "{a:1}", "nul", "\"x", "the weather"})
    void arguments_that_are_no_json_lose_the_answer(String arguments) {
        assertThat(converse(arguments).defect()).isPresent();
        assertThat(messages(arguments).defect()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}"})
    void a_tool_without_parameters_may_have_no_text(String arguments) {
        for (GatheredAnswer answer : List.of(converse(arguments), messages(arguments))) {
            assertThat(answer.defect()).isEmpty();
            assertThat(answer.answer().findValue("input")).hasToString("{}");
        }
    }
}
