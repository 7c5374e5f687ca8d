package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.answer.AskedTools.Choice;
import io.breakwater.simulated.bedrock.answer.AskedTools.Offered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a request of OpenAI's Responses.
final class ResponsesReader {
    private static final String ENCRYPTED = "/encrypted_content";
    private static final String SUMMARY = "/summary";

    private ResponsesReader() {}

    static AskedConversation read(JsonNode request) {
        JsonNode input = request.path("input");
        String last = input.isTextual() ? input.textValue() : ConverseReader.lastUserText(input);
        return new AskedConversation(
                parts(request),
                last,
                last,
                tools(request),
                shape(request),
                Map.of(),
                Optional.of(request.path(ResponsesFormat.GONE_ON_FROM).asText()).filter(id -> !id.isEmpty()));
    }

    /// Whether the answer has its reasoning in a form that can be sent again.
    static boolean encrypts(AskedConversation conversation) {
        return conversation.shape().fieldPaths().contains(ENCRYPTED);
    }

    /// Whether the answer has a summary of its reasoning.
    static boolean summarises(AskedConversation conversation) {
        return conversation.shape().fieldPaths().contains(SUMMARY);
    }

    private static AskedShape shape(JsonNode request) {
        JsonNode most = request.path("max_output_tokens");
        JsonNode reasoning = request.path("reasoning");
        List<String> told = new ArrayList<>();
        if (request.path("include")
                .valueStream()
                .anyMatch(name -> name.asText().equals("reasoning.encrypted_content"))) {
            told.add(ENCRYPTED);
        }
        if (reasoning.path("summary").isTextual()) {
            told.add(SUMMARY);
        }
        boolean reasons = reasoning.path("effort").isTextual()
                && !reasoning.path("effort").asText().equals("none");
        return new AskedShape(most.isNumber() ? most.longValue() : null, List.of(), schema(request), reasons, told);
    }

    private static @Nullable JsonNode schema(JsonNode request) {
        JsonNode schema = request.at("/text/format/schema");
        return schema.isObject() ? schema : null;
    }

    private static AskedTools tools(JsonNode request) {
        JsonNode input = request.path("input");
        JsonNode last = input.path(input.size() - 1);
        return new AskedTools(
                request.path("tools")
                        .valueStream()
                        .filter(tool -> tool.path("type").asText().equals("function"))
                        .map(tool -> new Offered(tool.path("name").asText(), tool.path("parameters")))
                        .toList(),
                choice(request.path("tool_choice")),
                request.path("parallel_tool_calls").asBoolean(true),
                (int) ofType(input, "function_call").count(),
                last.path("type").asText().equals("function_call_output")
                        ? last.path("output").asText("done")
                        : "");
    }

    private static Choice choice(JsonNode choice) {
        return choice.path("type").asText().equals("function")
                ? new Choice.Named(choice.path("name").asText())
                : Choice.ofChat(choice);
    }

    private static Stream<JsonNode> ofType(JsonNode items, String type) {
        return items.valueStream().filter(item -> item.path("type").asText().equals(type));
    }

    private static List<Part> parts(JsonNode request) {
        List<Part> parts = new ArrayList<>();
        request.path("tools").forEach(tool -> material(tool, parts));
        material(request.path("instructions"), parts);
        JsonNode input = request.path("input");
        if (input.isTextual()) {
            material(input, parts);
        }
        for (JsonNode item : input) {
            JsonNode content = item.path("content");
            if (content.isArray()) {
                content.forEach(part -> parts.add(new Part.Material(part, tokens(part))));
            } else {
                material(content.isTextual() ? content : item, parts);
            }
        }
        return parts;
    }

    private static void material(JsonNode node, List<Part> parts) {
        if (!node.isMissingNode() && !node.isNull()) {
            parts.add(
                    new Part.Material(node, TokenCount.ofText(node.isTextual() ? node.textValue() : node.toString())));
        }
    }

    private static long tokens(JsonNode part) {
        return part.path("text").isTextual()
                ? TokenCount.ofText(part.path("text").textValue())
                : TokenCount.MEDIA_TOKENS;
    }
}
