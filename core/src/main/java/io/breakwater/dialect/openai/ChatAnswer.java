package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.body.ConverseUsage;

/// Writes a Converse answer as a `chat.completion`.
final class ChatAnswer {
    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final ArrayNode toolCalls = JsonNodeFactory.instance.arrayNode();

    private ChatAnswer() {}

    static ObjectNode of(ObjectNode converse, Answered answered) {
        ChatAnswer answer = new ChatAnswer();
        converse.path("output").path("message").path("content").forEach(answer::read);
        ObjectNode json = head("chat.completion", answered);
        ObjectNode choice = json.putArray("choices").addObject().put("index", 0);
        choice.set("message", answer.message());
        choice.putNull("logprobs")
                .put(
                        "finish_reason",
                        FinishReason.of(converse.path("stopReason").asText()));
        json.set("usage", ChatUsage.of(ConverseUsage.of(converse)));
        return json;
    }

    /// What whole answers and chunks start with.
    static ObjectNode head(String object, Answered answered) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "chatcmpl-" + answered.requestId())
                .put("object", object)
                .put("created", answered.at().getEpochSecond())
                .put("model", answered.model());
    }

    private void read(JsonNode block) {
        text.append(block.path("text").asText());
        block.path("citationsContent")
                .path("content")
                .forEach(part -> text.append(part.path("text").asText()));
        reasoning.append(block.path("reasoningContent")
                .path("reasoningText")
                .path("text")
                .asText());
        if (block.has("toolUse")) {
            readToolUse(block.path("toolUse"));
        }
    }

    private void readToolUse(JsonNode use) {
        JsonNode input = use.path("input");
        toolCalls
                .addObject()
                .put("id", use.path("toolUseId").asText())
                .put("type", "function")
                .putObject("function")
                .put("name", use.path("name").asText())
                .put("arguments", input.isMissingNode() || input.isNull() ? "{}" : input.toString());
    }

    private ObjectNode message() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        if (text.isEmpty() && !toolCalls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", text.toString());
        }
        message.putNull("refusal");
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!toolCalls.isEmpty()) {
            message.set("tool_calls", toolCalls);
        }
        return message;
    }
}
