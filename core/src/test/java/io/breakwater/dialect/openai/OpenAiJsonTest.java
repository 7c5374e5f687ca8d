package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.ModelTimes;
import io.breakwater.model.Streaming;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An answer that must be JSON, by whatever means each model has for it.
class OpenAiJsonTest {
    private static final String OBJECT = ",\"response_format\":{\"type\":\"json_object\"}";
    private static final String SCHEMA = ",\"response_format\":{\"type\":\"json_schema\",\"json_schema\":"
            + "{\"name\":\"n\",\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}}}";
    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]";

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private ObjectNode json(String members, Feature... more) {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]" + members + "}";
        var call = Samples.call(dialect.decode(Samples.post("/v1/chat/completions", body)));
        return switch (call.bodies().of(card(more))) {
            case BodyChoice.Spoken(var spoken) -> spoken.json();
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    private static ModelCard card(Feature... features) {
        return new ModelCard(
                new ModelId("meta.x"),
                "x",
                100_000,
                8_000,
                1,
                new Features(Set.of(features), List.of(), 0),
                ModelOperation.USUAL,
                Streaming.ALL,
                ModelTimes.USUAL,
                Listing.NONE);
    }

    @Test
    void an_object_is_asked_for_by_a_tool_that_must_be_called() {
        ObjectNode json = json(OBJECT, Feature.SYSTEM, Feature.TOOLS, Feature.FORCED_TOOL, Feature.STRUCTURED_OUTPUT);
        assertThat(json.at("/toolConfig/toolChoice")).hasToString("{\"tool\":{\"name\":\"json_answer\"}}");
        assertThat(json.at("/toolConfig/tools/0/toolSpec/inputSchema")).hasToString("{\"json\":{\"type\":\"object\"}}");
        assertThat(json.at("/system/0/text").asText()).startsWith("Answer with one JSON object");
    }

    private List<String> named(String members, Feature... more) {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]" + members + "}";
        var call = Samples.call(dialect.decode(Samples.post("/v1/chat/completions", body)));
        return switch (call.bodies().of(card(more))) {
            case BodyChoice.Spoken(var spoken) -> spoken.adapted();
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    @Test
    void what_became_of_it_is_named_but_for_a_schema_that_the_model_itself_keeps() {
        assertThat(named(OBJECT, Feature.SYSTEM, Feature.TOOLS, Feature.FORCED_TOOL))
                .containsExactly("response_format=tool");
        assertThat(named(SCHEMA + ",\"seed\":1", Feature.SYSTEM, Feature.TOOLS, Feature.FORCED_TOOL))
                .containsExactly("seed", "response_format=tool");
        assertThat(named(SCHEMA, Feature.SYSTEM)).containsExactly("response_format=instruction");
        assertThat(named(SCHEMA, Feature.STRUCTURED_OUTPUT)).doesNotContain("response_format=tool");
    }

    @Test
    void where_a_guardrail_checks_the_answer_it_is_asked_for_as_a_text() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]" + OBJECT + "}";
        var call = Samples.call(dialect.decode(Samples.post("/v1/chat/completions", body)));
        BodyChoice choice = call.guarded().bodies().of(card(Feature.SYSTEM, Feature.TOOLS, Feature.FORCED_TOOL));
        assertThat(choice)
                .isInstanceOfSatisfying(
                        BodyChoice.Spoken.class,
                        spoken -> assertThat(spoken.body().json().has("toolConfig"))
                                .isFalse());
    }

    @Test
    void a_model_that_cannot_be_made_to_call_a_tool_is_told_in_words() {
        ObjectNode json = json(OBJECT, Feature.SYSTEM, Feature.TOOLS);
        assertThat(json.has("toolConfig")).isFalse();
        assertThat(json.at("/system/0/text").asText()).startsWith("Answer with one JSON object");
        assertThat(json(SCHEMA, Feature.SYSTEM).at("/system/0/text").asText()).contains("\"properties\":{\"a\"");
    }

    @Test
    void a_schema_is_the_models_own_where_it_has_structured_output_and_else_the_tools() {
        assertThat(json(SCHEMA, Feature.STRUCTURED_OUTPUT).has("toolConfig")).isFalse();
        assertThat(json(SCHEMA, Feature.STRUCTURED_OUTPUT)
                        .at("/outputConfig/textFormat/type")
                        .asText())
                .isEqualTo("json_schema");
        ObjectNode byTool = json(SCHEMA, Feature.FORCED_TOOL);
        assertThat(byTool.has("outputConfig")).isFalse();
        assertThat(byTool.at("/toolConfig/tools/0/toolSpec/inputSchema/json/properties"))
                .hasSize(1);
    }

    @Test
    void a_schema_that_structured_output_has_no_words_for_is_the_tools() {
        String map = SCHEMA.replace("\"properties\":{\"a\":", "\"additionalProperties\":{\"x\":");
        ObjectNode json = json(map, Feature.STRUCTURED_OUTPUT, Feature.FORCED_TOOL);
        assertThat(json.has("outputConfig")).isFalse();
        assertThat(json.at("/toolConfig/tools/0/toolSpec/inputSchema/json/additionalProperties"))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "auto"                                        | {"any":{}}
        "none"                                        | {"tool":{"name":"json_answer"}}
        """)
    void beside_the_callers_tools_one_of_all_must_be_called(String choice, String wanted) {
        assertThat(json(OBJECT + TOOLS + ",\"tool_choice\":" + choice, Feature.FORCED_TOOL)
                        .at("/toolConfig/toolChoice"))
                .hasToString(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "required"                                    | {"any":{}}
        {"type":"function","function":{"name":"f"}}   | {"tool":{"name":"f"}}
        """)
    void where_one_of_the_callers_tools_must_be_called_no_other_is_offered(String choice, String wanted) {
        String asked = OBJECT + TOOLS + ",\"tool_choice\":" + choice;
        ObjectNode json = json(asked, Feature.FORCED_TOOL, Feature.TOOLS, Feature.SYSTEM);

        assertThat(json.at("/toolConfig/toolChoice")).hasToString(wanted);
        assertThat(json.at("/toolConfig/tools").findValuesAsText("name")).containsExactly("f");
        assertThat(named(asked, Feature.FORCED_TOOL, Feature.TOOLS, Feature.SYSTEM))
                .containsExactly("response_format=instruction");
    }

    @Test
    void the_tools_name_is_the_gateways_own_then() {
        String tools = TOOLS.replace("\"f\"", "\"json_answer\"");
        assertThat(json(tools, Feature.TOOLS)
                        .at("/toolConfig/tools/0/toolSpec/name")
                        .asText())
                .isEqualTo("json_answer");
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]" + OBJECT + tools + "}";
        assertThat(Samples.refusal(dialect.decode(Samples.post("/v1/chat/completions", body)))
                        .message())
                .startsWith("tools[0].function.name is reserved for the gateway's own");
    }

    @Test
    void the_responder_reads_the_answer_as_json() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]" + OBJECT + "}";
        assertThat(Samples.responder(dialect.decode(Samples.post("/v1/chat/completions", body))))
                .isEqualTo(new ChatResponder(false, true, false));
    }
}
