package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Content;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.rules.ChatBodyRules;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// OpenAI's Chat Completions as the runtime has them. Sources: "Chat Completions", Amazon Bedrock User Guide; "Chat
/// completions", OpenAI API reference. GPT's reasoning is not part of an answer, and does not exist
/// here.
public final class ChatFormat implements BodyFormat {
    private static final String CHUNK = "chat.completion.chunk";

    /// The families that have the API on the runtime, as was measured; Nova and Llama have no OpenAI
    /// path, and Claude refuses.
    private static final Pattern SPEAKING =
            Pattern.compile("(openai\\.gpt-|moonshotai\\.|qwen\\.|deepseek\\.|zai\\.|xai\\.).*");

    public static boolean speaks(String modelId) {
        return SPEAKING.matcher(modelId).matches();
    }

    @Override
    public Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return ChatBodyRules.check(request, modelId, maxOutputTokens);
    }

    @Override
    public String tooLong(String modelId, long tokens, long most) {
        return "This model's maximum context length is " + most + " tokens. However, your messages resulted in "
                + tokens + " tokens. Please reduce the length of the messages.";
    }

    @Override
    public AskedConversation read(JsonNode request) {
        return ChatReader.read(request);
    }

    @Override
    public JsonNode whole(Turn turn) {
        ObjectNode body = head(turn, "chat.completion");
        ObjectNode choice = body.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant");
        String text = texts(turn.answer());
        message.put("content", text.isEmpty() && turn.answer().usesTool() ? null : text)
                .putNull("refusal");
        if (turn.answer().usesTool()) {
            var calls = message.putArray("tool_calls");
            turn.answer().contents().forEach(content -> {
                if (content instanceof Content.ToolUse use) {
                    calls.add(call(use, use.written()));
                }
            });
        }
        choice.putNull("logprobs").put("finish_reason", finishReason(turn.answer()));
        body.set("usage", usage(turn.usage()));
        return body;
    }

    private static String texts(ModelAnswer answer) {
        return answer.contents().stream()
                .filter(Content.Text.class::isInstance)
                .map(Content::written)
                .collect(Collectors.joining());
    }

    @Override
    public List<WireEvent> opening(Turn turn) {
        return List.of(chunk(turn, Json.object().put("role", "assistant").put("content", ""), null));
    }

    @Override
    public List<WireEvent> blockStart(Turn turn, int block) {
        return turn.answer().contents().get(block) instanceof Content.ToolUse use
                ? List.of(calling(turn, block, call(use, "")))
                : List.of();
    }

    @Override
    public WireEvent piece(Turn turn, Piece piece) {
        ObjectNode delta = Json.object();
        if (turn.answer().contents().get(piece.block()) instanceof Content.ToolUse) {
            ObjectNode call = Json.object();
            call.putObject("function").put("arguments", piece.text());
            return calling(turn, piece.block(), call);
        }
        return chunk(turn, delta.put("content", piece.text()), null);
    }

    private static WireEvent calling(Turn turn, int block, ObjectNode call) {
        int index = (int) turn.answer().contents().subList(0, block).stream()
                .filter(Content.ToolUse.class::isInstance)
                .count();
        ObjectNode delta = Json.object();
        ObjectNode numbered = delta.putArray("tool_calls").addObject().put("index", index);
        numbered.setAll(call);
        return chunk(turn, delta, null);
    }

    @Override
    public List<WireEvent> blockStop(Turn turn, int block) {
        return List.of();
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        List<WireEvent> closing = new ArrayList<>();
        closing.add(chunk(turn, Json.object(), finishReason(turn.answer())));
        if (ChatReader.includesUsage(turn.conversation())) {
            ObjectNode last = head(turn, CHUNK);
            last.putArray("choices");
            last.set("usage", usage(turn.usage()));
            closing.add(new WireEvent(CHUNK, last));
        }
        closing.add(new WireEvent("done", Json.node("[DONE]")));
        return closing;
    }

    private static WireEvent chunk(Turn turn, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode chunk = head(turn, CHUNK);
        ObjectNode choice = chunk.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (ChatReader.includesUsage(turn.conversation())) {
            chunk.putNull("usage");
        }
        return new WireEvent(CHUNK, chunk);
    }

    private static ObjectNode head(Turn turn, String object) {
        return Json.object()
                .put("id", "chatcmpl-" + turn.requestId())
                .put("object", object)
                .put("created", 1_764_000_000L)
                .put("model", turn.modelId().substring(turn.modelId().indexOf('.') + 1))
                .put("service_tier", "default");
    }

    private static ObjectNode call(Content.ToolUse use, String arguments) {
        ObjectNode call = Json.object().put("id", use.id()).put("type", "function");
        call.putObject("function").put("name", use.name()).put("arguments", arguments);
        return call;
    }

    private static String finishReason(ModelAnswer answer) {
        return switch (answer.stopReason()) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "content_filtered", "guardrail_intervened" -> "content_filter";
            default -> "stop";
        };
    }

    private static ObjectNode usage(Usage usage) {
        ObjectNode body = Json.object()
                .put("prompt_tokens", usage.promptTokens())
                .put("completion_tokens", usage.outputTokens())
                .put("total_tokens", usage.totalTokens());
        body.putObject("prompt_tokens_details")
                .put("cached_tokens", usage.cacheReadTokens())
                .put("cache_write_tokens", usage.cacheWriteTokens());
        body.putObject("completion_tokens_details").put("reasoning_tokens", 0);
        return body;
    }
}
