package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.SharedMembers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A JSON schema within the grammar that Bedrock makes of it for structured output ("Get validated JSON results from
/// models", Amazon Bedrock User Guide; "JSON Schema limitations" in "Structured outputs", Claude API documentation):
/// objects have only the named properties, and constraints that the grammar cannot check go into the
/// description, where the model reads them.
public final class GrammarSchema {
    private static final String PROPERTIES = "properties";
    private static final String ADDITIONAL = "additionalProperties";
    private static final String DESCRIPTION = "description";
    private static final String ITEMS = "items";
    private static final String ANY_OF = "anyOf";
    private static final String ONE_OF = "oneOf";

    private static final List<String> UNCHECKED = List.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "maxItems",
            "uniqueItems",
            "contains",
            "minContains",
            "maxContains",
            "minProperties",
            "maxProperties",
            "patternProperties",
            "propertyNames",
            "dependentRequired",
            "dependentSchemas",
            "not",
            "if",
            "then",
            "else");

    private static final Set<String> FORMATS =
            Set.of("date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid");

    private boolean sayable = true;

    private GrammarSchema() {}

    /// The schema within the grammar: the same object if nothing has to change. Empty if the grammar
    /// cannot express it: references that lead back to themselves or out of the document, and objects
    /// with arbitrary names, which would become empty.
    public static Optional<ObjectNode> of(ObjectNode schema) {
        GrammarSchema grammar = new GrammarSchema();
        JsonNode within = grammar.within(schema);
        return grammar.sayable && SchemaReferences.allEnd(schema) && within instanceof ObjectNode written
                ? Optional.of(written)
                : Optional.empty();
    }

    private JsonNode within(JsonNode node) {
        if (!(node instanceof ObjectNode schema)) {
            return node;
        }
        ObjectNode written = SharedMembers.of(schema);
        oneOf(written);
        unchecked(written);
        close(written);
        SchemaReferences.DEFINITIONS.forEach(name -> members(written, name));
        members(written, PROPERTIES);
        SchemaReferences.ALTERNATIVES.forEach(name -> elements(written, name));
        elements(written, "prefixItems");
        if (written.path(ITEMS) instanceof ObjectNode items) {
            written.set(ITEMS, within(items));
        }
        return written.equals(schema) ? schema : written;
    }

    private void members(ObjectNode schema, String name) {
        if (schema.path(name) instanceof ObjectNode parts) {
            ObjectNode written = parts.objectNode();
            parts.forEachEntry((member, part) -> written.set(member, within(part)));
            schema.set(name, written);
        }
    }

    private void elements(ObjectNode schema, String name) {
        if (schema.path(name) instanceof ArrayNode parts) {
            ArrayNode written = parts.arrayNode();
            parts.forEach(part -> written.add(within(part)));
            schema.set(name, written);
        }
    }

    /// Replaces `oneOf` by `anyOf`; a model that reads the alternatives has no reason to satisfy two at
    /// once.
    private static void oneOf(ObjectNode schema) {
        if (schema.has(ONE_OF) && !schema.has(ANY_OF)) {
            schema.set(ANY_OF, schema.remove(ONE_OF));
        }
    }

    private static void unchecked(ObjectNode schema) {
        List<String> told = new ArrayList<>();
        UNCHECKED.stream().filter(schema::has).forEach(name -> told.add(taken(schema, name)));
        if (schema.path("minItems").asInt() > 1) {
            told.add(taken(schema, "minItems"));
        }
        if (schema.path("format").isTextual()
                && !FORMATS.contains(schema.path("format").textValue())) {
            told.add(taken(schema, "format"));
        }
        if (schema.has(ONE_OF)) {
            told.add(taken(schema, ONE_OF));
        }
        if (!told.isEmpty()) {
            String said = schema.path(DESCRIPTION).asText();
            String rest = "(" + String.join(", ", told) + ")";
            schema.put(DESCRIPTION, said.isEmpty() ? rest : said + " " + rest);
        }
    }

    private static String taken(ObjectNode schema, String name) {
        JsonNode value = schema.remove(name);
        return name + ": " + (value.isTextual() ? value.textValue() : value.toString());
    }

    /// Forbids further members; an answer without them is valid for the original schema, too.
    private void close(ObjectNode schema) {
        JsonNode more = schema.path(ADDITIONAL);
        boolean closed = more.isBoolean() && !more.booleanValue();
        if (closed || !isObject(schema)) {
            return;
        }
        if (schema.path(PROPERTIES).isEmpty() || (more.isObject() && !more.isEmpty())) {
            sayable = false;
        }
        schema.put(ADDITIONAL, false);
    }

    private static boolean isObject(ObjectNode schema) {
        return schema.has(PROPERTIES) || ToolSchema.names(schema.path("type"), "object");
    }
}
