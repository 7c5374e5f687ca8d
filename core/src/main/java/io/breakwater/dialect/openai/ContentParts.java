package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.breakwater.dialect.body.ConversationTurns;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.Set;

/// Translates `content`, a string or an array of parts, to content blocks. Texts of nothing but white space
/// are left out, as Bedrock refuses them. Only a part's own content is read: clients add further
/// members (`index`, `id`, `annotations`, an image's `format`).
final class ContentParts {
    private static final String MISSING = "is missing; it must be a string or an array of text parts";

    /// Parts in OpenAI's reference that no model takes through Converse.
    private static final Set<String> NOT_TAKEN = Set.of("input_audio", "audio", "video_url");

    private final FileParts files = new FileParts();

    /// Whether an image so far asks to be read in less detail than models do.
    boolean wantsLessDetail() {
        return files.wantsLessDetail();
    }

    /// Translates the content of a system message: only texts.
    static void texts(JsonField content, ArrayNode blocks) {
        if (!content.present()) {
            content.refuse(MISSING);
        }
        if (isParts(content, blocks)) {
            content.items().forEach(part -> {
                text(part, type(part), blocks);
                CacheMarks.write(part, blocks);
            });
        }
    }

    /// Translates a tool's result: texts, files, and any other value as its JSON, as a tool may return
    /// anything; `null` is an empty result. Cache points go behind a result, not into it.
    void result(JsonField content, ArrayNode blocks) {
        if (content.node().isMissingNode()) {
            content.refuse(MISSING);
        }
        if (isParts(content, blocks)) {
            content.items().forEach(part -> returned(part, blocks));
        }
        if (blocks.isEmpty()) {
            addText(ConversationTurns.NO_OUTPUT, blocks);
        }
    }

    private void returned(JsonField part, ArrayNode blocks) {
        if (!part.isRequiredObject()) {
            return;
        }
        switch (part.node().path("type").asText()) {
            case "text" -> text(part, "text", blocks);
            case "image_url" -> files.image(part, blocks);
            case "file" -> files.file(part, blocks);
            default -> addText(part.node().toString(), blocks);
        }
    }

    /// The parts, if there are any.
    static List<JsonField> parts(JsonField content) {
        return content.node().isArray() ? content.items() : List.of();
    }

    /// Translates a user's content: texts, images and other files.
    void mixed(JsonField content, ArrayNode blocks) {
        if (!content.present()) {
            content.refuse("is missing; it must be a string or an array of parts");
        }
        if (isParts(content, blocks)) {
            content.items().forEach(part -> {
                String type = type(part);
                switch (type) {
                    case "image_url" -> files.image(part, blocks);
                    case "file" -> files.file(part, blocks);
                    default -> text(part, type, blocks);
                }
                CacheMarks.write(part, blocks);
            });
        }
    }

    /// Translates an assistant's content: texts and refusals.
    static void answered(JsonField content, ArrayNode blocks) {
        if (isParts(content, blocks)) {
            content.items().forEach(part -> {
                String type = type(part);
                if (type.equals("refusal")) {
                    addText(part.at("refusal").requiredText(), blocks);
                } else {
                    text(part, type, blocks);
                }
                CacheMarks.write(part, blocks);
            });
        }
    }

    static void addText(String text, ArrayNode blocks) {
        if (!text.isBlank()) {
            blocks.addObject().put("text", text);
        }
    }

    private static boolean isParts(JsonField content, ArrayNode blocks) {
        if (content.node().isTextual()) {
            addText(content.requiredText(), blocks);
            return false;
        }
        if (content.present() && !content.node().isArray()) {
            content.refuse("must be a string or an array of parts");
        }
        return content.node().isArray();
    }

    private static String type(JsonField part) {
        return part.isRequiredObject() ? part.at("type").requiredText() : "";
    }

    private static void text(JsonField part, String type, ArrayNode blocks) {
        if (NOT_TAKEN.contains(type)) {
            part.at("type").refuse("is %s, which no model accepts here; send its content as text".formatted(type));
        }
        if (!type.equals("text")) {
            part.at("type").refuse("is not supported here; use text, or image_url and file in a user message");
        }
        addText(part.at("text").requiredText(), blocks);
    }
}
