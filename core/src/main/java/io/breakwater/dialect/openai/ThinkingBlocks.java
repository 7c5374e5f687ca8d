package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.Thoughts;
import io.breakwater.dialect.json.Base64Text;
import io.breakwater.dialect.json.JsonField;
import java.util.List;

/// A model's thinking, with its signature, in the form that LiteLLM's clients carry: `thinking_blocks`
/// of an assistant's message, `{"type": "thinking", "thinking": ..., "signature": ...}` or `{"type":
/// "redacted_thinking", "data": ...}`. Claude wants it back before the tool calls that followed it
/// ("Extended thinking", Claude API documentation). OpenRouter's `reasoning_details` are read too.
final class ThinkingBlocks {
    static final String MEMBER = "thinking_blocks";
    static final String REASONING = Thoughts.MEMBER;

    static final String REDACTED = "redactedContent";

    private static final String SIGNATURE = "signature";

    private ThinkingBlocks() {}

    /// A block of Converse in the form that clients carry; nothing without a signature, as it could not
    /// come back.
    ///
    /// @param index the index among the answer's blocks, by which SDKs join pieces
    static ArrayNode given(JsonNode reasoningContent, int index) {
        ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
        JsonNode text = reasoningContent.path("reasoningText");
        if (!text.path(SIGNATURE).asText().isEmpty()) {
            blocks.addObject()
                    .put("index", index)
                    .put("type", "thinking")
                    .put("thinking", text.path("text").asText())
                    .put(SIGNATURE, text.path(SIGNATURE).asText());
        } else if (reasoningContent.path(REDACTED).isTextual()) {
            blocks.addObject()
                    .put("index", index)
                    .put("type", "redacted_thinking")
                    .put("data", reasoningContent.path(REDACTED).asText());
        }
        return blocks;
    }

    /// Reads thinking that a client sends back, in one of several members, into Converse's form.
    /// Thinking without a signature is left out, as Bedrock refuses it.
    static void take(JsonField message, ArrayNode content) {
        JsonNode noted = message.node();
        List<JsonNode> places = List.of(
                noted.path(MEMBER),
                noted.path("provider_specific_fields").path(MEMBER),
                noted.path("reasoning_details"));
        for (JsonNode place : places) {
            ArrayNode blocks = JsonNodeFactory.instance.arrayNode();
            place.forEach(block -> take(block, blocks));
            if (!blocks.isEmpty()) {
                content.addAll(blocks);
                return;
            }
        }
    }

    private static void take(JsonNode block, ArrayNode blocks) {
        switch (block.path("type").asText()) {
            case "thinking" -> signed(block, "thinking", blocks);
            case "reasoning.text" -> signed(block, "text", blocks);
            case "redacted_thinking", "reasoning.encrypted" -> hidden(block, blocks);
            default -> {}
        }
    }

    private static void signed(JsonNode block, String text, ArrayNode blocks) {
        if (block.path(text).isTextual() && !block.path(SIGNATURE).asText().isEmpty()) {
            ObjectNode reasoning = blocks.addObject().putObject(REASONING).putObject("reasoningText");
            reasoning.put("text", block.path(text).textValue());
            reasoning.put(SIGNATURE, block.path(SIGNATURE).asText());
        }
    }

    private static void hidden(JsonNode block, ArrayNode blocks) {
        Base64Text.normal(block.path("data").asText(), 0)
                .ifPresent(data -> blocks.addObject().putObject(REASONING).put(REDACTED, data));
    }
}
