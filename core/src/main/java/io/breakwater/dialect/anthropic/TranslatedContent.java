package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.CachePoints;
import io.breakwater.dialect.body.ConversationTurns;
import io.breakwater.dialect.body.Thoughts;
import io.breakwater.dialect.json.JsonField;
import java.util.Locale;
import java.util.Map;

/// Translates Anthropic's content blocks to those of Converse.
final class TranslatedContent {
    /// "ImageBlock", Amazon Bedrock API Reference.
    private static final Map<String, String> IMAGES =
            Map.of("image/png", "png", "image/jpeg", "jpeg", "image/gif", "gif", "image/webp", "webp");

    private TranslatedContent() {}

    /// Writes content in either form that clients use: one text, or blocks.
    static void write(JsonField content, ArrayNode blocks) {
        if (content.node().isTextual()) {
            text(content.node().textValue(), blocks);
            return;
        }
        for (JsonField block : content.items()) {
            if (block.isRequiredObject()) {
                write(block, block.at("type").requiredText(), blocks);
                mark(block, blocks);
            }
        }
    }

    /// The same for places that allow only text.
    static void writeTexts(JsonField content, ArrayNode blocks) {
        if (!content.node().isTextual()) {
            content.items().forEach(block -> {
                if (!block.at("type").requiredText().equals("text")) {
                    block.at("type").refuse("must be text");
                }
            });
        }
        write(content, blocks);
    }

    private static void write(JsonField block, String type, ArrayNode blocks) {
        switch (type) {
            case "text" -> text(block.at("text").requiredText(), blocks);
            case "image" -> image(block.at("source"), blocks);
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

    /// Writes a cache point, if there is something before it.
    static void mark(JsonField marked, ArrayNode blocks) {
        if (marked.at("cache_control").isObject()
                && !blocks.isEmpty()
                && !CachePoints.isPoint(blocks.get(blocks.size() - 1))) {
            blocks.addObject().putObject(CachePoints.MEMBER).put("type", "default");
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

    private static void call(JsonField block, ArrayNode blocks) {
        ObjectNode call = blocks.addObject()
                .putObject("toolUse")
                .put("toolUseId", block.at("id").requiredFilledText())
                .put("name", block.at("name").requiredFilledText());
        call.set("input", block.at("input").isObject() ? block.at("input").node() : call.objectNode());
    }

    private static void result(JsonField block, ArrayNode blocks) {
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
