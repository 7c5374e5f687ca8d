package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Translates the turns of a Converse conversation to the input of OpenAI's Responses.
final class ResponseTurns {
    private static final String CONTENT = "content";
    private static final String TEXT = "text";
    private static final String ROLE = "role";

    private static final Map<String, String> IMAGES =
            Map.of("png", "image/png", "jpeg", "image/jpeg", "gif", "image/gif", "webp", "image/webp");

    /// The text before the output of a failed tool, as an output has no status.
    private static final String FAILED = "The tool failed: ";

    private final ArrayNode input;
    private final Consumer<String> objections;

    /// @param input where the items go
    /// @param objections is told of everything that has no form in Responses
    ResponseTurns(ArrayNode input, Consumer<String> objections) {
        this.input = input;
        this.objections = objections;
    }

    /// Translates a turn: consecutive texts, images and documents become one message; thinking, calls
    /// and results become items of their own.
    void add(JsonNode message) {
        String role = message.path(ROLE).asText();
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (JsonNode block : message.path(CONTENT)) {
            Optional<ObjectNode> item = item(block);
            if (item.isPresent()) {
                message(role, parts);
                input.add(item.get());
                parts = JsonNodeFactory.instance.arrayNode();
            } else {
                parts.add(part(role, block));
                context(block.path("document"), parts);
            }
        }
        message(role, parts);
    }

    private void message(String role, ArrayNode parts) {
        if (!parts.isEmpty()) {
            input.addObject().put(ROLE, role).set(CONTENT, parts);
        }
    }

    private Optional<ObjectNode> item(JsonNode block) {
        if (Thoughts.isOne(block)) {
            return Optional.of(Thoughts.item(block));
        }
        JsonNode use = block.path("toolUse");
        if (use.isObject()) {
            return Optional.of(typed("function_call")
                    .put("call_id", use.path("toolUseId").asText())
                    .put("name", use.path("name").asText())
                    .put("arguments", use.path("input").toString()));
        }
        JsonNode result = block.path("toolResult");
        return result.isObject() ? Optional.of(result(result)) : Optional.empty();
    }

    private ObjectNode result(JsonNode result) {
        ObjectNode item = typed("function_call_output")
                .put("call_id", result.path("toolUseId").asText());
        JsonNode content = result.path(CONTENT);
        if (content.valueStream().anyMatch(MediaBesideResults::isMedia)) {
            ArrayNode output = item.putArray("output");
            if (isError(result)) {
                output.add(typed("input_text").put(TEXT, FAILED));
            }
            content.forEach(block -> output.add(part("user", block)));
        } else {
            String output = content.valueStream().map(this::resultText).collect(Collectors.joining("\n"));
            item.put("output", isError(result) ? FAILED + output : output);
        }
        return item;
    }

    private static boolean isError(JsonNode result) {
        return result.path("status").asText().equals("error");
    }

    private String resultText(JsonNode block) {
        if (block.has("json")) {
            return block.path("json").toString();
        }
        return text(block);
    }

    /// The text of a block; a block of another kind is objected to.
    String text(JsonNode block) {
        if (block.has(TEXT)) {
            return block.path(TEXT).asText();
        }
        block.fieldNames().forEachRemaining(objections);
        return "";
    }

    private ObjectNode part(String role, JsonNode block) {
        JsonNode image = block.path("image");
        JsonNode document = block.path("document");
        if (image.isObject()) {
            String type = IMAGES.getOrDefault(image.path("format").asText(), "image/png");
            return typed("input_image")
                    .put("detail", "auto")
                    .put("image_url", "data:" + type + ";base64," + bytes(image));
        }
        if (document.isObject()) {
            return file(document);
        }
        return typed(role.equals("assistant") ? "output_text" : "input_text").put(TEXT, resultText(block));
    }

    private ObjectNode file(JsonNode document) {
        String format = document.path("format").asText("txt");
        return typed("input_file")
                .put("filename", document.path("name").asText() + "." + format)
                .put("file_data", "data:" + FileFormat.mediaType(format) + ";base64," + bytes(document));
    }

    /// Writes a document's context as a text beside it.
    private void context(JsonNode document, ArrayNode parts) {
        if (document.path("context").isTextual()) {
            parts.add(typed("input_text").put(TEXT, document.path("context").textValue()));
        }
        if (document.path("citations").path("enabled").asBoolean()) {
            objections.accept("citations");
        }
    }

    private String bytes(JsonNode media) {
        JsonNode bytes = media.path("source").path("bytes");
        if (!bytes.isTextual()) {
            objections.accept("a source other than bytes");
        }
        return bytes.asText();
    }

    private static ObjectNode typed(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }
}
