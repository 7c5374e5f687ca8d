package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.rules.ModelTraits.Ability;
import io.breakwater.simulated.bedrock.rules.ModelTraits.Family;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Refuses requests for features that a model lacks. Sources as for [ModelTraits]; messages as answered
/// by Bedrock.
final class AbilityRules {
    private AbilityRules() {}

    static Stream<String> problems(CheckedRequest request) {
        return Stream.of(
                        lacking(
                                request,
                                Ability.TOOLS,
                                !request.tools().isEmpty(),
                                "This model doesn't support tool use."),
                        forced(request),
                        lacking(
                                request,
                                Ability.IMAGES,
                                holds(request, "image") || holdsInResult(request, "image"),
                                "This model doesn't support the image content block that you provided."),
                        lacking(
                                request,
                                Ability.IMAGES_IN_RESULTS,
                                holdsInResult(request, "image"),
                                "This model doesn't support the image content block in a toolResult."),
                        lacking(
                                request,
                                Ability.IMAGES_IN_RESULTS,
                                holdsInResult(request, "document"),
                                "This model doesn't support the document content block in a toolResult."),
                        lacking(
                                request,
                                Ability.DOCUMENTS,
                                holds(request, "document") || holdsInResult(request, "document"),
                                "This model doesn't support documents."),
                        lacking(
                                request,
                                Ability.CACHING,
                                caches(request),
                                "You invoked an unsupported model or your"
                                        + " request did not allow prompt caching. See the documentation for more information."),
                        prefill(request),
                        signed(request),
                        sampling(request),
                        structured(request),
                        tier(request))
                .flatMap(problems -> problems);
    }

    private static Stream<String> lacking(CheckedRequest request, Ability ability, boolean needed, String message) {
        return needed && request.traits().lacks(ability) ? Stream.of(message) : Stream.empty();
    }

    private static Stream<String> forced(CheckedRequest request) {
        JsonNode choice = request.body().path("toolConfig").path("toolChoice");
        return Stream.of("any", "tool")
                .filter(choice::has)
                .filter(_ -> request.traits().lacks(Ability.FORCED_TOOL))
                .map(kind ->
                        "This model doesn't support the toolConfig.toolChoice.%s field. Remove toolConfig.toolChoice.%s and try again."
                                .formatted(kind, kind));
    }

    private static Stream<String> prefill(CheckedRequest request) {
        boolean prefilled = request.role(request.messages().size() - 1).equals("assistant") || thoughtAlone(request);
        String message = request.traits().family() == Family.CLAUDE
                ? "The model returned the following errors: This model does not support assistant message prefill. "
                        + "The conversation must end with a user message."
                : "The model that you are using requires the last turn in the conversation to be a user message. "
                        + "Add a user message to the conversation and try again.";
        return lacking(request, Ability.PREFILL, prefilled, message);
    }

    /// Newer models of Claude treat an answer of reasoning alone as one to complete, wherever it is in
    /// the conversation.
    private static boolean thoughtAlone(CheckedRequest request) {
        return IntStream.range(0, request.messages().size())
                .filter(message -> request.role(message).equals("assistant"))
                .mapToObj(request::blocks)
                .anyMatch(blocks -> blocks.stream().allMatch(block -> block.has("reasoningContent")));
    }

    /// Only Claude signs its reasoning.
    private static Stream<String> signed(CheckedRequest request) {
        boolean signed = request.blocks()
                .anyMatch(block -> block.node()
                        .path("reasoningContent")
                        .path("reasoningText")
                        .has("signature"));
        String field = "reasoningContent.reasoningText.signature";
        return signed && request.traits().family() != Family.CLAUDE
                ? Stream.of("This model doesn't support the %s field. Remove %s and try again.".formatted(field, field))
                : Stream.empty();
    }

    private static Stream<String> sampling(CheckedRequest request) {
        JsonNode inference = request.body().path("inferenceConfig");
        return Stream.concat(
                Stream.of("temperature", "topP")
                        .filter(inference::has)
                        .filter(_ -> request.traits().lacks(Ability.SAMPLING))
                        .map(name -> "This model doesn't support the " + name + " field. Remove " + name
                                + " and try again."),
                lacking(
                        request,
                        Ability.STOP_SEQUENCES,
                        !inference.path("stopSequences").isEmpty(),
                        "This model doesn't support the stopSequences field. Remove stopSequences and try again."));
    }

    private static Stream<String> structured(CheckedRequest request) {
        boolean asked = request.body().path("outputConfig").has("textFormat");
        return lacking(
                request,
                Ability.STRUCTURED_OUTPUT,
                asked,
                "This model doesn't support the outputConfig.textFormat field. Remove outputConfig.textFormat and try again.");
    }

    private static Stream<String> tier(CheckedRequest request) {
        String asked = request.body().path("serviceTier").path("type").asText("default");
        return request.traits().refusedTier(asked).stream();
    }

    private static boolean caches(CheckedRequest request) {
        return holds(request, "cachePoint")
                || request.body().path("system").valueStream().anyMatch(block -> block.has("cachePoint"))
                || request.tools().valueStream().anyMatch(tool -> tool.has("cachePoint"));
    }

    private static boolean holds(CheckedRequest request, String kind) {
        return request.blocks().anyMatch(block -> block.has(kind));
    }

    private static boolean holdsInResult(CheckedRequest request, String kind) {
        return request.blocks()
                .flatMap(
                        block -> block.node().path("toolResult").path("content").valueStream())
                .anyMatch(part -> part.has(kind));
    }
}
