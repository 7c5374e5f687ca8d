package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.body.ConverseUsage;
import java.util.Optional;

/// Writes a Converse answer as a `chat.completion`.
final class ChatAnswer {
    private static final String TOOL_USE = "toolUse";

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final ArrayNode thinking = JsonNodeFactory.instance.arrayNode();
    private final ArrayNode toolCalls = JsonNodeFactory.instance.arrayNode();
    private final boolean asJson;
    private final boolean singleCall;
    private Optional<String> json = Optional.empty();

    private ChatAnswer(boolean asJson, boolean singleCall) {
        this.asJson = asJson;
        this.singleCall = singleCall;
    }

    /// @param asJson whether the answer was to be JSON
    /// @param singleCall whether it was to call one tool at most
    static ObjectNode of(ObjectNode converse, Answered answered, boolean asJson, boolean singleCall) {
        ChatAnswer answer = new ChatAnswer(asJson, singleCall);
        converse.path("output").path("message").path("content").forEach(answer::read);
        ObjectNode written = head("chat.completion", answered);
        ObjectNode choice = written.putArray("choices").addObject().put("index", 0);
        choice.set("message", answer.message());
        String stopReason = converse.path("stopReason").asText();
        choice.putNull("logprobs").put("finish_reason", FinishReason.of(stopReason, !answer.toolCalls.isEmpty()));
        written.set("usage", ChatUsage.of(ConverseUsage.of(converse)));
        return written;
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
        JsonNode thought = block.path(ThinkingBlocks.REASONING);
        reasoning.append(thought.path("reasoningText").path("text").asText());
        thinking.addAll(ThinkingBlocks.given(thought, thinking.size()));
        if (block.has(TOOL_USE)) {
            readToolUse(block.path(TOOL_USE));
        }
    }

    private void readToolUse(JsonNode use) {
        JsonNode input = use.path("input");
        String arguments = input.isMissingNode() || input.isNull() ? "{}" : input.toString();
        if (asJson && JsonTool.isNamed(use)) {
            json = json.or(() -> Optional.of(arguments));
            return;
        }
        if (singleCall && !toolCalls.isEmpty()) {
            return;
        }
        toolCalls
                .addObject()
                .put("id", use.path("toolUseId").asText())
                .put("type", "function")
                .putObject("function")
                .put("name", use.path("name").asText())
                .put("arguments", arguments);
    }

    private ObjectNode message() {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("role", "assistant");
        String content = content();
        if (content.isEmpty() && !toolCalls.isEmpty()) {
            message.putNull("content");
        } else {
            message.put("content", content);
        }
        message.putNull("refusal");
        if (!reasoning.isEmpty()) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!thinking.isEmpty()) {
            message.set(ThinkingBlocks.MEMBER, thinking);
        }
        if (!toolCalls.isEmpty()) {
            message.set("tool_calls", toolCalls);
        }
        return message;
    }

    private String content() {
        String said = text.toString();
        return json.orElseGet(() -> asJson ? JsonText.of(said) : said);
    }
}
