package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ModelAnswer.Piece;
import io.breakwater.simulated.bedrock.rules.EmbeddingRules;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.WireEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/// The InvokeModel bodies of embedding models: `inputText` as for Amazon Titan, `texts` as for Cohere,
/// `singleEmbeddingParams` as for Amazon Nova.
///
/// A vector has length 1 and depends on its text alone; similar texts do not have similar vectors.
public final class EmbeddingFormat implements BodyFormat {

    private static final int DEFAULT_DIMENSIONS = 1_024;

    /// Whether a model embeds instead of answering.
    public static boolean speaks(String modelId) {
        return modelId.contains("embed");
    }

    @Override
    public Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return EmbeddingRules.check(request, modelId);
    }

    @Override
    public String tooLong(String modelId, long tokens, long most) {
        return "400 Bad Request: Too many input tokens. Max input tokens: " + most + ", request input token count: "
                + tokens;
    }

    /// Each text has the whole window.
    @Override
    public long contextTokens(AskedConversation conversation) {
        return conversation.parts().stream()
                .filter(Part.Material.class::isInstance)
                .mapToLong(part -> ((Part.Material) part).tokens())
                .max()
                .orElse(1);
    }

    @Override
    public AskedConversation read(JsonNode request) {
        int dimensions = dimensions(request);
        List<Part> parts = texts(request)
                .<Part>map(text -> new Part.Material(part(request, text, dimensions), TokenCount.ofText(text.asText())))
                .toList();
        return new AskedConversation(parts, "", "", AskedTools.NONE, AskedShape.ofTokens(0), Map.of());
    }

    @Override
    public JsonNode whole(Turn turn) {
        List<ArrayNode> vectors = turn.conversation().parts().stream()
                .filter(Part.Material.class::isInstance)
                .map(part -> vector(((Part.Material) part).node()))
                .toList();
        if (turn.modelId().startsWith("cohere.")) {
            return cohere(turn, vectors);
        }
        return turn.modelId().startsWith("amazon.nova") ? nova(vectors.getFirst()) : titan(turn, vectors.getFirst());
    }

    private static ObjectNode part(JsonNode request, JsonNode text, int dimensions) {
        ObjectNode part = Json.object().put("text", text.asText()).put("dimensions", dimensions);
        part.set("types", request.path("embedding_types").isArray() ? request.path("embedding_types") : Json.array());
        return part;
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
        return Stream.of(
                        request.path("inputText"),
                        request.path("singleEmbeddingParams").path("text").path("value"))
                .filter(JsonNode::isTextual)
                .findFirst()
                .map(Stream::of)
                .orElseGet(() -> request.path("texts").valueStream());
    }

    private static int dimensions(JsonNode request) {
        return Stream.of(
                        request.path("dimensions"),
                        request.path("output_dimension"),
                        request.path("singleEmbeddingParams").path("embeddingDimension"))
                .filter(JsonNode::isNumber)
                .mapToInt(JsonNode::intValue)
                .findFirst()
                .orElse(DEFAULT_DIMENSIONS);
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

    private static ObjectNode nova(ArrayNode vector) {
        ObjectNode body = Json.object();
        body.putArray("embeddings").addObject().put("embeddingType", "TEXT").set("embedding", vector);
        return body;
    }

    /// If the request names types, the vectors are grouped by type.
    private static ObjectNode cohere(Turn turn, List<ArrayNode> vectors) {
        JsonNode types =
                ((Part.Material) turn.conversation().parts().getFirst()).node().path("types");
        ObjectNode body = Json.object().put("id", turn.requestId());
        if (types.isEmpty()) {
            body.put("response_type", "embeddings_floats")
                    .putArray("embeddings")
                    .addAll(vectors);
            return body;
        }
        ObjectNode byType = body.put("response_type", "embeddings_by_type").putObject("embeddings");
        for (JsonNode type : types) {
            boolean whole = !type.asText().equals("float");
            byType.putArray(type.asText())
                    .addAll(whole ? vectors.stream().map(EmbeddingFormat::bytes).toList() : vectors);
        }
        return body;
    }

    /// A vector of small whole numbers that are not negative, so that it is valid for every integer
    /// type.
    private static ArrayNode bytes(ArrayNode vector) {
        ArrayNode bytes = Json.array();
        vector.forEach(value -> bytes.add(Math.round(Math.abs(value.floatValue()) * Byte.MAX_VALUE)));
        return bytes;
    }
}
