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

/// The bodies of Converse and ConverseStream.
public final class ConverseFormat implements BodyFormat {

    @Override
    public Optional<SentError> check(JsonNode request, long maxOutputTokens) {
        return ConverseRules.check(request, maxOutputTokens);
    }

    @Override
    public AskedConversation read(JsonNode request) {
        return ConverseReader.read(request);
    }

    @Override
    public JsonNode whole(Turn turn) {
        ObjectNode message = Json.object().put("role", "assistant");
        message.putArray("content").add(block(turn.answer().content()));
        ObjectNode body = Json.object();
        body.set("metrics", metrics(turn));
        body.putObject("output").set("message", message);
        body.put("stopReason", turn.answer().stopReason());
        body.set("usage", usage(turn.usage()));
        return body;
    }

    @Override
    public List<WireEvent> opening(Turn turn) {
        WireEvent start = new WireEvent("messageStart", Json.object().put("role", "assistant"));
        return switch (turn.answer().content()) {
            case Content.Text _ -> List.of(start);
            case Content.ToolUse use -> {
                ObjectNode block = atBlock();
                block.putObject("start")
                        .putObject("toolUse")
                        .put("toolUseId", use.id())
                        .put("name", use.name());
                yield List.of(start, new WireEvent("contentBlockStart", block));
            }
        };
    }

    @Override
    public WireEvent piece(Turn turn, String piece) {
        ObjectNode block = atBlock();
        ObjectNode delta = block.putObject("delta");
        switch (turn.answer().content()) {
            case Content.Text _ -> delta.put("text", piece);
            case Content.ToolUse _ -> delta.putObject("toolUse").put("input", piece);
        }
        return new WireEvent("contentBlockDelta", block);
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        ObjectNode metadata = Json.object();
        metadata.set("usage", usage(turn.usage()));
        metadata.set("metrics", metrics(turn));
        return List.of(
                new WireEvent("contentBlockStop", atBlock()),
                new WireEvent(
                        "messageStop",
                        Json.object().put("stopReason", turn.answer().stopReason())),
                new WireEvent("metadata", metadata));
    }

    private static ObjectNode block(Content content) {
        ObjectNode block = Json.object();
        switch (content) {
            case Content.Text(String text) -> block.put("text", text);
            case Content.ToolUse(String id, String name, JsonNode input) ->
                block.putObject("toolUse")
                        .put("toolUseId", id)
                        .put("name", name)
                        .set("input", input);
        }
        return block;
    }

    private static ObjectNode atBlock() {
        return Json.object().put("contentBlockIndex", 0);
    }

    private static ObjectNode metrics(Turn turn) {
        return Json.object().put("latencyMs", turn.latencyMillis());
    }

    private static ObjectNode usage(Usage usage) {
        return Json.object()
                .put("inputTokens", usage.inputTokens())
                .put("outputTokens", usage.outputTokens())
                .put("totalTokens", usage.totalTokens())
                .put("cacheReadInputTokens", usage.cacheReadTokens())
                .put("cacheWriteInputTokens", usage.cacheWriteTokens());
    }
}
