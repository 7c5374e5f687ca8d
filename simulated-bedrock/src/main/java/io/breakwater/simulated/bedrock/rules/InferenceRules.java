package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;

/// The bounds of `inferenceConfig`, and the number of members of the model's own answer that a request
/// can select. Sources: "InferenceConfiguration" and "Converse", Amazon Bedrock API Reference.
final class InferenceRules {

    private static final int MOST_STOPS = 2_500;
    private static final int MOST_FIELD_PATHS = 10;

    private InferenceRules() {}

    static Stream<String> problems(CheckedRequest request) {
        JsonNode inference = request.body().path("inferenceConfig");
        JsonNode max = inference.path("maxTokens");
        return Stream.of(
                        Constraints.range(max, "inferenceConfig.maxTokens", 1, Double.MAX_VALUE).stream(),
                        tooMany(max, request.maxOutputTokens()),
                        Constraints.range(inference.path("temperature"), "inferenceConfig.temperature", 0, 1).stream(),
                        Constraints.range(inference.path("topP"), "inferenceConfig.topP", 0, 1).stream(),
                        stops(inference.path("stopSequences")),
                        fieldPaths(request.body().path("additionalModelResponseFieldPaths")))
                .flatMap(problems -> problems);
    }

    private static Stream<String> tooMany(JsonNode max, long maxOutputTokens) {
        return max.asLong() > maxOutputTokens
                ? Stream.of("The maximum tokens you requested exceeds the model limit of " + maxOutputTokens
                        + ". Try again with a maximum tokens value that is lower than " + maxOutputTokens + ".")
                : Stream.empty();
    }

    private static Stream<String> stops(JsonNode stops) {
        return Stream.concat(
                Constraints.atMost(stops, "inferenceConfig.stopSequences", MOST_STOPS),
                stops.valueStream()
                        .filter(stop -> stop.asText().isEmpty())
                        .map(_ ->
                                "1 validation error detected: Value at 'inferenceConfig.stopSequences' failed to satisfy"
                                        + " constraint: Member must have length greater than or equal to 1"));
    }

    private static Stream<String> fieldPaths(JsonNode paths) {
        return Stream.concat(
                Constraints.atMost(paths, "additionalModelResponseFieldPaths", MOST_FIELD_PATHS),
                paths.valueStream()
                        .map(JsonNode::asText)
                        .filter(path -> !path.startsWith("/"))
                        .map(path -> "The value at additionalModelResponseFieldPaths is not a JSON pointer: " + path));
    }
}
