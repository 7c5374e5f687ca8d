package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The InvokeModel bodies of other models: Converse-shaped as for Amazon Nova, or a bare `prompt` or `inputText`.
///
/// Answers have the shape of a Converse answer; streamed events are Converse events wrapped in chunks.
public final class GenericFormat implements BodyFormat {

    private final ConverseFormat converse = new ConverseFormat();

    @Override
    public Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return converse.check(asConverse(request), modelId, maxOutputTokens);
    }

    @Override
    public AskedConversation read(JsonNode request) {
        return converse.read(asConverse(request));
    }

    @Override
    public JsonNode whole(Turn turn) {
        return converse.whole(turn);
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
        return wrapped(converse.piece(turn, piece));
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        return wrapped(converse.closing(turn));
    }

    private static List<WireEvent> wrapped(List<WireEvent> events) {
        return events.stream().map(GenericFormat::wrapped).toList();
    }

    private static WireEvent wrapped(WireEvent event) {
        ObjectNode own = Json.object();
        own.set(event.type(), event.payload());
        return Chunks.of(own);
    }

    private static JsonNode asConverse(JsonNode request) {
        return Stream.of("prompt", "inputText")
                .map(request::path)
                .filter(JsonNode::isTextual)
                .findFirst()
                .<JsonNode>map(prompt -> fromPrompt(prompt, request))
                .orElse(request);
    }

    private static ObjectNode fromPrompt(JsonNode prompt, JsonNode request) {
        ObjectNode converse = Json.object();
        ObjectNode message = converse.putArray("messages").addObject().put("role", "user");
        message.putArray("content").addObject().set("text", prompt);
        Stream.of("max_tokens", "max_gen_len", "maxTokenCount")
                .map(request::path)
                .filter(JsonNode::isNumber)
                .findFirst()
                .ifPresent(max -> converse.putObject("inferenceConfig").set("maxTokens", max));
        return converse;
    }
}
