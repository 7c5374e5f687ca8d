package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.answer.AskedTools.Choice;
import io.breakwater.simulated.bedrock.answer.AskedTools.Offered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a request of OpenAI's Chat Completions.
final class ChatReader {
    /// The path of the token counts, as a part of the answer that a request may select.
    private static final String USAGE = "/usage";

    private ChatReader() {}

    static AskedConversation read(JsonNode request) {
        String lastUserText = ConverseReader.lastUserText(request.path("messages"));
        return new AskedConversation(
                parts(request), lastUserText, lastUserText, tools(request), shape(request), Map.of());
    }

    /// Whether a stream ends with a count of its tokens.
    static boolean includesUsage(AskedConversation conversation) {
        return conversation.shape().fieldPaths().contains(USAGE);
    }

    private static AskedShape shape(JsonNode request) {
        return new AskedShape(
                Stream.of("max_completion_tokens", "max_tokens")
                        .map(request::path)
                        .filter(JsonNode::isNumber)
                        .map(JsonNode::longValue)
                        .findFirst()
                        .orElse(null),
                stops(request.path("stop")),
                schema(request),
                false,
                request.at("/stream_options/include_usage").asBoolean() ? List.of(USAGE) : List.of());
    }

    private static List<String> stops(JsonNode stop) {
        return stop.isTextual() ? List.of(stop.textValue()) : ConverseReader.strings(stop);
    }

    private static @Nullable JsonNode schema(JsonNode request) {
        JsonNode schema = request.at("/response_format/json_schema/schema");
        return schema.isObject() ? schema : null;
    }

    private static AskedTools tools(JsonNode request) {
        JsonNode messages = request.path("messages");
        JsonNode last = messages.path(messages.size() - 1);
        return new AskedTools(
                request.path("tools")
                        .valueStream()
                        .map(tool -> tool.path("function"))
                        .map(function -> new Offered(function.path("name").asText(), function.path("parameters")))
                        .toList(),
                Choice.ofChat(request.path("tool_choice")),
                request.path("parallel_tool_calls").asBoolean(true),
                messages.valueStream()
                        .mapToInt(message -> message.path("tool_calls").size())
                        .sum(),
                last.path("role").asText().equals("tool") ? last.path("content").asText("done") : "");
    }

    private static List<Part> parts(JsonNode request) {
        List<Part> parts = new ArrayList<>();
        request.path("tools").forEach(tool -> parts.add(new Part.Material(tool, TokenCount.ofText(tool.toString()))));
        for (JsonNode message : request.path("messages")) {
            JsonNode content = message.path("content");
            if (content.isTextual()) {
                parts.add(new Part.Material(message, TokenCount.ofText(content.textValue())));
            }
            content.forEach(part -> parts.add(new Part.Material(part, tokens(part))));
            message.path("tool_calls")
                    .forEach(call -> parts.add(new Part.Material(call, TokenCount.ofText(call.toString()))));
        }
        return parts;
    }

    private static long tokens(JsonNode part) {
        return part.path("text").isTextual()
                ? TokenCount.ofText(part.path("text").textValue())
                : TokenCount.MEDIA_TOKENS;
    }
}
