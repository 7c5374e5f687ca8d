package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What embedding models refuse in the body of InvokeModel, in the words of its validation. Sources: "Amazon
/// Titan Embeddings models" and "Cohere Embed models", Amazon Bedrock User Guide; "Complete embeddings
/// request schema", Amazon Nova User Guide.
public final class EmbeddingRules {

    private static final Set<Integer> TITAN_SIZES = Set.of(256, 512, 1_024);
    private static final Set<Integer> COHERE_SIZES = Set.of(256, 512, 1_024, 1_536);
    private static final Set<Integer> NOVA_SIZES = Set.of(256, 384, 1_024, 3_072);
    private static final Set<String> COHERE_PURPOSES =
            Set.of("search_document", "search_query", "classification", "clustering", "image");
    private static final Set<String> COHERE_TYPES = Set.of("float", "int8", "uint8", "binary", "ubinary");
    private static final Set<String> COHERE_CUTS = Set.of("NONE", "START", "END", "LEFT", "RIGHT");
    private static final Set<String> NOVA_CUTS = Set.of("NONE", "START", "END");
    private static final int MOST_COHERE_TEXTS = 96;
    private static final int LONGEST_COHERE_TEXT = 2_048;

    private EmbeddingRules() {}

    public static Optional<SentError> check(JsonNode request, String modelId) {
        return problems(request, modelId)
                .findFirst()
                .map(problem -> SentError.validation(
                        "Malformed input request: " + problem + ", please reformat your input and try again."));
    }

    private static Stream<String> problems(JsonNode request, String modelId) {
        if (modelId.startsWith("cohere.")) {
            return modelId.contains("-v3") ? cohere3(request) : cohere(request);
        }
        return modelId.startsWith("amazon.nova") ? nova(request) : titan(request);
    }

    private static Stream<String> titan(JsonNode request) {
        return Stream.of(
                        strangers(request, Set.of("inputText", "dimensions", "normalize", "embeddingTypes")),
                        required(request, "inputText"),
                        text(request.path("inputText")),
                        size(request.path("dimensions"), "#/dimensions", TITAN_SIZES))
                .flatMap(problems -> problems);
    }

    private static Stream<String> cohere3(JsonNode request) {
        return Stream.of(
                        strangers(request, Set.of("texts", "images", "input_type", "embedding_types", "truncate")),
                        cohereTexts(request),
                        request.path("texts")
                                .valueStream()
                                .map(text -> text.asText().length())
                                .filter(chars -> chars > LONGEST_COHERE_TEXT)
                                .map(chars -> "expected maxLength: " + LONGEST_COHERE_TEXT + ", actual: " + chars))
                .flatMap(problems -> problems);
    }

    private static Stream<String> cohere(JsonNode request) {
        Set<String> known = Set.of(
                "texts",
                "images",
                "inputs",
                "input_type",
                "embedding_types",
                "truncate",
                "output_dimension",
                "max_tokens");
        return Stream.of(
                        strangers(request, known),
                        cohereTexts(request),
                        size(request.path("output_dimension"), "#/output_dimension", COHERE_SIZES))
                .flatMap(problems -> problems);
    }

    private static Stream<String> cohereTexts(JsonNode request) {
        JsonNode texts = request.path("texts");
        return Stream.of(
                        required(request, "texts"),
                        required(request, "input_type"),
                        texts.isEmpty()
                                ? Stream.of("#/texts: expected minimum item count: 1, found: 0")
                                : Stream.<String>empty(),
                        texts.size() > MOST_COHERE_TEXTS
                                ? Stream.of("#/texts: expected maximum item count: " + MOST_COHERE_TEXTS + ", found: "
                                        + texts.size())
                                : Stream.<String>empty(),
                        texts.valueStream().flatMap(EmbeddingRules::text),
                        oneOf(request.path("input_type"), "#/input_type", COHERE_PURPOSES),
                        oneOf(request.path("truncate"), "#/truncate", COHERE_CUTS),
                        IntStream.range(0, request.path("embedding_types").size())
                                .boxed()
                                .flatMap(i -> oneOf(
                                        request.path("embedding_types").get(i),
                                        "#/embedding_types/" + i,
                                        COHERE_TYPES)))
                .flatMap(problems -> problems);
    }

    private static Stream<String> nova(JsonNode request) {
        JsonNode parameters = request.path("singleEmbeddingParams");
        JsonNode text = parameters.path("text");
        return Stream.of(
                        strangers(request, Set.of("schemaVersion", "taskType", "singleEmbeddingParams")),
                        oneOf(request.path("taskType"), "#/taskType", Set.of("SINGLE_EMBEDDING")),
                        required(request, "singleEmbeddingParams"),
                        text.has("value")
                                ? text(text.path("value"))
                                : Stream.of("#/singleEmbeddingParams: required key [text]" + " not found"),
                        oneOf(text.path("truncationMode"), "#/singleEmbeddingParams/text/truncationMode", NOVA_CUTS),
                        size(
                                parameters.path("embeddingDimension"),
                                "#/singleEmbeddingParams/embeddingDimension",
                                NOVA_SIZES))
                .flatMap(problems -> problems);
    }

    private static Stream<String> strangers(JsonNode request, Set<String> known) {
        return request.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .map(name -> "#: extraneous key [" + name + "] is not permitted");
    }

    private static Stream<String> required(JsonNode request, String name) {
        return request.has(name) ? Stream.empty() : Stream.of("#: required key [" + name + "] not found");
    }

    private static Stream<String> text(JsonNode text) {
        if (!text.isMissingNode() && !text.isTextual()) {
            return Stream.of("expected type: String, found: " + text.getNodeType());
        }
        return text.asText().isEmpty() ? Stream.of("expected minLength: 1, actual: 0") : Stream.empty();
    }

    private static Stream<String> size(JsonNode size, String at, Set<Integer> sizes) {
        Set<String> known = sizes.stream().map(String::valueOf).collect(Collectors.toSet());
        return oneOf(size, at, known);
    }

    private static Stream<String> oneOf(JsonNode value, String at, Set<String> known) {
        return value.isMissingNode() || known.contains(value.asText())
                ? Stream.empty()
                : Stream.of(at + ": " + value.asText() + " is not a valid enum value");
    }
}
