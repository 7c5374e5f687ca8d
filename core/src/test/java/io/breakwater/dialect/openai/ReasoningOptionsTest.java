package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.EffortLevel;
import io.breakwater.model.Feature;
import io.breakwater.model.Features;
import io.breakwater.model.Listing;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.ModelTimes;
import io.breakwater.model.Streaming;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What clients say about thinking through `extra_body`, as each model takes it.
class ReasoningOptionsTest {
    private static final ModelCard CLAUDE = card("anthropic.claude-sonnet-4-6");
    private static final ModelCard NOVA = card("amazon.nova-2-lite-v1:0");
    private static final String HELLO = "{\"role\":\"user\",\"content\":\"hello\"}";
    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}]";
    private static final String THINKING = ",\"thinking\":{\"type\":\"enabled\",\"budget_tokens\":2000}";

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private static ModelCard card(String id) {
        return card(id, EnumSet.allOf(Feature.class));
    }

    private static ModelCard card(String id, Set<Feature> has) {
        return new ModelCard(
                new ModelId(id),
                id,
                200_000,
                64_000,
                1,
                new Features(has, List.of(EffortLevel.LOW, EffortLevel.MEDIUM), 0),
                ModelOperation.USUAL,
                Streaming.ALL,
                ModelTimes.USUAL,
                Listing.NONE);
    }

    private ModelCall call(String messages, String members) {
        return Samples.call(dialect.decode(Samples.post(
                "/v1/chat/completions", "{\"model\":\"m\",\"messages\":[" + messages + "]" + members + "}")));
    }

    private ModelBody body(String messages, String members, ModelCard model) {
        return switch (call(messages, members).bodies().of(model)) {
            case BodyChoice.Spoken(ModelBody body) -> body;
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "thinking":{"type":"enabled","budget_tokens":2000}   | {"thinking":{"type":"enabled","budget_tokens":2000}}
        "thinking":{"type":"adaptive"}                       | {"thinking":{"type":"adaptive"}}
        "thinking":{"type":"disabled"}                       | {"thinking":{"type":"disabled"}}
        "reasoning":{"max_tokens":2000}                      | {"thinking":{"type":"enabled","budget_tokens":2000}}
        "reasoning":{"max_tokens":10}                        | {"thinking":{"type":"enabled","budget_tokens":1024}}
        "top_k":5                                            | {"top_k":5}
        """)
    void claude_gets_them_as_its_own_fields(String members, String fields) {
        ModelBody body = body(HELLO, "," + members, CLAUDE);
        assertThat(body.json().path("additionalModelRequestFields")).hasToString(fields);
        assertThat(body.adapted()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "reasoning":{"effort":"low"}                           | low
        "reasoning":{"enabled":true}                           | medium
        "reasoning":{"effort":"medium"},"reasoning_effort":"low" | low
        """)
    void effort_may_stand_in_reasoning(String members, String effort) {
        assertThat(body(HELLO, "," + members, CLAUDE)
                        .json()
                        .at("/outputConfig/effort")
                        .asText())
                .isEqualTo(effort);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "thinking":{"type":"enabled","budget_tokens":2000}            | thinking=medium | {"reasoningConfig":{"type":"enabled","maxReasoningEffort":"medium"}}
        "thinking":{"type":"adaptive"},"reasoning_effort":"low"       | ``              | {"reasoningConfig":{"type":"enabled","maxReasoningEffort":"low"}}
        "top_k":5                                                     | ``              | {"inferenceConfig":{"topK":5}}
        """)
    void nova_gets_them_in_its_own_words(String members, String label, String fields) {
        ModelBody body = body(HELLO, "," + members, NOVA);
        assertThat(body.json().path("additionalModelRequestFields")).hasToString(fields);
        assertThat(String.join(", ", body.adapted())).isEqualTo(label);
    }

    @Test
    void other_models_that_think_are_not_told() {
        ModelBody body = body(HELLO, THINKING, Samples.shipped("deepseek.r1-v1:0"));
        assertThat(body.json().has("additionalModelRequestFields")).isFalse();
        assertThat(body.adapted()).containsExactly("thinking");
    }

    @Test
    void a_model_without_thinking_needs_it() {
        ModelCard plain = card("meta.llama3-3-70b-instruct-v1:0", Set.of());
        assertThat(body(HELLO, THINKING, plain).needs()).contains(Feature.THINKING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        "temperature":0.5           | temperature
        "top_p":0.5                 | top_p
        "top_k":5                   | top_k
        "temperature":1             | ``
        "top_p":0.95                | ``
        """)
    void claude_that_thinks_chooses_by_itself(String member, String label) {
        assertThat(String.join(
                        ", ", body(HELLO, THINKING + "," + member, CLAUDE).adapted()))
                .isEqualTo(label);
    }

    @Test
    void claude_does_not_think_where_a_tool_is_forced() {
        ModelBody body = body(HELLO, THINKING + TOOLS + ",\"tool_choice\":\"required\"", CLAUDE);
        assertThat(body.json().has("additionalModelRequestFields")).isFalse();
        assertThat(body.adapted()).containsExactly("thinking");
        ModelBody single =
                body(HELLO, THINKING + TOOLS + ",\"tool_choice\":\"required\",\"parallel_tool_calls\":false", CLAUDE);
        assertThat(single.json().path("additionalModelRequestFields").has("thinking"))
                .isFalse();
        assertThat(single.json().path("additionalModelRequestFields").has("tool_choice"))
                .isTrue();
    }

    @Test
    void a_single_call_and_thinking_stand_side_by_side() {
        ModelBody body = body(HELLO, THINKING + TOOLS + ",\"parallel_tool_calls\":false", CLAUDE);
        assertThat(body.json().path("additionalModelRequestFields").fieldNames())
                .toIterable()
                .containsExactly("thinking", "tool_choice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        ``                                                                                        | thinking
        "thinking_blocks":[{"type":"thinking","thinking":"hm"}],                                  | thinking
        "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"s"}],                  | ``
        """)
    void calls_whose_thoughts_did_not_come_back_are_answered_without_thinking(String thoughts, String label) {
        String messages = HELLO + """
            ,{"role":"assistant",%s"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},\
            {"role":"tool","tool_call_id":"c","content":"r"}\
            """.formatted(thoughts);
        ModelBody body = body(messages, THINKING + TOOLS, CLAUDE);
        assertThat(String.join(", ", body.adapted())).isEqualTo(label);
        assertThat(body.json().has("additionalModelRequestFields")).isEqualTo(label.isEmpty());
    }

    @Test
    void a_budget_leaves_room_for_the_answer() {
        assertThat(call(HELLO, THINKING).maxTokens()).hasValue(2_000 + 16_384);
        assertThat(call(HELLO, THINKING + ",\"max_tokens\":2001").maxTokens()).hasValue(2_001);
        assertThat(call(HELLO, ",\"thinking\":{\"type\":\"adaptive\"}").maxTokens())
                .isEmpty();
    }
}
