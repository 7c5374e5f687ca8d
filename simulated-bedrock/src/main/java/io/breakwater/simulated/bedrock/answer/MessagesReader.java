package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads an Anthropic Messages request; a `cache_control` ends the prefix after its block.
final class MessagesReader {

    private MessagesReader() {}

    static AskedConversation read(JsonNode request) {
        JsonNode max = request.path("max_tokens");
        List<String> tools = request.path("tools")
                .valueStream()
                .map(tool -> tool.path("name").asText())
                .toList();
        return new AskedConversation(
                parts(request),
                ConverseReader.lastUserText(request.path("messages")),
                tools,
                forcedTool(request.path("tool_choice"), tools),
                max.isNumber() ? max.longValue() : null,
                ConverseReader.strings(request.path("stop_sequences")),
                Map.of());
    }

    private static List<Part> parts(JsonNode request) {
        List<Part> parts = new ArrayList<>();
        addBlocks(parts, request.path("tools"));
        addBlocks(parts, request.path("system"));
        request.path("messages").forEach(message -> addBlocks(parts, message.path("content")));
        return parts;
    }

    private static void addBlocks(List<Part> parts, JsonNode content) {
        if (content.isTextual()) {
            parts.add(new Part.Material(content, tokens(content)));
        }
        for (JsonNode block : content) {
            parts.add(new Part.Material(block, tokens(block)));
            if (block.path("cache_control").isObject()) {
                parts.add(Part.CachePoint.of(
                        block.path("cache_control").path("ttl").asText()));
            }
        }
    }

    private static long tokens(JsonNode block) {
        return switch (block.path("type").asText()) {
            case "text" -> TokenCount.ofText(block.path("text").asText());
            case "image", "document" -> TokenCount.MEDIA_TOKENS;
            case "tool_result" -> resultTokens(block.path("content"));
            default -> TokenCount.ofText(block.isTextual() ? block.textValue() : block.toString());
        };
    }

    private static long resultTokens(JsonNode content) {
        return content.isTextual()
                ? TokenCount.ofText(content.textValue())
                : content.valueStream().mapToLong(MessagesReader::tokens).sum();
    }

    private static @Nullable String forcedTool(JsonNode choice, List<String> tools) {
        return switch (choice.path("type").asText()) {
            case "tool" -> choice.path("name").asText();
            case "any" -> tools.isEmpty() ? null : tools.getFirst();
            default -> null;
        };
    }
}
