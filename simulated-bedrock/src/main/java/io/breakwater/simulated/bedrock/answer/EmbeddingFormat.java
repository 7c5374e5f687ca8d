package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The InvokeModel bodies of embedding models: `inputText` as for Amazon Titan, `texts` as for Cohere.
///
/// A vector has length 1 and depends on its text alone; near texts do not get near vectors.
public final class EmbeddingFormat implements BodyFormat {

    private static final int DEFAULT_DIMENSIONS = 1_024;
    private static final int MOST_DIMENSIONS = 4_096;

    /// Whether a model embeds instead of answering.
    public static boolean speaks(String modelId) {
        return modelId.contains("embed");
    }

    @Override
    public Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        boolean usable = texts(request).findAny().isPresent()
                && texts(request).noneMatch(text -> text.asText().isBlank());
        int dimensions = dimensions(request);
        boolean sized = dimensions >= 1 && dimensions <= MOST_DIMENSIONS;
        return usable && sized
                ? Optional.empty()
                : Optional.of(SentError.validation("Malformed input request: give inputText or texts without blank"
                        + " entries, and dimensions from 1 to " + MOST_DIMENSIONS + "."));
    }

    @Override
    public String tooLong(String modelId, long tokens, long most) {
        return "400 Bad Request: Too many input tokens. Max input tokens: " + most + ", request input token count: "
                + tokens;
    }

    @Override
    public AskedConversation read(JsonNode request) {
        int dimensions = dimensions(request);
        List<Part> parts = texts(request)
                .<Part>map(text -> new Part.Material(
                        Json.object().put("text", text.asText()).put("dimensions", dimensions),
                        TokenCount.ofText(text.asText())))
                .toList();
        return new AskedConversation(parts, "", AskedTools.NONE, AskedShape.ofTokens(0), Map.of());
    }

    @Override
    public JsonNode whole(Turn turn) {
        List<ArrayNode> vectors = turn.conversation().parts().stream()
                .filter(Part.Material.class::isInstance)
                .map(part -> vector(((Part.Material) part).node()))
                .toList();
        return turn.modelId().startsWith("cohere.") ? cohere(turn, vectors) : titan(turn, vectors.getFirst());
    }

    @Override
    public List<WireEvent> opening(Turn turn) {
        return List.of();
    }

    @Override
    public List<WireEvent> blockStart(Turn turn, int block) {
        return List.of();
    }

    @Override
    public List<WireEvent> blockStop(Turn turn, int block) {
        return List.of();
    }

    @Override
    public WireEvent piece(Turn turn, Piece piece) {
        return Chunks.of(Json.object());
    }

    @Override
    public List<WireEvent> closing(Turn turn) {
        return List.of(Chunks.of(whole(turn)));
    }

    private static Stream<JsonNode> texts(JsonNode request) {
        JsonNode single = request.path("inputText");
        return single.isTextual() ? Stream.of(single) : request.path("texts").valueStream();
    }

    private static int dimensions(JsonNode request) {
        return request.path("dimensions").asInt(request.path("output_dimension").asInt(DEFAULT_DIMENSIONS));
    }

    private static ArrayNode vector(JsonNode part) {
        SplittableRandom random =
                new SplittableRandom(part.path("text").asText().hashCode());
        double[] values = random.doubles(part.path("dimensions").asInt(), -1, 1).toArray();
        double squares = 0;
        for (double value : values) {
            squares += value * value;
        }
        ArrayNode vector = Json.array();
        for (double value : values) {
            vector.add((float) (value / Math.sqrt(squares)));
        }
        return vector;
    }

    private static ObjectNode titan(Turn turn, ArrayNode vector) {
        ObjectNode body = Json.object();
        body.set("embedding", vector);
        return body.put("inputTextTokenCount", turn.usage().inputTokens());
    }

    private static ObjectNode cohere(Turn turn, List<ArrayNode> vectors) {
        ObjectNode body = Json.object().put("id", turn.requestId()).put("response_type", "embeddings_floats");
        body.putArray("embeddings").addAll(vectors);
        return body;
    }
}
