package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonLimits;
import io.breakwater.dialect.json.Parsed;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.dialect.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The changes that a Converse body's schemas need, found once for all models.
///
/// @param output the change to the answer's schema, for models with structured output
/// @param strict the change to the tools' strictness for such models
/// @param strictAtAll the change to it for other models
/// @param roots the change to the tools' schemas, for all models
record BodySchemas(
        Optional<BodyChange> output,
        Optional<BodyChange> strict,
        Optional<BodyChange> strictAtAll,
        Optional<BodyChange> roots) {
    static final String SPEC = "toolSpec";
    private static final String TOOL_CONFIG = "toolConfig";
    private static final String TOOLS = "tools";
    private static final String STRICT = "strict";

    /// Schemas that need no change.
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
                less ? Optional.of(lessStrict(tooMany)) : Optional.empty(),
                strict.isEmpty() ? Optional.empty() : Optional.of(lessStrict(true)),
                roots(specs));
    }

    /// The changes, in the order in which they are made.
    List<BodyChange> changes(boolean structuredOutput) {
        return Stream.of(
                        structuredOutput ? output : Optional.<BodyChange>empty(),
                        structuredOutput ? strict : strictAtAll,
                        roots)
                .flatMap(Optional::stream)
                .toList();
    }

    /// Whether a schema is within the grammar unchanged: a changed schema would no longer be the one
    /// that the caller wants arguments to follow exactly.
    static boolean canBeStrict(JsonNode spec) {
        return schema(spec) instanceof ObjectNode schema
                && ToolSchema.of(schema).equals(schema)
                && GrammarSchema.of(schema).filter(schema::equals).isPresent();
    }

    private static boolean isStrict(JsonNode spec) {
        return spec.path(STRICT).asBoolean();
    }

    private static Optional<BodyChange> output(ObjectNode converse) {
        JsonNode text = converse.at("/outputConfig/textFormat/structure/jsonSchema/schema");
        return text.isTextual() ? output(text.textValue()) : Optional.empty();
    }

    /// The change to the answer's schema. A schema that the grammar cannot express stays unchanged, so
    /// that Bedrock refuses it.
    private static Optional<BodyChange> output(String text) {
        return switch (StrictJson.parse(text, JsonLimits.DEFAULT)) {
            case Parsed.Json(ObjectNode schema) ->
                GrammarSchema.of(schema)
                        .filter(within -> !within.equals(schema))
                        .map(within -> answers(within.toString()));
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
                : Optional.of(objectRoots(named ? Optional.of("tool_schema") : Optional.empty()));
    }

    private static JsonNode schema(JsonNode spec) {
        return spec.path("inputSchema").path("json");
    }

    private static List<JsonNode> specs(ObjectNode converse) {
        return converse.path(TOOL_CONFIG)
                .path(TOOLS)
                .valueStream()
                .map(tool -> tool.path(SPEC))
                .filter(JsonNode::isObject)
                .toList();
    }

    /// The schema of the answer within the grammar of structured output.
    ///
    /// @param schema the schema as JSON text
    private static BodyChange answers(String schema) {
        return new BodyChange("the answer's schema", Optional.of("output_schema"), converse -> {
            ObjectNode changed = SharedMembers.of(converse);
            ObjectNode owner = changed;
            for (String step : new String[] {BodyChange.OUTPUT, "textFormat", "structure", "jsonSchema"}) {
                if (!(owner.path(step) instanceof ObjectNode part)) {
                    return converse;
                }
                ObjectNode own = SharedMembers.of(part);
                owner.set(step, own);
                owner = own;
            }
            owner.put("schema", schema);
            return changed;
        });
    }

    /// Gives each tool's schema the root that Bedrock requires.
    ///
    /// @param label empty if only a type was added that arguments have anyway
    private static BodyChange objectRoots(Optional<String> label) {
        return new BodyChange(
                "roots of the tools' schemas",
                label,
                converse -> eachSpec(converse, spec -> {
                    if (spec.path("inputSchema") instanceof ObjectNode input
                            && input.path("json") instanceof ObjectNode schema) {
                        ObjectNode own = SharedMembers.of(input);
                        own.set("json", ToolSchema.of(schema));
                        spec.set("inputSchema", own);
                    }
                }));
    }

    /// Removes the promise that arguments follow the schema exactly; the model still reads the schema.
    ///
    /// @param all whether all tools lose the promise, or only those whose schema is not within the
    /// grammar
    private static BodyChange lessStrict(boolean all) {
        return new BodyChange(
                "strict tools, all " + all,
                Optional.of(STRICT),
                converse -> eachSpec(converse, spec -> {
                    if (all || !canBeStrict(spec)) {
                        spec.remove(STRICT);
                    }
                }));
    }

    private static ObjectNode eachSpec(ObjectNode converse, Consumer<ObjectNode> change) {
        if (!(converse.path(TOOL_CONFIG) instanceof ObjectNode config)) {
            return converse;
        }
        ObjectNode changed = SharedMembers.of(config);
        ArrayNode tools = changed.putArray(TOOLS);
        config.path(TOOLS).forEach(tool -> tools.add(changed(tool, change)));
        ObjectNode body = SharedMembers.of(converse);
        body.set(TOOL_CONFIG, changed);
        return body;
    }

    private static JsonNode changed(JsonNode tool, Consumer<ObjectNode> change) {
        if (!(tool instanceof ObjectNode owner) || !(owner.path(SPEC) instanceof ObjectNode spec)) {
            return tool;
        }
        ObjectNode own = SharedMembers.of(spec);
        change.accept(own);
        ObjectNode changed = SharedMembers.of(owner);
        changed.set(SPEC, own);
        return changed;
    }

    /// A number for what Bedrock compiles of a body: the schema of the answer and those of strict
    /// tools.
    ///
    /// @param output a missing node if the answer has no schema
    /// @param spec returns the part of a tool that says whether it is strict
    /// @return equal numbers for equal schemas
    static OptionalInt compiled(JsonNode output, JsonNode tools, UnaryOperator<JsonNode> spec) {
        List<JsonNode> compiled = Stream.concat(
                        Stream.of(output).filter(JsonNode::isObject),
                        tools.valueStream()
                                .map(spec)
                                .filter(tool -> tool.path(STRICT).asBoolean())
                                .map(BodySchemas::withoutWhatIsTold))
                .toList();
        return compiled.isEmpty() ? OptionalInt.empty() : OptionalInt.of(compiled.hashCode());
    }

    /// The tool without members that do not affect the grammar ("Structured outputs", Claude API
    /// documentation).
    private static JsonNode withoutWhatIsTold(JsonNode tool) {
        return tool instanceof ObjectNode members
                ? SharedMembers.of(members).remove(List.of("description", "cache_control"))
                : tool;
    }
}
