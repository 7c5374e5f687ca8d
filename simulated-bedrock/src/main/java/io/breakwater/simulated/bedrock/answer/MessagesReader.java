package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.AskedTools.Choice;
import io.breakwater.simulated.bedrock.answer.AskedTools.Offered;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads an Anthropic Messages request; a `cache_control` ends the prefix after its block.
final class MessagesReader {

    private MessagesReader() {}

    static AskedConversation read(JsonNode request) {
        String lastUserText = ConverseReader.lastUserText(request.path("messages"));
        return new AskedConversation(
                parts(request), lastUserText, lastUserText, tools(request), shape(request), Map.of());
    }

    private static AskedShape shape(JsonNode request) {
        JsonNode max = request.path("max_tokens");
        return new AskedShape(
                max.isNumber() ? max.longValue() : null,
                ConverseReader.strings(request.path("stop_sequences")),
                schema(request),
                ConverseReader.reasons(request),
                List.of());
    }

    /// The schema of a structured output: of `output_config.format`, or of the older `output_format`.
    static @Nullable JsonNode schema(JsonNode request) {
        return Stream.of(request.path("output_config").path("format"), request.path("output_format"))
                .map(format -> format.path("schema"))
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(null);
    }

    private static AskedTools tools(JsonNode request) {
        JsonNode choice = request.path("tool_choice");
        JsonNode messages = request.path("messages");
        return new AskedTools(
                request.path("tools")
                        .valueStream()
                        .map(tool -> new Offered(tool.path("name").asText(), tool.path("input_schema")))
                        .toList(),
                Choice.ofMessages(choice),
                !choice.path("disable_parallel_tool_use").asBoolean(),
                (int) messages.valueStream()
                        .flatMap(message -> message.path("content").valueStream())
                        .filter(block -> block.path("type").asText().equals("tool_use"))
                        .count(),
                results(messages.path(messages.size() - 1).path("content")));
    }

    private static String results(JsonNode content) {
        return content.valueStream()
                .filter(block -> block.path("type").asText().equals("tool_result"))
                .map(block -> block.path("content"))
                .map(result -> result.isTextual() ? result.textValue() : texts(result))
                .collect(Collectors.joining("\n"));
    }

    private static String texts(JsonNode parts) {
        return parts.valueStream().map(part -> part.path("text").asText()).collect(Collectors.joining("\n"));
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
            parts.add(new Part.Material(typed(content), tokens(content)));
        }
        for (JsonNode block : content) {
            parts.add(new Part.Material(unmarked(block), tokens(block)));
            if (block.path("cache_control").isObject()) {
                parts.add(Part.CachePoint.of(
                        block.path("cache_control").path("ttl").asText()));
            }
        }
    }

    /// A bare text gives the same prefix as the block that it abbreviates.
    private static JsonNode typed(JsonNode text) {
        return Json.object().put("type", "text").set("text", text);
    }

    /// A mark is not part of the prefix that it ends: the next call has it elsewhere.
    private static JsonNode unmarked(JsonNode block) {
        if (!(block instanceof ObjectNode marked) || !marked.has("cache_control")) {
            return block;
        }
        ObjectNode unmarked = Json.object();
        unmarked.setAll(marked);
        unmarked.remove("cache_control");
        return unmarked;
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
}
