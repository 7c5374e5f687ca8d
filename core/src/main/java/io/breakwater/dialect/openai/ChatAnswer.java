package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Answered;
import io.breakwater.dialect.body.CallIds;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.model.TokenUsage;
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

    /// @param asJson whether the answer should be JSON
    /// @param singleCall whether it should call one tool at most
    static ObjectNode of(ObjectNode converse, Answered answered, boolean asJson, boolean singleCall) {
        ChatAnswer answer = new ChatAnswer(asJson, singleCall);
        converse.path("output").path("message").path("content").forEach(answer::read);
        ObjectNode written = head("chat.completion", answered);
        ObjectNode choice = written.putArray("choices").addObject().put("index", 0);
        choice.set("message", answer.message());
        String stopReason = converse.path("stopReason").asText();
        choice.putNull("logprobs").put("finish_reason", finishReason(stopReason, !answer.toolCalls.isEmpty()));
        written.set("usage", usage(converse));
        return written;
    }

    /// The first members of whole answers and of chunks.
    static ObjectNode head(String object, Answered answered) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", "chatcmpl-" + answered.requestId())
                .put("object", object)
                .put("created", answered.at().getEpochSecond())
                .put("model", answered.model());
    }

    /// The finish reason for a stop reason of Converse.
    ///
    /// A malformed answer is delivered unchanged, and an unknown reason still ends the answer. Clients
    /// run tools when they read `tool_calls` and then ignore everything else, so this reason is given
    /// exactly when the answer has calls and was not cut; some models end with `end_turn` beside calls,
    /// or with `tool_use` without any.
    ///
    /// @param hasCalls whether the answer calls tools
    static String finishReason(String stopReason, boolean hasCalls) {
        return switch (stopReason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use", "end_turn" -> hasCalls ? "tool_calls" : "stop";
            case "guardrail_intervened", "content_filtered" -> "content_filter";
            default -> "stop";
        };
    }

    /// Token counts as OpenAI writes them: the prompt includes tokens read from and written to the
    /// cache.
    ///
    /// @param converse a whole answer of Converse, or the payload of its event `metadata`
    static ObjectNode usage(JsonNode converse) {
        TokenUsage usage = ConverseBody.usageIn(converse);
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("prompt_tokens", usage.input() + usage.cacheRead() + usage.cacheWrite())
                .put("completion_tokens", usage.output())
                .put("total_tokens", usage.total());
        json.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cacheRead())
                .put("cache_write_tokens", usage.cacheWrite());
        ConverseBody.reasoningTokens(converse)
                .ifPresent(tokens -> json.putObject("completion_tokens_details").put("reasoning_tokens", tokens));
        return json;
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
        String arguments = CallIds.written(use.path("input"));
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
        return json.orElseGet(() -> asJson ? AnswerText.ofJson(said) : said);
    }
}
