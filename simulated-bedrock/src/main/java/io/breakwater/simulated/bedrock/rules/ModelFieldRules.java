package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Members of `additionalModelRequestFields` that a family does not know. Of families that are not
/// named here nothing is known. Sources: "Messages", Claude API Reference; "Complete request
/// schema", Amazon Nova User Guide; "Meta Llama models", Amazon Bedrock User Guide.
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
    private static final Set<String> NOVA = Set.of("inferenceConfig");
    private static final Set<String> NOVA_2 = Set.of("inferenceConfig", "reasoningConfig");

    private ModelFieldRules() {}

    static Stream<String> problems(CheckedRequest request) {
        JsonNode fields = request.body().path("additionalModelRequestFields");
        return switch (request.traits().family()) {
            case CLAUDE -> strangers(fields, CLAUDE).map(name -> ERRORS + name + ": Extra inputs are not permitted");
            case NOVA ->
                strangers(fields, request.traits().reasonsAsNova() ? NOVA_2 : NOVA)
                        .map(ModelFieldRules::extraneous);
            case LLAMA -> strangers(fields, Set.of()).map(ModelFieldRules::extraneous);
            case DEEPSEEK, GPT, OTHER -> Stream.empty();
        };
    }

    private static Stream<String> strangers(JsonNode fields, Set<String> known) {
        return fields.propertyStream().map(Map.Entry::getKey).filter(name -> !known.contains(name));
    }

    private static String extraneous(String name) {
        return ERRORS + "Malformed input request: #: extraneous key [" + name
                + "] is not permitted, please reformat your input and try again.";
    }
}
