package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.body.CallIds;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.openai.AnswerText;
import io.breakwater.dialect.openai.JsonTool;
import io.breakwater.model.TokenUsage;
import java.util.Optional;
import java.util.stream.Collectors;

/// A Converse answer as an Anthropic message ("Messages", Claude API reference). Blocks without an
/// Anthropic form are left out.
final class TranslatedAnswer {
    private TranslatedAnswer() {}

    /// @param asJson whether the answer was to be JSON
    static ObjectNode of(ObjectNode converse, Answered answered, boolean asJson) {
        ObjectNode message = head(answered);
        ArrayNode content = message.putArray("content");
        boolean hasCalls = false;
        JsonNode told = converse.path("output").path("message").path("content");
        for (JsonNode block : asJson ? json(told) : told) {
            hasCalls |= block.has("toolUse");
            write(block, content);
        }
        String stopped = converse.path("stopReason").asText();
        message.put("stop_reason", stopReason(stopped, hasCalls)).putNull("stop_sequence");
        message.set("usage", usage(converse));
        return message;
    }

    static ObjectNode head(Answered answered) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "msg_" + answered.requestId())
                .put("type", "message")
                .put("role", "assistant")
                .put("model", answered.model());
    }

    /// The answer in one text, which stands before the calls beside it.
    private static ArrayNode json(JsonNode told) {
        ArrayNode rest = JsonNodeFactory.instance.arrayNode();
        StringBuilder said = new StringBuilder();
        Optional<String> byTool = Optional.empty();
        int before = 0;
        for (JsonNode block : told) {
            if (JsonTool.isNamed(block.path("toolUse"))) {
                byTool = byTool.or(
                        () -> Optional.of(CallIds.written(block.path("toolUse").path("input"))));
            } else if (block.has("text") || block.has("citationsContent")) {
                said.append(block.path("text").asText()).append(cited(block));
            } else {
                rest.add(block);
                before = block.has("toolUse") ? before : rest.size();
            }
        }
        String answer = byTool.orElseGet(() -> AnswerText.ofJson(said.toString()));
        if (!answer.isEmpty()) {
            rest.insertObject(before).put("text", answer);
        }
        return rest;
    }

    private static void write(JsonNode block, ArrayNode content) {
        JsonNode reasoning = block.path("reasoningContent");
        if (block.has("text")) {
            content.addObject()
                    .put("type", "text")
                    .put("text", block.path("text").asText());
        } else if (block.has("citationsContent")) {
            content.addObject().put("type", "text").put("text", cited(block));
        } else if (block.has("toolUse")) {
            content.add(call(
                    block.path("toolUse"), block.path("toolUse").path("input").deepCopy()));
        } else if (reasoning.has("reasoningText")) {
            JsonNode thought = reasoning.path("reasoningText");
            content.addObject()
                    .put("type", "thinking")
                    .put("thinking", thought.path("text").asText())
                    .put("signature", thought.path("signature").asText());
        } else if (reasoning.has("redactedContent")) {
            content.addObject()
                    .put("type", "redacted_thinking")
                    .put("data", reasoning.path("redactedContent").asText());
        }
    }

    private static String cited(JsonNode block) {
        return block.path("citationsContent")
                .path("content")
                .valueStream()
                .map(part -> part.path("text").asText())
                .collect(Collectors.joining());
    }

    static ObjectNode call(JsonNode toolUse, JsonNode input) {
        ObjectNode call = JsonNodeFactory.instance
                .objectNode()
                .put("type", "tool_use")
                .put("id", toolUse.path("toolUseId").asText())
                .put("name", toolUse.path("name").asText());
        call.set("input", input);
        return call;
    }

    /// Clients run tools when they read `tool_use` and then ignore everything else, so this reason is
    /// given exactly when the answer has calls and was not cut. An unknown reason still ends the
    /// answer.
    static String stopReason(String converse, boolean hasCalls) {
        return switch (converse) {
            case "max_tokens", "stop_sequence", "model_context_window_exceeded" -> converse;
            case "guardrail_intervened", "content_filtered" -> "refusal";
            default -> hasCalls ? "tool_use" : "end_turn";
        };
    }

    /// @param converse an answer, or a stream's event `metadata`
    static ObjectNode usage(JsonNode converse) {
        TokenUsage usage = ConverseBody.usageIn(converse);
        return JsonNodeFactory.instance
                .objectNode()
                .put("input_tokens", usage.input())
                .put("cache_creation_input_tokens", usage.cacheWrite())
                .put("cache_read_input_tokens", usage.cacheRead())
                .put("output_tokens", usage.output());
    }
}
