package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.ModelId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The formats of the embedding models, all used by InvokeModel. Sources: "Amazon Titan Embeddings
/// models" and "Cohere Embed models", Amazon Bedrock User Guide; "Complete embeddings request schema",
/// Amazon Nova User Guide.
public enum EmbeddingModel {
    TITAN_V2("amazon.titan-embed-text-v2", 1, Set.of(256, 512, 1_024)),
    COHERE_V3("cohere.embed-", 96, Set.of(1_024)),
    COHERE_V4("cohere.embed-v4", 96, Set.of(256, 512, 1_024, 1_536)),
    NOVA("amazon.nova-2-multimodal-embeddings", 1, Set.of(256, 384, 1_024, 3_072));

    /// Members for input other than text: such input has prices that the catalogue does not know, and
    /// files elsewhere would be read with the gateway's rights.
    private static final List<String> MEDIA =
            List.of("images", "image", "image_url", "audio", "video", "source", "s3Location");

    private final String start;
    private final int batch;

    @SuppressWarnings("ImmutableEnumChecker") // a set from Set.of does not change
    private final Set<Integer> dimensions;

    EmbeddingModel(String start, int batch, Set<Integer> dimensions) {
        this.start = start;
        this.batch = batch;
        this.dimensions = dimensions;
    }

    /// The format of a model; empty for one that answers in words.
    public static Optional<EmbeddingModel> of(ModelId model) {
        return Stream.of(COHERE_V4, TITAN_V2, COHERE_V3, NOVA)
                .filter(each -> model.value().startsWith(each.start))
                .findFirst();
    }

    /// How many texts one call takes.
    public int batch() {
        return batch;
    }

    public boolean has(int dimension) {
        return dimensions.contains(dimension);
    }

    /// The dimensions that it offers, as text.
    public String sizes() {
        return String.join(
                ", ", new TreeSet<>(dimensions).stream().map(String::valueOf).toList());
    }

    /// Whether a body is in this format, and so not a chat.
    boolean speaks(ObjectNode own) {
        return switch (this) {
            case TITAN_V2 -> own.has("inputText");
            case COHERE_V3, COHERE_V4 -> own.has("texts") || own.has("images") || own.has("inputs");
            case NOVA -> own.has("singleEmbeddingParams");
        };
    }

    /// The member that holds input other than text, in the format of any family.
    static Optional<String> media(ObjectNode own) {
        return MEDIA.stream().filter(member -> own.findValue(member) != null).findFirst();
    }

    /// The longest vector that it makes, which is also its default.
    public int longest() {
        return new TreeSet<>(dimensions).last();
    }

    /// What the vectors are for, in Cohere's words; our addition to OpenAI's API.
    public enum Purpose {
        SEARCH_DOCUMENT("search_document", "GENERIC_INDEX"),
        SEARCH_QUERY("search_query", "TEXT_RETRIEVAL"),
        CLASSIFICATION("classification", "CLASSIFICATION"),
        CLUSTERING("clustering", "CLUSTERING");

        private final String coheres;
        private final String novas;

        Purpose(String coheres, String novas) {
            this.coheres = coheres;
            this.novas = novas;
        }

        public static Optional<Purpose> of(String label) {
            return Stream.of(values())
                    .filter(each -> each.coheres.equals(label))
                    .findFirst();
        }
    }

    /// The body of one call, of at most a batch of texts.
    ObjectNode json(List<String> texts, OptionalInt dimension, Purpose purpose) {
        return switch (this) {
            case TITAN_V2 -> titan(texts.getFirst(), dimension);
            case COHERE_V3 -> cohere(texts, purpose);
            case COHERE_V4 -> sized(cohere(texts, purpose), "output_dimension", dimension);
            case NOVA -> nova(texts.getFirst(), dimension, purpose);
        };
    }

    private static ObjectNode titan(String text, OptionalInt dimension) {
        return sized(object().put("inputText", text), "dimensions", dimension).put("normalize", true);
    }

    private static ObjectNode cohere(List<String> texts, Purpose purpose) {
        ObjectNode body = object();
        ArrayNode list = body.putArray("texts");
        texts.forEach(list::add);
        body.put("input_type", purpose.coheres).put("truncate", "NONE");
        body.putArray("embedding_types").add("float");
        return body;
    }

    private static ObjectNode nova(String text, OptionalInt dimension, Purpose purpose) {
        ObjectNode body = object().put("taskType", "SINGLE_EMBEDDING");
        ObjectNode single = body.putObject("singleEmbeddingParams").put("embeddingPurpose", purpose.novas);
        sized(single, "embeddingDimension", dimension)
                .putObject("text")
                .put("truncationMode", "NONE")
                .put("value", text);
        return body;
    }

    private static ObjectNode sized(ObjectNode body, String member, OptionalInt dimension) {
        dimension.ifPresent(size -> body.put(member, size));
        return body;
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /// The vectors of an answer, in the order of the texts.
    List<JsonNode> vectors(ObjectNode answer) {
        JsonNode embeddings = answer.path("embeddings");
        return switch (this) {
            case TITAN_V2 -> List.of(answer.path("embedding"));
            case COHERE_V3, COHERE_V4 ->
                (embeddings.isObject() ? embeddings.path("float") : embeddings)
                        .valueStream()
                        .toList();
            case NOVA ->
                embeddings.valueStream().map(each -> each.path("embedding")).toList();
        };
    }
}
