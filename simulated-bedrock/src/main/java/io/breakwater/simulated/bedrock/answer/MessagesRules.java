package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.rules.ClaudeRules;
import io.breakwater.simulated.bedrock.rules.Constraints;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What Claude on Bedrock refuses in an Anthropic Messages body.
final class MessagesRules {

    private static final Set<String> BLOCK_TYPES = Set.of(
            "text",
            "image",
            "document",
            "tool_use",
            "tool_result",
            "thinking",
            "redacted_thinking",
            "search_result",
            "server_tool_use",
            "web_search_tool_result");

    private MessagesRules() {}

    static Optional<SentError> check(JsonNode request, String modelId, long maxOutputTokens) {
        return members(request)
                .or(() -> messages(request.path("messages")))
                .or(() -> Constraints.range(request.path("max_tokens"), "max_tokens", 1, Double.MAX_VALUE))
                .or(() -> tooMany(request.path("max_tokens"), maxOutputTokens))
                .or(() -> Constraints.range(request.path("temperature"), "temperature", 0, 1))
                .or(() -> Constraints.range(request.path("top_p"), "top_p", 0, 1))
                .or(() -> ClaudeRules.ofMessages(request, modelId).findFirst())
                .map(SentError::validation);
    }

    private static Optional<String> members(JsonNode request) {
        Stream<String> strangers = Stream.of("model", "stream")
                .filter(request::has)
                .map(name -> name + ": Extraneous inputs are not permitted");
        Stream<String> missing = Stream.of("anthropic_version", "max_tokens", "messages")
                .filter(name -> !request.has(name))
                .map(name -> name + ": Field required");
        return Stream.concat(strangers, missing).findFirst();
    }

    private static Optional<String> messages(JsonNode messages) {
        if (messages.isEmpty()) {
            return Optional.of("messages: at least one message is required");
        }
        if (!messages.get(0).path("role").asText().equals("user")) {
            return Optional.of("messages: first message must use the \"user\" role");
        }
        return IntStream.range(0, messages.size())
                .mapToObj(i -> content(messages.get(i).path("content"), "messages." + i))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> content(JsonNode content, String at) {
        if (content.isTextual() ? content.textValue().isEmpty() : content.isEmpty()) {
            return Optional.of(at + ": all messages must have non-empty content");
        }
        return IntStream.range(0, content.size())
                .mapToObj(i -> block(content.get(i), at + ".content." + i))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> block(JsonNode block, String at) {
        String type = block.path("type").asText();
        if (!BLOCK_TYPES.contains(type)) {
            return Optional.of(at + ": Input tag '" + type + "' found using 'type' does not match any of the expected "
                    + "tags: " + String.join(", ", BLOCK_TYPES.stream().sorted().toList()));
        }
        boolean blank = type.equals("text") && block.path("text").asText().isEmpty();
        return blank ? Optional.of("messages: text content blocks must be non-empty") : Optional.empty();
    }

    private static Optional<String> tooMany(JsonNode max, long maxOutputTokens) {
        return max.asLong() > maxOutputTokens
                ? Optional.of("max_tokens: " + max + " > " + maxOutputTokens
                        + ", which is the maximum allowed number of output tokens for this model")
                : Optional.empty();
    }
}
