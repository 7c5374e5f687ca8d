package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.AnswerStream;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Responder;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `parallel_tool_calls: false` is kept by the models that can keep it.
class OpenAiSingleCallTest {
    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"now\"}}]";
    private static final String SINGLE = ",\"parallel_tool_calls\":false";

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private ModelCall hello(String members) {
        return Samples.call(dialect.decode(Samples.post(
                "/v1/chat/completions",
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hello\"}]" + members + "}")));
    }

    private static ObjectNode json(ModelCall call, String model) {
        ModelCard card = new ModelCard(new ModelId(model), model, 100_000, 8_000, 1, Set.of(Feature.TOOLS));
        return switch (call.bodies().of(card)) {
            case BodyChoice.Spoken(ModelBody body) -> body.json();
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "auto"                                        | {"type":"auto","disable_parallel_tool_use":true}
        "required"                                    | {"type":"any","disable_parallel_tool_use":true}
        {"type":"function","function":{"name":"now"}} | {"type":"tool","name":"now","disable_parallel_tool_use":true}
        """)
    void claude_is_told_to_call_one_tool_at_a_time(String choice, String wanted) {
        ObjectNode json = json(hello(TOOLS + SINGLE + ",\"tool_choice\":" + choice), "anthropic.claude-sonnet-4-6");
        assertThat(json.path("additionalModelRequestFields")).hasToString("{\"tool_choice\":" + wanted + "}");
        assertThat(json.path("toolConfig").path("tools")).hasSize(1);
        assertThat(json.path("toolConfig").has("toolChoice")).isFalse();
    }

    private static final Responder ONE = new ChatResponder(false, false, true);

    @Test
    void of_a_model_that_calls_several_tools_all_the_same_the_first_call_is_kept() {
        ObjectNode answer = Samples.json("""
            {"output":{"message":{"content":[{"toolUse":{"toolUseId":"a","name":"now","input":{}}},
              {"toolUse":{"toolUseId":"b","name":"now","input":{}}}]}},"stopReason":"tool_use"}\
            """);
        ObjectNode choice =
                (ObjectNode) Samples.json(ONE.whole(answer, Samples.ANSWERED)).at("/choices/0");
        assertThat(choice.at("/message/tool_calls").findValuesAsText("id")).containsExactly("a");
        assertThat(choice.path("finish_reason").asText()).isEqualTo("tool_calls");
    }

    @Test
    void a_stream_has_no_second_call_either() {
        AnswerStream stream = ONE.stream(Samples.ANSWERED);
        StringBuilder sent = new StringBuilder();
        for (int call = 0; call < 2; call++) {
            stream.on(Samples.event(
                            "contentBlockStart",
                            "{\"contentBlockIndex\":%d,\"start\":{\"toolUse\":{\"toolUseId\":\"id%d\",\"name\":\"now\"}}}"
                                    .formatted(call, call)))
                    .forEach(sent::append);
            stream.on(Samples.event(
                            "contentBlockDelta",
                            "{\"contentBlockIndex\":%d,\"delta\":{\"toolUse\":{\"input\":\"{}\"}}}".formatted(call)))
                    .forEach(sent::append);
            stream.on(Samples.event("contentBlockStop", "{\"contentBlockIndex\":%d}".formatted(call)))
                    .forEach(sent::append);
        }
        assertThat(sent.toString()).contains("id0").doesNotContain("id1").doesNotContain("\"index\":1");
    }

    @Test
    void other_models_are_asked_as_ever() {
        assertThat(json(hello(TOOLS + SINGLE), "amazon.nova-lite-v1:0"))
                .isEqualTo(json(hello(TOOLS), "amazon.nova-lite-v1:0"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ,"parallel_tool_calls":false
        ,"parallel_tool_calls":false,"tools":[]
        ,"parallel_tool_calls":false,"tool_choice":"none","tools":[{"type":"function","function":{"name":"now"}}]
        """)
    void without_tools_there_is_nothing_to_tell(String members) {
        assertThat(json(hello(members), "anthropic.claude-sonnet-4-6"))
                .isEqualTo(json(hello(""), "anthropic.claude-sonnet-4-6"));
    }
}
