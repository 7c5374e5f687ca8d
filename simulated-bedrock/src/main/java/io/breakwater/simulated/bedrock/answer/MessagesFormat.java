package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Content;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.List;
import java.util.Optional;

/// The Anthropic Messages bodies that InvokeModel carries for Claude; each streamed event is wrapped in a chunk.
public final class MessagesFormat implements BodyFormat {

    @Override
    public Optional<SentError> check(JsonNode request, long maxOutputTokens) {
        return MessagesRules.check(request, maxOutputTokens);
    }

    @Override
    public AskedConversation read(JsonNode request) {
        return MessagesReader.read(request);
    }

    @Override
    public JsonNode whole(Turn turn) {
        ModelAnswer answer = turn.answer();
        ObjectNode message = message(turn, answer.outputTokens());
        message.putArray("content").add(block(answer.content(), true));
        message.put("stop_reason", answer.stopReason()).put("stop_sequence", answer.stopSequence());
        return message;
    }

    @Override
    public List<WireEvent> opening(Turn turn) {
        ObjectNode message = message(turn, 1);
        message.putArray("content");
        message.putNull("stop_reason").putNull("stop_sequence");
        ObjectNode start = typed("message_start");
        start.set("message", message);
        ObjectNode block = typed("content_block_start").put("index", 0);
        block.set("content_block", block(turn.answer().content(), false));
        return List.of(Chunks.of(start), Chunks.of(block));
    }

    @Override
    public WireEvent piece(Turn turn, String piece) {
        ObjectNode delta = switch (turn.answer().content()) {
            case Content.Text _ -> typed("text_delta").put("text", piece);
            case Content.ToolUse _ -> typed("input_json_delta").put("partial_json", piece);
        };
        ObjectNode event = typed("content_block_delta").put("index", 0);
        event.set("delta", delta);
        return Chunks.of(event);
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        ModelAnswer answer = turn.answer();
        ObjectNode delta = typed("message_delta");
        delta.putObject("delta").put("stop_reason", answer.stopReason()).put("stop_sequence", answer.stopSequence());
        delta.putObject("usage").put("output_tokens", answer.outputTokens());
        ObjectNode stop = typed("message_stop");
        stop.set("amazon-bedrock-invocationMetrics", Chunks.metrics(turn));
        return List.of(Chunks.of(typed("content_block_stop").put("index", 0)), Chunks.of(delta), Chunks.of(stop));
    }

    private static ObjectNode message(Turn turn, long outputTokens) {
        ObjectNode message = Json.object()
                .put("model", turn.modelId())
                .put("id", "msg_bdrk_" + turn.requestId().replace("-", ""))
                .put("type", "message")
                .put("role", "assistant");
        message.set("usage", usage(turn.usage(), outputTokens));
        return message;
    }

    private static ObjectNode usage(Usage usage, long outputTokens) {
        return Json.object()
                .put("input_tokens", usage.inputTokens())
                .put("cache_creation_input_tokens", usage.cacheWriteTokens())
                .put("cache_read_input_tokens", usage.cacheReadTokens())
                .put("output_tokens", outputTokens);
    }

    private static ObjectNode block(Content content, boolean filled) {
        return switch (content) {
            case Content.Text(String text) -> typed("text").put("text", filled ? text : "");
            case Content.ToolUse(String id, String name, JsonNode input) -> {
                ObjectNode block = typed("tool_use").put("id", id).put("name", name);
                block.set("input", filled ? input : Json.object());
                yield block;
            }
        };
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }
}
