package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Makes up a value that satisfies a JSON schema: objects with all their properties, and texts that
/// name what they are.
///
/// It ignores `pattern`, `not`, `if`, `dependentSchemas` and references to other documents, so a value
/// may violate these. A recursive schema is followed as deep as necessary, or else for eight levels.
/// Source: JSON Schema 2020-12, "A Vocabulary for Structural Validation".
final class SampleJson {

    private static final int OPTIONAL_DEPTH = 8;
    private static final int DEEPEST = 64;
    private static final List<String> ALTERNATIVES = List.of("anyOf", "oneOf");

    private final JsonNode root;

    private SampleJson(JsonNode root) {
        this.root = root;
    }

    static JsonNode of(JsonNode schema) {
        return new SampleJson(schema).value(schema, "value", 0);
    }

    private JsonNode value(JsonNode written, String name, int depth) {
        JsonNode schema = merged(resolved(written));
        if (depth > DEEPEST) {
            return JsonNodeFactory.instance.nullNode();
        }
        if (schema.has("const")) {
            return schema.get("const");
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.path("enum").get(0);
        }
        for (String alternatives : ALTERNATIVES) {
            if (!schema.path(alternatives).isEmpty()) {
                return value(alternative(schema, alternatives, depth), name, depth + 1);
            }
        }
        return switch (type(schema)) {
            case "object" -> object(schema, depth);
            case "array" -> array(schema, name, depth);
            case "integer" -> JsonNodeFactory.instance.numberNode(SampleNumber.whole(schema));
            case "number" -> JsonNodeFactory.instance.numberNode(SampleNumber.decimal(schema));
            case "boolean" -> JsonNodeFactory.instance.booleanNode(true);
            case "null" -> JsonNodeFactory.instance.nullNode();
            default -> JsonNodeFactory.instance.textNode(SampleText.of(schema, name));
        };
    }

    /// The alternative to follow, with the keywords beside the alternatives: the first one, or at depth
    /// the last one, where a recursive schema ends.
    private static JsonNode alternative(JsonNode schema, String alternatives, int depth) {
        JsonNode choices = schema.path(alternatives);
        JsonNode chosen = choices.get(depth > OPTIONAL_DEPTH ? choices.size() - 1 : 0);
        ObjectNode joined = ((ObjectNode) schema).deepCopy();
        joined.remove(alternatives);
        return chosen.isObject() ? with(joined, chosen) : joined;
    }

    private ObjectNode object(JsonNode schema, int depth) {
        ObjectNode object = Json.object();
        JsonNode required = schema.path("required");
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            String name = property.getKey();
            boolean must = required.valueStream().anyMatch(node -> node.asText().equals(name));
            if (must || depth <= OPTIONAL_DEPTH) {
                object.set(name, value(property.getValue(), name, depth + 1));
            }
        }
        required.valueStream()
                .map(JsonNode::asText)
                .filter(name -> !object.has(name))
                .forEach(name -> object.set(name, value(schema.path("additionalProperties"), name, depth + 1)));
        return object;
    }

    private ArrayNode array(JsonNode schema, String name, int depth) {
        ArrayNode array = Json.array();
        schema.path("prefixItems").forEach(item -> array.add(value(item, name, depth + 1)));
        int usual = depth <= OPTIONAL_DEPTH && schema.path("items").isObject() ? 1 : 0;
        int least = Math.max(schema.path("minItems").asInt(usual), array.isEmpty() ? usual : 0);
        int most = schema.path("maxItems").asInt(Integer.MAX_VALUE);
        while (array.size() < Math.min(least, most)) {
            array.add(value(schema.path("items"), name + (array.isEmpty() ? "" : array.size() + 1), depth + 1));
        }
        return array;
    }

    /// The target of a reference within the document; the schema itself if it has none.
    private JsonNode resolved(JsonNode schema) {
        JsonNode at = schema;
        for (int hops = 0; hops < DEEPEST && at.path("$ref").isTextual(); hops++) {
            String reference = at.path("$ref").textValue();
            JsonNode target = reference.startsWith("#/") ? root.at(reference.substring(1)) : root;
            at = target.isMissingNode() ? Json.object() : target;
        }
        return at;
    }

    /// The schema merged with all of its `allOf`.
    private JsonNode merged(JsonNode schema) {
        if (schema.path("allOf").isEmpty()) {
            return schema;
        }
        ObjectNode merged = ((ObjectNode) schema).deepCopy();
        merged.remove("allOf");
        schema.path("allOf").forEach(part -> with(merged, resolved(part)));
        return merged;
    }

    private static ObjectNode with(ObjectNode schema, JsonNode more) {
        more.properties().forEach(entry -> {
            JsonNode had = schema.path(entry.getKey());
            if (had instanceof ObjectNode object && entry.getValue().isObject()) {
                object.setAll((ObjectNode) entry.getValue());
            } else if (had instanceof ArrayNode array && entry.getValue().isArray()) {
                array.addAll((ArrayNode) entry.getValue());
            } else {
                schema.set(entry.getKey(), entry.getValue());
            }
        });
        return schema;
    }

    /// The given type, the first of several that is not null, or the type that the other keywords
    /// imply.
    private static String type(JsonNode schema) {
        JsonNode written = schema.path("type");
        Stream<String> types =
                written.isArray() ? written.valueStream().map(JsonNode::asText) : Stream.of(written.asText());
        String type = types.filter(name -> !name.equals("null")).findFirst().orElse("null");
        if (!type.isEmpty()) {
            return type;
        }
        if (schema.has("properties") || schema.has("required")) {
            return "object";
        }
        return schema.has("items") || schema.has("prefixItems") ? "array" : "string";
    }
}
