package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.rules.FamilyBodyRules;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.List;
import java.util.Optional;

/// Amazon Nova's bodies of InvokeModel: messages and answers as Converse has them, streamed as Converse's events in
/// chunks. Source: "Complete request schema", Amazon Nova User Guide.
public final class NovaFormat implements BodyFormat {

    private final ConverseFormat converse = new ConverseFormat();

    @Override
    public Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return FamilyBodyRules.ofNova(request)
                .or(() -> converse.check(FamilyBodyRules.asConverse(request), modelId, maxOutputTokens));
    }

    @Override
    public AskedConversation read(JsonNode request) {
        return converse.read(FamilyBodyRules.asConverse(request));
    }

    @Override
    public JsonNode whole(Turn turn) {
        ObjectNode converses = (ObjectNode) converse.whole(turn);
        ObjectNode own = Json.object();
        own.set("output", converses.path("output"));
        own.set("stopReason", converses.path("stopReason"));
        own.set("usage", usage(turn));
        return own;
    }

    private static ObjectNode usage(Turn turn) {
        return Json.object()
                .put("inputTokens", turn.usage().inputTokens())
                .put("outputTokens", turn.usage().outputTokens())
                .put("totalTokens", turn.usage().totalTokens())
                .put("cacheReadInputTokenCount", turn.usage().cacheReadTokens())
                .put("cacheWriteInputTokenCount", turn.usage().cacheWriteTokens());
    }

    @Override
    public List<WireEvent> opening(Turn turn) {
        return wrapped(converse.opening(turn));
    }

    @Override
    public List<WireEvent> blockStart(Turn turn, int block) {
        return wrapped(converse.blockStart(turn, block));
    }

    @Override
    public List<WireEvent> blockStop(Turn turn, int block) {
        return wrapped(converse.blockStop(turn, block));
    }

    @Override
    public WireEvent piece(Turn turn, Piece piece) {
        return Chunks.of(own(converse.piece(turn, piece)));
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        ObjectNode stop = Json.object();
        stop.putObject("messageStop").put("stopReason", turn.answer().stopReason());
        ObjectNode last = Json.object();
        ObjectNode metadata = last.putObject("metadata");
        metadata.set("usage", usage(turn));
        metadata.putObject("metrics");
        metadata.putObject("trace");
        last.set("amazon-bedrock-invocationMetrics", Chunks.metrics(turn));
        return List.of(Chunks.of(stop), Chunks.of(last));
    }

    private static List<WireEvent> wrapped(List<WireEvent> events) {
        return events.stream().map(NovaFormat::own).map(Chunks::of).toList();
    }

    private static ObjectNode own(WireEvent event) {
        ObjectNode own = Json.object();
        own.set(event.type(), event.payload());
        return own;
    }
}
