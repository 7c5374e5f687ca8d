package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads a Converse request: tools, system and messages in the order the model reads them.
final class ConverseReader {

    private ConverseReader() {}

    static AskedConversation read(JsonNode request) {
        return new AskedConversation(
                parts(request),
                lastUserText(request.path("messages")),
                ConverseTools.read(request),
                shape(request),
                Json.strings(request.path("requestMetadata")));
    }

    private static AskedShape shape(JsonNode request) {
        JsonNode inference = request.path("inferenceConfig");
        JsonNode max = inference.path("maxTokens");
        JsonNode fields = request.path("additionalModelRequestFields");
        return new AskedShape(
                max.isNumber() ? max.longValue() : null,
                strings(inference.path("stopSequences")),
                schema(request),
                reasons(fields),
                strings(request.path("additionalModelResponseFieldPaths")));
    }

    /// Whether a model's own fields ask for its reasoning: Claude's `thinking`, Nova's `reasoningConfig`.
    static boolean reasons(JsonNode fields) {
        String thinking = fields.path("thinking").path("type").asText();
        return thinking.equals("enabled")
                || thinking.equals("adaptive")
                || fields.path("reasoningConfig").path("type").asText().equals("enabled");
    }

    /// The schema of Converse's own member, where it is a text, or of Claude's.
    private static @Nullable JsonNode schema(JsonNode request) {
        JsonNode format = request.path("outputConfig").path("textFormat");
        return Json.read(format.path("structure")
                        .path("jsonSchema")
                        .path("schema")
                        .asText())
                .filter(JsonNode::isObject)
                .orElseGet(() -> MessagesReader.schema(request.path("additionalModelRequestFields")));
    }

    /// The texts of the last message of the user, a line each.
    static String lastUserText(JsonNode messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).path("role").asText().equals("user")) {
                return joinedText(messages.get(i).path("content"));
            }
        }
        return "";
    }

    static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static String joinedText(JsonNode content) {
        return content.isTextual()
                ? content.textValue()
                : content.valueStream()
                        .filter(block -> block.path("text").isTextual())
                        .map(block -> block.path("text").textValue())
                        .collect(Collectors.joining("\n"));
    }

    private static List<Part> parts(JsonNode request) {
        List<Part> parts = new ArrayList<>();
        addBlocks(parts, request.path("toolConfig").path("tools"));
        addBlocks(parts, request.path("system"));
        request.path("messages").forEach(message -> addBlocks(parts, message.path("content")));
        return parts;
    }

    private static void addBlocks(List<Part> parts, JsonNode blocks) {
        for (JsonNode block : blocks) {
            JsonNode cachePoint = block.path("cachePoint");
            parts.add(
                    cachePoint.isObject()
                            ? Part.CachePoint.of(cachePoint.path("ttl").asText())
                            : new Part.Material(block, tokens(block)));
        }
    }

    private static long tokens(JsonNode block) {
        if (block.path("text").isTextual()) {
            return TokenCount.ofText(block.path("text").textValue());
        }
        if (block.has("image") || block.has("document") || block.has("video")) {
            return TokenCount.MEDIA_TOKENS;
        }
        JsonNode result = block.path("toolResult").path("content");
        return result.isArray()
                ? result.valueStream().mapToLong(ConverseReader::tokens).sum()
                : TokenCount.ofText(block.toString());
    }
}
