package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.CachePoints;
import io.breakwater.dialect.body.ConversationTurns;
import io.breakwater.dialect.body.DistinctNames;
import io.breakwater.dialect.body.FileFormat;
import io.breakwater.dialect.body.Thoughts;
import io.breakwater.dialect.json.Base64Text;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.openai.CacheMarks;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Translates Anthropic's content blocks to those of Converse.
final class TranslatedContent {
    /// "ImageBlock", Amazon Bedrock API Reference.
    private static final Map<String, String> IMAGES =
            Map.of("image/png", "png", "image/jpeg", "jpeg", "image/gif", "gif", "image/webp", "webp");

    /// The names of the request's documents.
    private final DistinctNames documents = new DistinctNames();

    /// Writes content in either form that clients use: one text, or blocks.
    void write(JsonField content, ArrayNode blocks) {
        if (content.node().isTextual()) {
            text(content.node().textValue(), blocks);
            return;
        }
        for (JsonField block : content.items()) {
            if (block.isRequiredObject()) {
                write(block, block.at("type").requiredText(), blocks);
                CacheMarks.write(block, blocks);
            }
        }
    }

    /// The same for places that allow only text.
    void writeTexts(JsonField content, ArrayNode blocks) {
        if (!content.node().isTextual()) {
            content.items().forEach(block -> {
                if (!block.at("type").requiredText().equals("text")) {
                    block.at("type").refuse("must be text");
                }
            });
        }
        write(content, blocks);
    }

    private void write(JsonField block, String type, ArrayNode blocks) {
        switch (type) {
            case "text" -> text(block.at("text").requiredText(), blocks);
            case "image" -> image(block.at("source"), blocks);
            case "document" -> document(block, blocks);
            case "tool_use" -> call(block, blocks);
            case "tool_result" -> result(block, blocks);
            case "thinking" -> thought(block.node(), blocks);
            case "redacted_thinking" -> {
                // Thinking that Claude has hidden: no other model can read it.
            }
            default -> block.at("type").refuse("has no translation; leave the block out");
        }
    }

    /// Drops Claude's thinking, which no other model can read.
    private static void thought(JsonNode block, ArrayNode blocks) {
        if (Thoughts.isOfResponses(block)) {
            ObjectNode thought = blocks.addObject().putObject(Thoughts.MEMBER).putObject("reasoningText");
            thought.put("text", block.path("thinking").asText());
            thought.set("signature", block.path("signature"));
        }
    }

    /// Writes a text; Bedrock takes none of only white space.
    private static void text(String text, ArrayNode blocks) {
        if (!text.isBlank()) {
            blocks.addObject().put("text", text);
        }
    }

    private static void image(JsonField source, ArrayNode blocks) {
        if (!source.at("type").requiredText().equals("base64")) {
            source.at("type").refuse("must be base64; send the image itself");
            return;
        }
        String format = IMAGES.get(source.at("media_type").requiredText().toLowerCase(Locale.ROOT));
        if (format == null) {
            source.at("media_type").refuse("must be one of image/png, image/jpeg, image/gif, image/webp");
            return;
        }
        ObjectNode image = blocks.addObject().putObject("image").put("format", format);
        image.putObject("source").put("bytes", source.at("data").requiredFilledText());
    }

    /// A PDF, or what is text ("PDF support" and "Citations", Claude API documentation).
    private void document(JsonField block, ArrayNode blocks) {
        if (block.at("citations").at("enabled").flag(false)) {
            block.at("citations").refuse("has no translation; leave it out");
        }
        JsonField source = block.at("source");
        switch (source.at("type").requiredText()) {
            case "base64" -> file(block, source, blocks);
            case "text" -> document(block, "txt", base64(source.at("data").requiredFilledText()), blocks);
            case "content" -> parts(block, source.at("content"), blocks);
            default -> source.at("type").refuse("must be base64, text or content; send the document itself");
        }
    }

    private void file(JsonField block, JsonField source, ArrayNode blocks) {
        String type = source.at("media_type").requiredText().toLowerCase(Locale.ROOT);
        Optional<String> data = Base64Text.normal(source.at("data").requiredFilledText(), 0);
        Optional<FileFormat> format =
                data.flatMap(bytes -> FileFormat.of(type, "", bytes)).filter(found -> !found.isImage());
        if (data.isEmpty()) {
            source.at("data").refuse("must be base64");
        } else if (format.isEmpty()) {
            source.at("media_type").refuse("must be application/pdf");
        } else {
            document(block, format.get().name(), data.get(), blocks);
        }
    }

    /// Texts are one document, images stand behind it.
    private void parts(JsonField block, JsonField content, ArrayNode blocks) {
        ArrayNode parts = blocks.arrayNode();
        write(content, parts);
        String text = parts.valueStream()
                .filter(part -> part.has("text"))
                .map(part -> part.path("text").asText())
                .collect(Collectors.joining("\n\n"));
        if (!text.isEmpty()) {
            document(block, "txt", base64(text), blocks);
        }
        parts.valueStream().filter(part -> part.has("image")).forEach(blocks::add);
    }

    private void document(JsonField block, String format, String bytes, ArrayNode blocks) {
        ObjectNode document = blocks.addObject().putObject("document").put("format", format);
        document.put("name", documents.ofDocument(block.at("title").text().orElse("")));
        document.putObject("source").put("bytes", bytes);
        block.at("context").text().filter(text -> !text.isBlank()).ifPresent(text -> document.put("context", text));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Bedrock takes no document without a text beside it (DocumentBlock, Amazon Bedrock API Reference).
    static void besideDocuments(ArrayNode content) {
        boolean has = content.valueStream().anyMatch(block -> block.has("document"));
        if (has && content.valueStream().noneMatch(block -> block.has("text"))) {
            content.addObject().put("text", ConversationTurns.DOCUMENT_ONLY);
        }
    }

    private static void call(JsonField block, ArrayNode blocks) {
        ObjectNode call = blocks.addObject()
                .putObject("toolUse")
                .put("toolUseId", block.at("id").requiredFilledText())
                .put("name", block.at("name").requiredFilledText());
        call.set("input", block.at("input").isObject() ? block.at("input").node() : call.objectNode());
    }

    private void result(JsonField block, ArrayNode blocks) {
        ObjectNode result = blocks.addObject()
                .putObject("toolResult")
                .put("toolUseId", block.at("tool_use_id").requiredFilledText());
        ArrayNode content = result.putArray("content");
        write(block.at("content"), content);
        content.removeIf(CachePoints::isPoint);
        if (content.isEmpty()) {
            content.addObject().put("text", ConversationTurns.NO_OUTPUT);
        }
        if (block.at("is_error").flag(false)) {
            result.put("status", "error");
        }
    }
}
