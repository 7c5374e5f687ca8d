package io.breakwater.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Writes a shape as a JSON Schema (draft 2020-12) for editors.
final class JsonSchema {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String QUOTED_DECIMAL = "^[0-9]{1,12}(\\.[0-9]{1,6})?$";

    private JsonSchema() {}

    static String of(String title, Shape shape) {
        ObjectNode root = NODES.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", title);
        root.setAll(schema(shape));
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    private static ObjectNode schema(Shape shape) {
        ObjectNode node = NODES.objectNode();
        switch (shape) {
            case Shape.Text text ->
                node.put("type", "string")
                        .put("pattern", "^(?:" + text.pattern().pattern() + ")$");
            case Shape.Choice choice -> choice.names().forEach(node.putArray("enum")::add);
            case Shape.Whole whole ->
                node.put("type", "integer").put("minimum", whole.least()).put("maximum", whole.most());
            case Shape.Decimal decimal -> decimal(node, decimal);
            case Shape.Flag _ -> node.put("type", "boolean");
            case Shape.Items items -> items(node, items);
            case Shape.Entries entries -> entries(node, entries);
            case Shape.Named named -> named(node, named);
            case Shape.EntriesOrItems either ->
                node.putArray("anyOf").add(schema(either.entries())).add(schema(either.items()));
        }
        return node;
    }

    private static void decimal(ObjectNode node, Shape.Decimal decimal) {
        node.putArray("type").add("number").add("string");
        node.put("minimum", decimal.least()).put("maximum", decimal.most()).put("pattern", QUOTED_DECIMAL);
    }

    private static void items(ObjectNode node, Shape.Items items) {
        node.put("type", "array").put("minItems", items.least()).put("uniqueItems", true);
        node.set("items", schema(items.item()));
    }

    private static void entries(ObjectNode node, Shape.Entries entries) {
        node.put("type", "object").put("additionalProperties", false);
        entries.keys().stream()
                .filter(Shape.Property::required)
                .forEach(key -> node.withArray("required").add(key.name()));
        ObjectNode properties = node.putObject("properties");
        for (Shape.Property key : entries.keys()) {
            ObjectNode property = NODES.objectNode().put("description", key.description());
            property.setAll(schema(key.shape()));
            properties.set(key.name(), property);
        }
    }

    private static void named(ObjectNode node, Shape.Named named) {
        node.put("type", "object").put("minProperties", named.least());
        node.set("propertyNames", schema(named.name()));
        node.set("additionalProperties", schema(named.value()));
    }
}
