package io.breakwater.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/// Checks the body of a Converse request: the frame around the content strictly, the content blocks as little as
/// possible, so
/// that new kinds of block pass.
final class ConverseRequest {
    private static final long MOST_TOKENS = 10_000_000;
    private static final long MOST_RESPONSE_PATHS = 10;

    /// Set by the gateway alone: they choose prices, guardrails and what is written into logs, or name resources.
    private static final List<String> SERVER_ONLY = List.of(
            "guardrailConfig", "requestMetadata", "serviceTier", "performanceConfig", "promptVariables", "modelId");

    private static final Set<String> KNOWN = Set.of(
            "messages",
            "system",
            "inferenceConfig",
            "toolConfig",
            "additionalModelRequestFields",
            "additionalModelResponseFieldPaths",
            "outputConfig");

    private static final Set<String> INFERENCE = Set.of("maxTokens", "temperature", "topP", "stopSequences");
    private static final Set<String> ROLES = Set.of("user", "assistant");

    private final JsonField body;

    ConverseRequest(JsonField body) {
        this.body = body;
    }

    void check() {
        for (String member : SERVER_ONLY) {
            if (body.at(member).present()) {
                body.at(member).refuse("is set by the gateway; leave it out");
            }
        }
        body.only(KNOWN);
        body.at("messages").requiredItems().forEach(ConverseRequest::checkMessage);
        body.at("system").items().forEach(JsonField::isRequiredObject);
        checkInference(body.at("inferenceConfig"));
        checkTools(body.at("toolConfig"));
        body.at("outputConfig").isObject();
        AdditionalFields.check(body.at("additionalModelRequestFields"));
        checkResponsePaths(body.at("additionalModelResponseFieldPaths"));
    }

    /// Takes the client's own bound out of the body.
    OptionalLong takeMaxTokens() {
        OptionalLong maxTokens = body.at("inferenceConfig").at("maxTokens").whole(1, MOST_TOKENS);
        if (body.at("inferenceConfig").node() instanceof ObjectNode inference) {
            inference.remove("maxTokens");
            if (inference.isEmpty()) {
                ((ObjectNode) body.node()).remove("inferenceConfig");
            }
        }
        return maxTokens;
    }

    private static void checkMessage(JsonField message) {
        if (!message.isRequiredObject()) {
            return;
        }
        if (!ROLES.contains(message.at("role").requiredText())) {
            message.at("role").refuse("must be user or assistant");
        }
        message.at("content").requiredItems().forEach(ForeignSources::check);
    }

    private static void checkInference(JsonField inference) {
        if (!inference.isObject()) {
            return;
        }
        inference.only(INFERENCE);
        inference.at("temperature").number(0, 1);
        inference.at("topP").number(0, 1);
        inference.at("stopSequences").items().forEach(JsonField::requiredFilledText);
    }

    private static void checkTools(JsonField tools) {
        if (tools.isObject()) {
            tools.at("tools").requiredItems().forEach(JsonField::isRequiredObject);
            tools.at("toolChoice").isObject();
        }
    }

    private static void checkResponsePaths(JsonField paths) {
        paths.items().forEach(JsonField::requiredFilledText);
        if (paths.items().size() > MOST_RESPONSE_PATHS) {
            paths.refuse("must have at most %d paths, got %d"
                    .formatted(MOST_RESPONSE_PATHS, paths.items().size()));
        }
    }
}
