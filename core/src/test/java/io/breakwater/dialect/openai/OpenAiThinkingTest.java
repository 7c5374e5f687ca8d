package io.breakwater.dialect.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.Samples;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a model thought before it called a tool is sent back to it, whichever member the client carries
/// it in.
class OpenAiThinkingTest {
    private static final String CLAUDE = "anthropic.claude-sonnet-4-6";
    private static final String SIGNED =
            "[{\"reasoningContent\":{\"reasoningText\":{\"text\":\"hm\",\"signature\":\"s\"}}},";

    private final OpenAiDialect dialect = new OpenAiDialect(Samples.GATE);

    private JsonNode answered(String members, String model) {
        String body = """
            {"model":"m","messages":[{"role":"user","content":"a"},
            {"role":"assistant","content":null,%s,"tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"c","content":"r"}]}\
            """.formatted(members);
        ModelCall call = Samples.call(dialect.decode(Samples.post("/v1/chat/completions", body)));
        ModelCard card = new ModelCard(new ModelId(model), model, 100_000, 8_000, 1, Set.of(Feature.TOOLS));
        return switch (call.bodies().of(card)) {
            case BodyChoice.Spoken(var spoken) -> spoken.json().at("/messages/1/content");
            case BodyChoice.NotSpoken(String why, var _) -> throw new AssertionError(why);
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"s"}]
        "thinking_blocks":[{"index":0,"type":"thinking","thinking":"hm","signature":"s","cache_control":{}}]
        "provider_specific_fields":{"thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"s"}]}
        "reasoning_details":[{"type":"reasoning.text","text":"hm","signature":"s","format":"anthropic-claude-v1"}]
        "reasoning_content":"hm","thinking_blocks":[{"type":"thinking","thinking":"hm","signature":"s"}]
        """)
    void a_signed_thought_stands_before_the_call_that_it_led_to(String members) {
        assertThat(answered(members, CLAUDE).toString()).startsWith(SIGNED).contains("toolUse");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "thinking_blocks":[{"type":"redacted_thinking","data":"AAAA"}]
        "reasoning_details":[{"type":"reasoning.encrypted","data":"AAAA"}]
        """)
    void a_hidden_thought_stands_there_too(String members) {
        assertThat(answered(members, CLAUDE).get(0))
                .hasToString("{\"reasoningContent\":{\"redactedContent\":\"AAAA\"}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "reasoning_content":"hm"
        "thinking_blocks":"hm"
        "thinking_blocks":[7,{"type":"thinking"},{"type":"thinking","thinking":"hm"},{"type":"novelty"}]
        "thinking_blocks":[{"type":"redacted_thinking","data":"%"}]
        "reasoning_details":[{"type":"reasoning.summary","summary":"hm"}]
        """)
    void a_thought_without_its_signature_is_left_out(String members) {
        assertThat(answered(members, CLAUDE)).hasSize(1);
    }

    @Test
    void other_models_are_not_told_what_claude_thought() {
        String members = "\"thinking_blocks\":[{\"type\":\"thinking\",\"thinking\":\"hm\",\"signature\":\"s\"}]";
        assertThat(answered(members, "amazon.nova-lite-v1:0")).hasSize(1);
    }

    @Test
    void what_is_given_out_is_what_is_taken_back() {
        JsonNode reasoning = Samples.json("{\"reasoningText\":{\"text\":\"hm\",\"signature\":\"s\"}}");
        String given = ThinkingBlocks.given(reasoning, 0).toString();
        assertThat(answered("\"thinking_blocks\":" + given, CLAUDE).toString()).startsWith(SIGNED);
    }
}
