package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Content;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.quota.Usage;
import io.breakwater.simulated.bedrock.rules.ConverseValidation;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.List;
import java.util.Optional;

/// The bodies of Converse and ConverseStream.
public final class ConverseFormat implements BodyFormat {

    private static final MessagesFormat MESSAGES = MessagesFormat.invoked();

    @Override
    public Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return ConverseValidation.check(request, modelId, maxOutputTokens);
    }

    @Override
    public AskedConversation read(JsonNode request) {
        return ConverseReader.read(request);
    }

    @Override
    public JsonNode whole(Turn turn) {
        ObjectNode message = Json.object().put("role", "assistant");
        ArrayNode content = message.putArray("content");
        turn.answer().contents().forEach(block -> content.add(block(block)));
        ObjectNode body = Json.object();
        modelFields(turn).ifPresent(fields -> body.set("additionalModelResponseFields", fields));
        body.set("metrics", metrics(turn));
        body.putObject("output").set("message", message);
        body.put("stopReason", turn.answer().stopReason());
        body.set("usage", usage(turn.usage()));
        turn.trace().ifPresent(trace -> body.set("trace", trace));
        return body;
    }

    @Override
    public List<WireEvent> opening(Turn turn) {
        return List.of(new WireEvent("messageStart", Json.object().put("role", "assistant")));
    }

    /// Only a use of a tool has an event at its start.
    @Override
    public List<WireEvent> blockStart(Turn turn, int block) {
        if (!(turn.answer().contents().get(block) instanceof Content.ToolUse use)) {
            return List.of();
        }
        ObjectNode start = at(block);
        start.putObject("start").putObject("toolUse").put("toolUseId", use.id()).put("name", use.name());
        return List.of(new WireEvent("contentBlockStart", start));
    }

    @Override
    public WireEvent piece(Turn turn, Piece piece) {
        ObjectNode block = at(piece.block());
        ObjectNode delta = block.putObject("delta");
        switch (turn.answer().contents().get(piece.block())) {
            case Content.Text _ -> delta.put("text", piece.text());
            case Content.Reasoning _ -> delta.putObject("reasoningContent").put("text", piece.text());
            case Content.ToolUse _ -> delta.putObject("toolUse").put("input", piece.text());
        }
        return new WireEvent("contentBlockDelta", block);
    }

    @Override
    public List<WireEvent> blockStop(Turn turn, int block) {
        WireEvent stop = new WireEvent("contentBlockStop", at(block));
        if (!(turn.answer().contents().get(block) instanceof Content.Reasoning reasoning)) {
            return List.of(stop);
        }
        ObjectNode signed = at(block);
        signed.putObject("delta").putObject("reasoningContent").put("signature", reasoning.signature());
        return List.of(new WireEvent("contentBlockDelta", signed), stop);
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        ObjectNode stop = Json.object().put("stopReason", turn.answer().stopReason());
        modelFields(turn).ifPresent(fields -> stop.set("additionalModelResponseFields", fields));
        ObjectNode metadata = Json.object();
        metadata.set("usage", usage(turn.usage()));
        metadata.set("metrics", metrics(turn));
        turn.trace().ifPresent(trace -> metadata.set("trace", trace));
        return List.of(new WireEvent("messageStop", stop), new WireEvent("metadata", metadata));
    }

    /// The members of the model's own answer that the request selects; missing ones are left out.
    private static Optional<ObjectNode> modelFields(Turn turn) {
        List<String> paths = turn.conversation().shape().fieldPaths();
        return paths.isEmpty() ? Optional.empty() : Optional.of(PickedFields.of(MESSAGES.whole(turn), paths));
    }

    private static ObjectNode block(Content content) {
        ObjectNode block = Json.object();
        switch (content) {
            case Content.Text(String text) -> block.put("text", text);
            case Content.Reasoning(String text, String signature) ->
                block.putObject("reasoningContent")
                        .putObject("reasoningText")
                        .put("text", text)
                        .put("signature", signature);
            case Content.ToolUse use ->
                block.putObject("toolUse")
                        .put("toolUseId", use.id())
                        .put("name", use.name())
                        .set("input", use.input());
        }
        return block;
    }

    private static ObjectNode at(int block) {
        return Json.object().put("contentBlockIndex", block);
    }

    private static ObjectNode metrics(Turn turn) {
        return Json.object().put("latencyMs", turn.latencyMillis());
    }

    private static ObjectNode usage(Usage usage) {
        ObjectNode body = Json.object()
                .put("inputTokens", usage.inputTokens())
                .put("outputTokens", usage.outputTokens())
                .put("totalTokens", usage.totalTokens())
                .put("cacheReadInputTokens", usage.cacheReadTokens())
                .put("cacheWriteInputTokens", usage.cacheWriteTokens());
        cacheDetail(body, "5m", usage.minutesWriteTokens());
        cacheDetail(body, "1h", usage.hourWriteTokens());
        return body;
    }

    /// The lifetime of the written tokens (CacheDetail, Amazon Bedrock API Reference).
    private static void cacheDetail(ObjectNode usage, String ttl, long tokens) {
        if (tokens > 0) {
            usage.withArray("/cacheDetails").addObject().put("ttl", ttl).put("inputTokens", tokens);
        }
    }
}
