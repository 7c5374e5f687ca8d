package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// One content block of Anthropic's Messages, gathered from its pieces: texts are appended to the
/// block's first text, arguments are joined and parsed, citations are listed, and of any other value
/// the last one counts.
final class GatheredMessageBlock {
    private static final String INPUT = "input";
    private static final String CITATIONS = "citations";

    private final ObjectNode block = JsonNodeFactory.instance.objectNode();
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private final StringBuilder arguments = new StringBuilder();

    void start(JsonNode start) {
        if (start instanceof ObjectNode members) {
            block.setAll(members);
        }
    }

    void add(JsonNode delta) {
        delta.forEachEntry((name, value) -> {
            switch (name) {
                case "type" -> {}
                case "partial_json" -> arguments.append(value.asText());
                case "citation" -> cite(value);
                default -> join(name, value);
            }
        });
    }

    /// Adds a citation to a new list, since the old one belongs to an event.
    private void cite(JsonNode citation) {
        ArrayNode all = block.arrayNode();
        block.path(CITATIONS).forEach(all::add);
        block.set(CITATIONS, all.add(citation));
    }

    private void join(String name, JsonNode value) {
        if (value.isTextual()) {
            texts.computeIfAbsent(name, _ -> new StringBuilder(block.path(name).asText("")))
                    .append(value.textValue());
        } else {
            block.set(name, value);
        }
    }

    /// Whether a tool's arguments are not JSON.
    boolean garbled() {
        return ToolArguments.garbled(arguments.toString());
    }

    ObjectNode whole() {
        texts.forEach((name, text) -> block.put(name, text.toString()));
        if (!arguments.isEmpty()) {
            block.set(INPUT, ToolArguments.tree(arguments.toString()));
        }
        return block;
    }
}
