package io.breakwater.dialect.body;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Samples;
import io.breakwater.model.EffortLevel;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.ModelTimes;
import io.breakwater.model.Streaming;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a model cannot take is removed from a request if the answer means the same without it.
class AdaptationTest {
    private static final ModelCard CLAUDE = card("anthropic.claude-sonnet-4-6", EnumSet.allOf(Feature.class));
    private static final ModelCard PLAIN = card("meta.llama3-3-70b-instruct-v1:0", Set.of());

    static ModelCard card(String id, Set<Feature> has, EffortLevel... levels) {
        return new ModelCard(
                new ModelId(id),
                id,
                200_000,
                8_000,
                1,
                new Features(has, List.of(levels), 0),
                ModelOperation.USUAL,
                Streaming.ALL,
                ModelTimes.USUAL,
                Listing.NONE);
    }

    static ModelBody body(ConverseBody body, ModelCard model) {
        return switch (body.of(model)) {
            case BodyChoice.Spoken(ModelBody spoken) -> spoken;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    private static ModelBody body(String json, ModelCard model) {
        return body(ConverseBody.of(Samples.json(json)), model);
    }

    @Test
    void a_model_with_the_tier_is_asked_for_it() {
        ModelBody body =
                body("{\"serviceTier\":{\"type\":\"flex\"}}", card("amazon.nova-pro-v1:0", Set.of(Feature.FLEX)));
        assertThat(body.json()).hasToString("{\"serviceTier\":{\"type\":\"flex\"}}");
        assertThat(body.adapted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"system":[{"text":"s"},{"cachePoint":{}}],"messages":[]} | cache_points | {"system":[{"text":"s"}],"messages":[]}
        {"inferenceConfig":{"temperature":0.5}} | temperature | {}
        {"inferenceConfig":{"temperature":0.5,"topP":0.9}} | temperature, top_p | {}
        {"inferenceConfig":{"temperature":0.5,"topP":1.0}} | temperature | {}
        {"inferenceConfig":{"topP":1}} | `` | {}
        {"inferenceConfig":{"stopSequences":[" ","END"]}} | stop_sequences | {"inferenceConfig":{"stopSequences":["END"]}}
        {"inferenceConfig":{"stopSequences":["\\n"]}} | stop_sequences | {}
        {"outputConfig":{"effort":"high"}} | effort | {}
        {"outputConfig":{"effort":"high","textFormat":{}}} | effort | {"outputConfig":{"textFormat":{}}}
        {"additionalModelRequestFields":{"top_k":5}} | top_k | {}
        {"serviceTier":{"type":"flex"}} | service_tier | {}
        {"toolConfig":{"tools":[{}]},"additionalModelRequestFields":{"tool_choice":{"type":"any","disable_parallel_tool_use":true}}} | parallel_tool_calls | {"toolConfig":{"tools":[{}],"toolChoice":{"any":{}}}}
        {"toolConfig":{"tools":[{}]},"additionalModelRequestFields":{"tool_choice":{"type":"tool","name":"t"}}} | `` | {"toolConfig":{"tools":[{}],"toolChoice":{"tool":{"name":"t"}}}}
        """, quoteCharacter = '`')
    void a_model_that_lacks_it_is_asked_without_it(String asked, String labels, String sent) {
        ModelBody body = body(asked, PLAIN);
        assertThat(body.json()).isEqualTo(Samples.json(sent));
        assertThat(String.join(", ", body.adapted())).isEqualTo(labels);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"toolConfig":{"tools":[{}],"toolChoice":{"any":{}}}}              | TOOLS FORCED_TOOL
        {"messages":[{"role":"user","content":[{"image":{}}]}]}            | IMAGES
        {"messages":[{"role":"user","content":[{"document":{}}]}]}         | DOCUMENTS
        {"messages":[{"role":"assistant","content":[{"text":"{"}]}]}       | PREFILL
        {"outputConfig":{"textFormat":{"type":"json_schema"}}}             | STRUCTURED_OUTPUT
        {"inferenceConfig":{"stopSequences":["END"]}}                      | STOP_SEQUENCES
        """)
    void what_the_answer_depends_on_stays_and_is_needed(String asked, String needs) {
        ModelBody body = body(asked, PLAIN);
        assertThat(body.json()).isEqualTo(Samples.json(asked));
        assertThat(body.adapted()).isEmpty();
        assertThat(body.needs()).extracting(Feature::name).containsExactlyInAnyOrder(needs.split(" "));
    }

    @Test
    void images_and_documents_of_results_stand_behind_them_for_a_model_that_refuses_them_inside() {
        ObjectNode asked = Samples.json("""
            {"messages":[
             {"role":"user","content":[{"text":"go"},{"document":{"name":"a","format":"txt"}}]},
             {"role":"assistant","content":[{"toolUse":{"toolUseId":"1","name":"shot","input":{}}},
              {"toolUse":{"toolUseId":"2","name":"read","input":{}}}]},
             {"role":"user","content":[
              {"toolResult":{"toolUseId":"1","content":[{"image":{"format":"png"}}],"status":"success"}},
              {"toolResult":{"toolUseId":"2","content":[{"text":"t"},{"document":{"name":"a","format":"csv"}}]}},
              {"text":"and now?"}]}]}\
            """);
        String before = asked.toString();
        ModelCard model = card("meta.llama4", Set.of(Feature.TOOLS, Feature.IMAGES, Feature.DOCUMENTS));
        ModelBody body = body(ConverseBody.of(asked), model);

        assertThat(body.json().at("/messages/2/content"))
                .isEqualTo(Samples.json("""
                    {"content":[
                      {"toolResult":{"toolUseId":"1","content":[{"text":"(see below)"}],"status":"success"}},
                      {"toolResult":{"toolUseId":"2","content":[{"text":"t"}]}},
                      {"text":"From the result of shot, call 1:"},{"image":{"format":"png"}},
                      {"text":"From the result of read, call 2:"},{"document":{"name":"a 2","format":"csv"}},
                      {"text":"and now?"}]}\
                    """).path("content"));
        assertThat(body.adapted()).containsExactly("tool_result_images");
        assertThat(body.needs()).isEqualTo(model.features().all());
        assertThat(asked).as("the body of before").hasToString(before);
    }

    @Test
    void images_in_results_stay_for_a_model_that_takes_them_there() {
        String asked = """
            {"messages":[{"role":"user","content":[{"toolResult":{"toolUseId":"1","content":[{"image":{}}]}}]}]}\
            """;
        assertThat(body(asked, CLAUDE).json()).isEqualTo(Samples.json(asked));
        assertThat(body(asked, CLAUDE).adapted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"reasoningText":{"text":"t","signature":"s"}} | true
        {"redactedContent":"AAAA"}                     | true
        {"reasoningText":{"text":"t"}}                 | false
        """)
    void what_was_thought_goes_back_to_claude_alone_and_with_its_signature(String thought, boolean signed) {
        String asked =
                "{\"messages\":[{\"role\":\"assistant\",\"content\":[{\"reasoningContent\":%s},{\"text\":\"a\"}]}]}"
                        .formatted(thought);
        String without = "{\"messages\":[{\"role\":\"assistant\",\"content\":[{\"text\":\"a\"}]}]}";
        assertThat(body(asked, PLAIN).json()).hasToString(without);
        assertThat(body(asked, PLAIN).adapted()).containsExactly("reasoning");
        assertThat(body(asked, CLAUDE).json()).hasToString(signed ? asked : without);
    }

    @Test
    void of_temperature_and_top_p_together_the_temperature_stays() {
        ModelCard claude = card("anthropic.claude-sonnet-4-6", Set.of(Feature.TEMPERATURE));
        ModelBody body = body("{\"inferenceConfig\":{\"temperature\":0.5,\"topP\":0.9}}", claude);
        assertThat(body.json()).hasToString("{\"inferenceConfig\":{\"temperature\":0.5}}");
        assertThat(body.adapted()).containsExactly("top_p");
        assertThat(body("{\"inferenceConfig\":{\"topP\":0.9}}", claude).adapted())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"low, low, ''", "minimal, low, effort=low", "max, high, effort=high", "xhigh, high, effort=high"})
    void effort_becomes_the_nearest_level_that_the_model_has(String asked, String sent, String label) {
        ModelCard claude =
                card("anthropic.claude-opus-4-5", Set.of(), EffortLevel.LOW, EffortLevel.MEDIUM, EffortLevel.HIGH);
        ModelBody body = body("{\"outputConfig\":{\"effort\":\"%s\"}}".formatted(asked), claude);
        assertThat(body.json().at("/outputConfig/effort").asText()).isEqualTo(sent);
        assertThat(String.join(", ", body.adapted())).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({"low, low, ''", "max, medium, effort=medium"})
    void nova_takes_effort_in_its_own_words(String asked, String sent, String label) {
        ModelCard nova = card("amazon.nova-2-lite-v1:0", Set.of(Feature.THINKING), EffortLevel.LOW, EffortLevel.MEDIUM);
        ModelBody body = body("{\"outputConfig\":{\"effort\":\"%s\"}}".formatted(asked), nova);
        assertThat(body.json()).isEqualTo(Samples.json("""
            {"additionalModelRequestFields":{"reasoningConfig":{"type":"enabled","maxReasoningEffort":"%s"}}}\
            """.formatted(sent)));
        assertThat(String.join(", ", body.adapted())).isEqualTo(label);
        assertThat(body.needs()).containsExactly(Feature.THINKING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        {"type":"object","properties":{"a":{}},"additionalProperties":false}    | true  | ''
        {"type":"object","properties":{"a":{}}}                                 | false | strict
        {"properties":{"a":{"minimum":1}},"additionalProperties":false}         | false | strict
        """)
    void a_strict_tool_stays_strict_where_its_schema_is_within_the_grammar(
            String schema, boolean strict, String label) {
        String asked = "{\"toolConfig\":{\"tools\":[{\"toolSpec\":{\"strict\":true,\"inputSchema\":{\"json\":%s}}}]}}"
                .formatted(schema);
        ModelBody claude = body(asked, CLAUDE);
        assertThat(claude.json().at("/toolConfig/tools/0/toolSpec").has("strict"))
                .isEqualTo(strict);
        assertThat(String.join(", ", claude.adapted())).isEqualTo(label);
        assertThat(body(asked, PLAIN).json().at("/toolConfig/tools/0/toolSpec").has("strict"))
                .isFalse();
        assertThat(body(asked, PLAIN).adapted()).containsExactly("strict");
    }

    @Test
    void more_strict_tools_than_bedrock_takes_are_strict_no_more() {
        String tool = "{\"toolSpec\":{\"strict\":true,\"inputSchema\":{\"json\":"
                + "{\"type\":\"object\",\"properties\":{\"a\":{}},\"additionalProperties\":false}}}}";
        String asked = "{\"toolConfig\":{\"tools\":[%s]}}";
        assertThat(body(asked.formatted(String.join(",", Collections.nCopies(20, tool))), CLAUDE)
                        .adapted())
                .isEmpty();
        ModelBody body = body(asked.formatted(String.join(",", Collections.nCopies(21, tool))), CLAUDE);
        assertThat(body.adapted()).containsExactly("strict");
        assertThat(body.json().toString()).doesNotContain("strict");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"properties":{"a":{}}}                | `` | {"properties":{"a":{}},"type":"object"}
        {"type":"object","allOf":[{"properties":{"a":{}}}]} | tool_schema | {"type":"object","properties":{"a":{}}}
        {"type":"object","properties":{"a":{"minimum":1}}} | `` | {"type":"object","properties":{"a":{"minimum":1}}}
        """)
    void a_tools_schema_has_the_root_that_bedrock_demands(String schema, String label, String sent) {
        String asked =
                "{\"toolConfig\":{\"tools\":[{\"cachePoint\":{}},{\"toolSpec\":{\"inputSchema\":{\"json\":%s}}}]}}"
                        .formatted(schema);
        ModelBody body = body(asked, CLAUDE);
        assertThat(body.json().at("/toolConfig/tools/1/toolSpec/inputSchema/json"))
                .isEqualTo(Samples.json(sent));
        assertThat(String.join(", ", body.adapted())).isEqualTo(label);
    }

    @Test
    void an_answers_schema_is_put_within_the_grammar_where_the_model_has_one() {
        String asked = "{\"outputConfig\":{\"textFormat\":{\"type\":\"json_schema\",\"structure\":{\"jsonSchema\":"
                + "{\"name\":\"n\",\"schema\":\"{\\\"properties\\\":{\\\"a\\\":{}}}\"}}}}}";
        ModelBody body = body(asked, CLAUDE);
        assertThat(body.json()
                        .at("/outputConfig/textFormat/structure/jsonSchema/schema")
                        .asText())
                .isEqualTo("{\"properties\":{\"a\":{}},\"additionalProperties\":false}");
        assertThat(body.adapted()).containsExactly("output_schema");
        assertThat(body(asked, PLAIN).json()).isEqualTo(Samples.json(asked));
    }

    @Test
    void more_cache_points_than_bedrock_takes_lose_the_first() {
        ModelBody body = body("""
            {"messages":[{"role":"user","content":[{"cachePoint":{}},{"text":"1"},{"cachePoint":{}},{"cachePoint":{}},\
            {"cachePoint":{}},{"cachePoint":{}}]}]}\
            """, CLAUDE);
        assertThat(body.json().at("/messages/0/content/0/text").asText()).isEqualTo("1");
        assertThat(body.adapted()).containsExactly("cache_points");
    }

    @Test
    void nothing_is_copied_where_nothing_changes() {
        ConverseBody asked = ConverseBody.of(Samples.json("""
            {"system":[{"text":"s"}],"messages":[{"role":"user","content":[{"image":{}}]}],\
            "inferenceConfig":{"temperature":0.5}}\
            """));
        assertThat(body(asked, CLAUDE)).isSameAs(asked);
    }

    @Test
    void messages_are_shared_with_the_body_before_its_adaptation() {
        ObjectNode json = Samples.json(
                "{\"messages\":[{\"role\":\"user\",\"content\":[]}],\"inferenceConfig\":{\"temperature\":0.5}}");
        ModelBody adapted = body(ConverseBody.of(json), PLAIN);
        assertThat(adapted.json().path("messages")).isSameAs(json.path("messages"));
        assertThat(json.has("inferenceConfig")).isTrue();
    }

    @Test
    void models_that_are_asked_the_same_share_one_body() {
        ConverseBody asked = ConverseBody.of(Samples.json("{\"inferenceConfig\":{\"temperature\":0.5}}"));
        ModelCard other = card("deepseek.r1-v1:0", Set.of(Feature.THINKING));
        assertThat(body(asked, PLAIN)).isSameAs(body(asked, other)).isSameAs(body(asked, PLAIN));
    }
}
