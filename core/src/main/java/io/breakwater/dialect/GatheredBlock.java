package io.breakwater.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/// One content block, gathered from its pieces: texts are joined, lists are joined, and what comes last
/// counts of anything else.
final class GatheredBlock {
    private static final ObjectMapper JSON = new ObjectMapper();

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
                case "reasoningContent" -> reasoning(member.getValue());
                case "citation" -> citations().add(member.getValue());
                default -> other(member.getKey(), member.getValue());
            }
        });
    }

    private void reasoning(JsonNode piece) {
        piece.properties().forEach(member -> text("reasoning." + member.getKey(), member.getValue()));
    }

    private ArrayNode citations() {
        return block.withObject("/citationsContent").withArray("citations");
    }

    private void other(String name, JsonNode value) {
        if (value instanceof ArrayNode more) {
            block.withArray(name).addAll(more);
        } else {
            block.set(name, value);
        }
    }

    private void text(String name, JsonNode piece) {
        texts.computeIfAbsent(name, _ -> new StringBuilder()).append(piece.asText());
    }

    /// The block as Converse writes it.
    ObjectNode whole() {
        texts.forEach((name, text) -> {
            switch (name) {
                case "text" -> wholeText(text.toString());
                case "input" -> block.withObject("/toolUse").set("input", parsed(text.toString()));
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

    /// Arguments that were cut at the bound on the output are no JSON; the answer's stop reason says so.
    private static JsonNode parsed(String input) {
        try {
            JsonNode parsed = JSON.readTree(input);
            return parsed.isMissingNode() ? JSON.createObjectNode() : parsed;
        } catch (JsonProcessingException cut) {
            return JSON.createObjectNode();
        }
    }
}
