package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Translates `content`, a string or an array of parts, to content blocks. Texts of nothing but white space
/// are left out, as Bedrock refuses them. Of a part only what makes it up is read: clients note more
/// (`index`, `id`, `annotations`, an image's `format`).
final class ContentParts {
    private static final Set<String> DETAILS = Set.of("auto", "low", "high", "original");

    private static final String MISSING = "is missing; it must be a string or an array of text parts";

    /// What a model is told of a tool that returned nothing: Bedrock's models do not all take an empty
    /// result.
    private static final String NO_OUTPUT = "(no output)";

    private ContentParts() {}

    /// What a system message may have.
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

    /// What a tool returned: texts, images, and whatever else as its JSON, as a tool may return anything;
    /// `null` is nothing. Cache points stand behind a result, not within it.
    static void result(JsonField content, ArrayNode blocks) {
        if (content.node().isMissingNode()) {
            content.refuse(MISSING);
        }
        if (isParts(content, blocks)) {
            content.items().forEach(part -> returned(part, blocks));
        }
        if (blocks.isEmpty()) {
            addText(NO_OUTPUT, blocks);
        }
    }

    private static void returned(JsonField part, ArrayNode blocks) {
        if (!part.isRequiredObject()) {
            return;
        }
        switch (part.node().path("type").asText()) {
            case "text" -> text(part, "text", blocks);
            case "image_url" -> image(part, blocks);
            default -> addText(part.node().toString(), blocks);
        }
    }

    /// The parts, if it has any.
    static List<JsonField> parts(JsonField content) {
        return content.node().isArray() ? content.items() : List.of();
    }

    /// What a user says: texts and images.
    static void mixed(JsonField content, ArrayNode blocks) {
        if (isParts(content, blocks)) {
            content.items().forEach(part -> {
                String type = type(part);
                if (type.equals("image_url")) {
                    image(part, blocks);
                } else {
                    text(part, type, blocks);
                }
                CacheMarks.write(part, blocks);
            });
        }
    }

    /// What an assistant said: texts and refusals.
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
        if (!type.equals("text")) {
            part.at("type").refuse("is not supported here; use text, or image_url in a user message");
        }
        addText(part.at("text").requiredText(), blocks);
    }

    private static void image(JsonField part, ArrayNode blocks) {
        JsonField image = part.at("image_url");
        if (!image.isRequiredObject()) {
            return;
        }
        if (!DETAILS.contains(image.at("detail").text().orElse("auto"))) {
            image.at("detail").refuse("must be auto, low, high or original");
        }
        String url = image.at("url").requiredFilledText();
        Optional<DataUrl> data = DataUrl.parse(url);
        if (data.isEmpty()) {
            image.at("url").refuse("must be data:image/{png,jpeg,gif,webp};base64,…; the gateway fetches nothing");
        } else {
            write(data.get(), blocks.addObject().putObject("image"));
        }
    }

    private static void write(DataUrl data, ObjectNode image) {
        image.put("format", data.format()).putObject("source").put("bytes", data.base64());
    }
}
