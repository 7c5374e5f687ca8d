package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Members of `additionalModelRequestFields` that a family does not know. Those of families not named
/// here are unknown. Sources: "Messages", Claude API Reference; "Complete request schema", Amazon Nova
/// User Guide; "Meta Llama models", Amazon Bedrock User Guide.
final class ModelFieldRules {

    private static final String ERRORS = "The model returned the following errors: ";
    /// Members of Claude's own body beside those that Converse has members for.
    static final Set<String> CLAUDE = Set.of(
            "anthropic_beta",
            "anthropic_version",
            "cache_control",
            "container",
            "context_management",
            "mcp_servers",
            "metadata",
            "output_config",
            "output_format",
            "service_tier",
            "speed",
            "thinking",
            "tool_choice",
            "tools",
            "top_k");
    private static final Set<String> NOVA_EFFORTS = Set.of("low", "medium", "high");
    private static final Set<String> NOVA = Set.of("inferenceConfig");
    private static final Set<String> NOVA_2 = Set.of("inferenceConfig", "reasoningConfig");

    private ModelFieldRules() {}

    static Stream<String> problems(CheckedRequest request) {
        JsonNode fields = request.body().path("additionalModelRequestFields");
        return switch (request.traits().family()) {
            case CLAUDE -> strangers(fields, CLAUDE).map(name -> ERRORS + name + ": Extra inputs are not permitted");
            case NOVA ->
                Stream.concat(
                        strangers(fields, request.traits().reasonsAsNova() ? NOVA_2 : NOVA)
                                .map(ModelFieldRules::extraneous),
                        reasoning(fields.path("reasoningConfig")));
            case LLAMA -> strangers(fields, Set.of()).map(ModelFieldRules::extraneous);
            case DEEPSEEK, GPT, OTHER -> Stream.empty();
        };
    }

    private static Stream<String> strangers(JsonNode fields, Set<String> known) {
        return fields.propertyStream().map(Map.Entry::getKey).filter(name -> !known.contains(name));
    }

    /// Source: "Extended thinking", Amazon Nova 2 User Guide.
    private static Stream<String> reasoning(JsonNode config) {
        return Stream.concat(
                valued(config, "type", Set.of("enabled", "disabled")),
                valued(config, "maxReasoningEffort", NOVA_EFFORTS));
    }

    private static Stream<String> valued(JsonNode config, String name, Set<String> known) {
        JsonNode value = config.path(name);
        return value.isMissingNode() || known.contains(value.asText())
                ? Stream.empty()
                : Stream.of(ERRORS + "Malformed input request: #/reasoningConfig/" + name + ": " + value.asText()
                        + " is not a valid enum value, please reformat your input and try again.");
    }

    private static String extraneous(String name) {
        return ERRORS + "Malformed input request: #: extraneous key [" + name
                + "] is not permitted, please reformat your input and try again.";
    }
}
