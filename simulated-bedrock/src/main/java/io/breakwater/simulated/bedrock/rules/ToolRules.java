package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The form of tools, and the choice among them. Sources: "ToolConfiguration" and "ToolSpecification",
/// Amazon Bedrock API Reference; messages as Bedrock has answered them.
final class ToolRules {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");
    private static final List<String> ALTERNATIVES = List.of("oneOf", "allOf", "anyOf");

    private ToolRules() {}

    static Stream<String> problems(CheckedRequest request) {
        JsonNode tools = request.tools();
        return Stream.of(configuration(request), indices(tools).flatMap(i -> tool(tools.get(i), i)), choice(request))
                .flatMap(problems -> problems);
    }

    /// A conversation that has used tools must have a configuration, and a configuration must have
    /// tools.
    private static Stream<String> configuration(CheckedRequest request) {
        boolean used = request.blocks().anyMatch(block -> block.has("toolUse") || block.has("toolResult"));
        boolean configured = request.body().path("toolConfig").isObject();
        if (used && !configured) {
            return Stream.of("The toolConfig field must be defined when using toolUse and toolResult content blocks.");
        }
        return configured && request.tools().isEmpty()
                ? Stream.of("1 validation error detected: Value at 'toolConfig.tools' failed to satisfy constraint: "
                        + "Member must have length greater than or equal to 1")
                : Stream.empty();
    }

    private static Stream<String> tool(JsonNode tool, int index) {
        JsonNode spec = tool.path("toolSpec");
        if (!spec.isObject()) {
            return Stream.empty();
        }
        String at = "toolConfig.tools." + (index + 1) + ".member.toolSpec.";
        return Stream.of(
                        Constraints.pattern(spec.path("name").asText(), at + "name", NAME),
                        description(spec, at),
                        schema(spec.path("inputSchema").path("json"), index))
                .flatMap(problems -> problems);
    }

    private static Stream<String> description(JsonNode spec, String at) {
        return spec.path("description").isTextual()
                        && spec.path("description").textValue().isEmpty()
                ? Stream.of(
                        "1 validation error detected: Value '' at '" + at
                                + "description' failed to satisfy constraint: Member must have length greater than or equal to 1")
                : Stream.empty();
    }

    private static Stream<String> schema(JsonNode schema, int index) {
        String at = "toolConfig.tools." + index + ".toolSpec.inputSchema.json";
        if (!schema.isObject()) {
            return Stream.of("The value at " + at + " must be a JSON object.");
        }
        if (!schema.path("type").asText().equals("object")) {
            return Stream.of("The value at " + at + ".type must be one of the following: object.");
        }
        return ALTERNATIVES.stream()
                .filter(schema::has)
                .map(
                        _ -> "The model returned the following errors: tools." + index
                                + ".custom.input_schema: input_schema does not support oneOf, allOf, or anyOf at the top level");
    }

    private static Stream<String> choice(CheckedRequest request) {
        JsonNode named = request.body()
                .path("toolConfig")
                .path("toolChoice")
                .path("tool")
                .path("name");
        return named.isTextual() && !names(request.tools()).contains(named.textValue())
                ? Stream.of("The model returned the following errors: Tool '" + named.textValue()
                        + "' not found in provided tools")
                : Stream.empty();
    }

    private static Set<String> names(JsonNode tools) {
        return tools.valueStream()
                .map(tool -> tool.path("toolSpec")
                        .path("name")
                        .asText(tool.path("systemTool").path("name").asText()))
                .collect(Collectors.toSet());
    }

    private static Stream<Integer> indices(JsonNode array) {
        return IntStream.range(0, array.size()).boxed();
    }
}
