package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What of a Converse body's schemas has to be changed, found once for all models.
///
/// @param output the answer's, for models with structured output
/// @param strict what of the tools' strictness such models do not keep
/// @param strictAtAll what of it other models do not keep
/// @param roots the tools', for all models
record BodySchemas(
        Optional<BodyChange> output,
        Optional<BodyChange> strict,
        Optional<BodyChange> strictAtAll,
        Optional<BodyChange> roots) {
    /// Nothing.
    static final BodySchemas FIT =
            new BodySchemas(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// The most strict tools in a request ("JSON Schema limitations" in "Structured outputs", Claude API
    /// documentation).
    private static final int MOST_STRICT = 20;

    static BodySchemas of(ObjectNode converse) {
        List<JsonNode> specs = specs(converse);
        List<JsonNode> strict = specs.stream().filter(BodySchemas::isStrict).toList();
        boolean tooMany = strict.size() > MOST_STRICT;
        boolean less = tooMany || !strict.stream().allMatch(BodySchemas::canBeStrict);
        return new BodySchemas(
                output(converse),
                less ? Optional.of(new SchemaChange.LessStrict(tooMany)) : Optional.empty(),
                strict.isEmpty() ? Optional.empty() : Optional.of(new SchemaChange.LessStrict(true)),
                roots(specs));
    }

    /// In the order in which they are made.
    List<BodyChange> changes(boolean structuredOutput) {
        return Stream.of(
                        structuredOutput ? output : Optional.<BodyChange>empty(),
                        structuredOutput ? strict : strictAtAll,
                        roots)
                .flatMap(Optional::stream)
                .toList();
    }

    /// Whether a schema is within the grammar as it is: one that had to be changed would no longer be what the
    /// caller wants arguments to follow to the letter.
    static boolean canBeStrict(JsonNode spec) {
        return schema(spec) instanceof ObjectNode schema
                && ToolSchema.of(schema).equals(schema)
                && GrammarSchema.of(schema).filter(schema::equals).isPresent();
    }

    private static boolean isStrict(JsonNode spec) {
        return spec.path(SchemaChange.STRICT).asBoolean();
    }

    private static Optional<BodyChange> output(ObjectNode converse) {
        JsonNode text = converse.at("/outputConfig/textFormat/structure/jsonSchema/schema");
        return text.isTextual() ? output(text.textValue()) : Optional.empty();
    }

    /// What the grammar has no words for is left as it came, for Bedrock to say so.
    private static Optional<BodyChange> output(String text) {
        return switch (StrictJson.parse(text, JsonLimits.DEFAULT)) {
            case Parsed.Json(ObjectNode schema) ->
                GrammarSchema.of(schema)
                        .filter(within -> !within.equals(schema))
                        .map(within -> new SchemaChange.Output(within.toString()));
            case Parsed.Problem _ -> Optional.empty();
        };
    }

    private static Optional<BodyChange> roots(List<JsonNode> specs) {
        List<ObjectNode> changed = new ArrayList<>();
        for (JsonNode spec : specs) {
            if (schema(spec) instanceof ObjectNode schema
                    && !ToolSchema.of(schema).equals(schema)) {
                changed.add(schema);
            }
        }
        boolean named = changed.stream().anyMatch(ToolSchema::isComposed);
        return changed.isEmpty()
                ? Optional.empty()
                : Optional.of(new SchemaChange.ObjectRoots(named ? Optional.of("tool_schema") : Optional.empty()));
    }

    private static JsonNode schema(JsonNode spec) {
        return spec.path("inputSchema").path("json");
    }

    private static List<JsonNode> specs(ObjectNode converse) {
        return converse.path(SchemaChange.TOOL_CONFIG)
                .path(SchemaChange.TOOLS)
                .valueStream()
                .map(tool -> tool.path(SchemaChange.SPEC))
                .filter(JsonNode::isObject)
                .toList();
    }
}
