package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// JSON schemas as clients' libraries make them, from a seed: nested, optional, bounded, alternative
/// and recursive.
final class GeneratedSchema {
    private static final int DEEPEST = 3;

    private final Chance chance;

    GeneratedSchema(Chance chance) {
        this.chance = chance;
    }

    /// A schema for the parameters of a tool, whose root may have other forms than that of an object.
    ObjectNode ofTool() {
        ObjectNode object = object(0);
        if (chance.of(60)) {
            object.remove("type");
        }
        if (chance.of(40)) {
            ObjectNode root = JsonNodeFactory.instance.objectNode();
            ArrayNode forms = root.putArray(chance.one("anyOf", "oneOf", "allOf"));
            forms.add(object).add(object(1));
            return root;
        }
        return chance.of(30) ? referred(object) : object;
    }

    /// A schema for an answer, whose root has the form of an object.
    ObjectNode ofAnswer() {
        ObjectNode object = object(0);
        return chance.of(60) ? recursive(object) : object;
    }

    private ObjectNode object(int depth) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        if (chance.of(50)) {
            return chance.of(500) ? schema : typed(schema.putObject("additionalProperties"), "string", schema);
        }
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        for (int i = chance.below(4); i >= 0; i--) {
            String name = chance.one("city", "count", "kind", "minimum", "items", "note") + i;
            properties.set(name, value(depth + 1));
            if (chance.of(600)) {
                required.add(name);
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (chance.of(500)) {
            schema.put("additionalProperties", chance.of(200));
        }
        return schema;
    }

    private static ObjectNode typed(ObjectNode schema, String type, ObjectNode owner) {
        schema.put("type", type);
        return owner;
    }

    private ObjectNode value(int depth) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        switch (chance.below(depth < DEEPEST ? 8 : 5)) {
            case 0 -> schema.put("type", "string").put(chance.one("minLength", "maxLength"), 4);
            case 1 -> schema.put("type", "integer").put(chance.one("minimum", "exclusiveMaximum", "multipleOf"), 2);
            case 2 -> schema.put("type", "string").put("pattern", "^[a-z]+$").put("description", "A word.");
            case 3 -> schema.put("type", "string").put("format", chance.one("date", "email", "iban"));
            case 4 -> schema.putArray("enum").add("a").add("b");
            case 5 ->
                schema.put("type", "array").put("minItems", chance.below(4)).set("items", value(depth + 1));
            case 6 ->
                schema.putArray(chance.one("anyOf", "oneOf"))
                        .add(value(depth + 1))
                        .addObject()
                        .put("type", "null");
            default -> schema.setAll(object(depth));
        }
        return schema;
    }

    private static ObjectNode referred(ObjectNode object) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("$ref", "#/$defs/Root");
        root.putObject("$defs").set("Root", object);
        return root;
    }

    private static ObjectNode recursive(ObjectNode object) {
        ObjectNode root = referred(object);
        object.withObject("/properties").putObject("next").put("$ref", "#/$defs/Root");
        return root;
    }
}
