package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a Converse request: tools, system and messages in the order the model reads them.
final class ConverseReader {

    private ConverseReader() {}

    static AskedConversation read(JsonNode request) {
        return new AskedConversation(
                parts(request),
                lastUserText(request.path("messages")),
                guardedText(request),
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

    /// The schema in Converse's own member, which holds it as text, or in Claude's.
    private static @Nullable JsonNode schema(JsonNode request) {
        JsonNode format = request.path("outputConfig").path("textFormat");
        return Json.read(format.path("structure")
                        .path("jsonSchema")
                        .path("schema")
                        .asText())
                .filter(JsonNode::isObject)
                .orElseGet(() -> MessagesReader.schema(request.path("additionalModelRequestFields")));
    }

    /// The text that a guardrail checks: of messages, the marked blocks if there are any, else the last
    /// one of the user; of the system prompt, the marked blocks. Tools and their results are never
    /// checked. Source: "Include a guardrail with the Converse API", Amazon Bedrock User Guide.
    private static String guardedText(JsonNode request) {
        JsonNode messages = request.path("messages");
        List<String> marked = messages.valueStream()
                .flatMap(message -> marked(message.path("content")))
                .toList();
        return Stream.concat(
                        marked(request.path("system")),
                        marked.isEmpty() ? Stream.of(lastUserText(messages)) : marked.stream())
                .collect(Collectors.joining("\n"));
    }

    private static Stream<String> marked(JsonNode blocks) {
        return blocks.valueStream()
                .map(block -> block.at("/guardContent/text/text"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    /// The texts of the user's last message, one line each; of a script, the step that the conversation
    /// has reached. The node holds messages, or items of OpenAI's Responses.
    static String lastUserText(JsonNode messages) {
        String last = null;
        int answers = 0;
        for (int i = messages.size() - 1; i >= 0; i--) {
            JsonNode message = messages.get(i);
            if (message.path("role").asText().equals("user")) {
                String text = joinedText(message.path("content"));
                if (ControlPhrases.isScript(text)) {
                    return ControlPhrases.step(text, answers);
                }
                last = last == null ? text : last;
            } else if (answered(message) && !answered(messages.path(i + 1))) {
                answers++;
            }
        }
        return last == null ? "" : last;
    }

    /// Whether it is part of the model's answer: in OpenAI's Responses, reasoning and calls of tools
    /// have no role.
    private static boolean answered(JsonNode message) {
        String type = message.path("type").asText();
        return message.path("role").asText().equals("assistant") || type.equals("reasoning") || type.endsWith("_call");
    }

    static List<String> strings(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static String joinedText(JsonNode content) {
        return content.isTextual()
                ? content.textValue()
                : content.valueStream()
                        .flatMap(block -> Stream.of(block.path("text"), block.at("/guardContent/text/text")))
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
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
