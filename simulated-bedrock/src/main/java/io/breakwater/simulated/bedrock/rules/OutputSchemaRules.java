package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The keywords that a schema for structured output must not have. Source: "JSON Schema limitations",
/// in "Structured outputs", Claude Developer Platform; and what was seen refused.
final class OutputSchemaRules {

    private static final String AT = "output_config.format.schema: ";
    private static final List<String> REFUSED = List.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "maxItems");
    private static final List<String> ARRAYS = List.of("anyOf", "allOf", "oneOf", "prefixItems");
    private static final List<String> DEFINITIONS = List.of("$defs", "definitions");

    private OutputSchemaRules() {}

    static Stream<String> problems(JsonNode schema) {
        return Stream.concat(within(schema), recursion(schema, schema, Set.of()));
    }

    private static Stream<String> within(JsonNode schema) {
        return Stream.concat(own(schema), parts(schema).flatMap(OutputSchemaRules::within));
    }

    private static Stream<String> own(JsonNode schema) {
        String type = schema.path("type").asText("any");
        boolean object = type.equals("object") || schema.has("properties");
        boolean open = object
                && !(schema.path("additionalProperties").isBoolean()
                        && !schema.path("additionalProperties").booleanValue());
        return Stream.of(
                        open
                                ? Stream.of("For 'object' type, 'additionalProperties' must be explicitly set to false")
                                : Stream.<String>empty(),
                        REFUSED.stream()
                                .filter(schema::has)
                                .map(name -> "For '" + type + "' type, property '" + name + "' is not supported"),
                        schema.path("minItems").asInt() > 1
                                ? Stream.of("For 'array' type, 'minItems' values other than 0 or 1 are not supported")
                                : Stream.<String>empty())
                .flatMap(problems -> problems)
                .map(AT::concat);
    }

    private static Stream<JsonNode> parts(JsonNode schema) {
        return Stream.concat(followed(schema), members(schema, DEFINITIONS));
    }

    /// The parts without definitions, which count only if something refers to them.
    private static Stream<JsonNode> followed(JsonNode schema) {
        return Stream.of(
                        members(schema, List.of("properties")),
                        ARRAYS.stream().flatMap(name -> schema.path(name).valueStream()),
                        Stream.of(schema.path("items")))
                .flatMap(parts -> parts)
                .filter(JsonNode::isObject);
    }

    private static Stream<JsonNode> members(JsonNode schema, List<String> names) {
        return names.stream()
                .flatMap(name -> schema.path(name).properties().stream())
                .map(Map.Entry::getValue)
                .filter(JsonNode::isObject);
    }

    /// References within the document must not be recursive, and those to other documents are refused.
    private static Stream<String> recursion(JsonNode root, JsonNode schema, Set<String> followed) {
        String reference = schema.path("$ref").asText();
        if (reference.isEmpty()) {
            return followed(schema).flatMap(part -> recursion(root, part, followed));
        }
        if (!reference.startsWith("#")) {
            return Stream.of(AT + "External $ref '" + reference + "' is not supported");
        }
        if (followed.contains(reference) || reference.equals("#")) {
            return Stream.of(AT + "Recursive definitions are not supported: " + reference);
        }
        Set<String> further = new HashSet<>(followed);
        further.add(reference);
        return recursion(root, root.at(reference.substring(1)), further);
    }
}
