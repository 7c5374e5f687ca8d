package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// One content block, gathered from its pieces: texts, lists and objects are joined, and of any other
/// value the last one counts.
final class GatheredBlock {
    private final ObjectNode block = JsonNodeFactory.instance.objectNode();
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();

    void start(JsonNode start) {
        if (start instanceof ObjectNode members) {
            block.setAll(members);
        }
    }

    void add(JsonNode delta) {
        delta.properties().forEach(member -> {
            switch (member.getKey()) {
                case "text" -> text("text", member.getValue());
                case "toolUse" -> text("input", member.getValue().path("input"));
                case "toolResult" -> join(block.withObject("/toolResult"), "content", member.getValue());
                case "reasoningContent" -> reasoning(member.getValue());
                case "citation" -> citations().add(member.getValue());
                default -> join(block, member.getKey(), member.getValue());
            }
        });
    }

    private void reasoning(JsonNode piece) {
        piece.properties().forEach(member -> text("reasoning." + member.getKey(), member.getValue()));
    }

    private ArrayNode citations() {
        return block.withObject("/citationsContent").withArray("citations");
    }

    private static void join(ObjectNode into, String name, JsonNode piece) {
        JsonNode before = into.path(name);
        if (before instanceof ArrayNode list && piece instanceof ArrayNode more) {
            list.addAll(more);
        } else if (before instanceof ObjectNode object && piece instanceof ObjectNode more) {
            more.properties().forEach(member -> join(object, member.getKey(), member.getValue()));
        } else {
            into.set(name, piece);
        }
    }

    private void text(String name, JsonNode piece) {
        if (piece.isTextual()) {
            texts.computeIfAbsent(name, _ -> new StringBuilder()).append(piece.textValue());
        }
    }

    /// Whether a tool's arguments are not JSON.
    boolean garbled() {
        StringBuilder input = texts.get("input");
        return input != null && ToolArguments.garbled(input.toString());
    }

    /// The block as Converse writes it; empty if no piece has come.
    ObjectNode whole() {
        texts.forEach((name, text) -> {
            switch (name) {
                case "text" -> wholeText(text.toString());
                case "input" -> block.withObject("/toolUse").set("input", ToolArguments.tree(text.toString()));
                case "reasoning.redactedContent" ->
                    block.withObject("/reasoningContent").put("redactedContent", text.toString());
                default ->
                    block.withObject("/reasoningContent/reasoningText")
                            .put(name.substring("reasoning.".length()), text.toString());
            }
        });
        if (block.path("toolUse") instanceof ObjectNode toolUse && !toolUse.has("input")) {
            toolUse.putObject("input");
        }
        return block;
    }

    private void wholeText(String text) {
        if (block.has("citationsContent")) {
            block.withObject("/citationsContent")
                    .withArray("content")
                    .addObject()
                    .put("text", text);
        } else {
            block.put("text", text);
        }
    }
}
