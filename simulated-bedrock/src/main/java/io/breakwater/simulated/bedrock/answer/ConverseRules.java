package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// What Bedrock refuses in a Converse request, in its own words where they are known.
final class ConverseRules {

    private static final Set<String> CONTENT_MEMBERS = Set.of(
            "text",
            "image",
            "document",
            "video",
            "audio",
            "toolUse",
            "toolResult",
            "guardContent",
            "cachePoint",
            "reasoningContent",
            "citationsContent",
            "searchResult");
    private static final Pattern METADATA = Pattern.compile("[a-zA-Z0-9\\s:_@$#=/+,\\-.]{0,256}");
    private static final int MOST_METADATA = 16;

    private ConverseRules() {}

    static Optional<SentError> check(JsonNode request, long maxOutputTokens) {
        return messages(request.path("messages"))
                .or(() -> inference(request.path("inferenceConfig"), maxOutputTokens))
                .or(() -> metadata(request.path("requestMetadata")))
                .map(SentError::validation);
    }

    /// A number outside its bounds, in the words of the service model's constraints.
    static Optional<String> range(JsonNode value, String name, double least, double most) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            return Optional.of("The value at '" + name + "' is not a number: " + value);
        }
        if (value.doubleValue() < least) {
            return Optional.of(constraint(value, name, "greater than or equal to " + plain(least)));
        }
        return value.doubleValue() > most
                ? Optional.of(constraint(value, name, "less than or equal to " + plain(most)))
                : Optional.empty();
    }

    private static Optional<String> messages(JsonNode messages) {
        if (messages.isEmpty() || !role(messages.get(0)).equals("user")) {
            return Optional.of("A conversation must start with a user message. "
                    + "Try again with a conversation that starts with a user message.");
        }
        return IntStream.range(0, messages.size())
                .mapToObj(i -> message(messages, i))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> message(JsonNode messages, int index) {
        String role = role(messages.get(index));
        if (!role.equals(index % 2 == 0 ? "user" : "assistant")) {
            return Optional.of("A conversation must alternate between user and assistant roles. "
                    + "Make sure the conversation alternates between user and assistant roles and try again.");
        }
        JsonNode content = messages.get(index).path("content");
        if (content.isEmpty()) {
            return Optional.of("The content field in the Message object at messages." + index
                    + " is empty. Add a ContentBlock object to the content field and try again.");
        }
        return IntStream.range(0, content.size())
                .mapToObj(i -> block(content.get(i), "messages." + index + ".content." + i))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> block(JsonNode block, String at) {
        if (block.properties().stream().noneMatch(entry -> CONTENT_MEMBERS.contains(entry.getKey()))) {
            return Optional.of("The ContentBlock object at " + at + " must set one of the following keys: "
                    + String.join(", ", CONTENT_MEMBERS.stream().sorted().toList()) + ".");
        }
        boolean blank = block.has("text") && block.path("text").asText().isBlank();
        return blank
                ? Optional.of("The text field in the ContentBlock object at " + at
                        + " is blank. Add text to the text field, and try again.")
                : Optional.empty();
    }

    private static Optional<String> inference(JsonNode inference, long maxOutputTokens) {
        JsonNode max = inference.path("maxTokens");
        return range(max, "inferenceConfig.maxTokens", 1, Double.MAX_VALUE)
                .or(() -> tooMany(max, maxOutputTokens))
                .or(() -> range(inference.path("temperature"), "inferenceConfig.temperature", 0, 1))
                .or(() -> range(inference.path("topP"), "inferenceConfig.topP", 0, 1));
    }

    private static Optional<String> tooMany(JsonNode max, long maxOutputTokens) {
        return max.asLong() > maxOutputTokens
                ? Optional.of("The maximum tokens you requested exceeds the model limit of " + maxOutputTokens
                        + ". Try again with a maximum tokens value that is lower than " + maxOutputTokens + ".")
                : Optional.empty();
    }

    private static Optional<String> metadata(JsonNode metadata) {
        boolean wrong = metadata.size() > MOST_METADATA
                || metadata.properties().stream()
                        .anyMatch(entry -> !METADATA.matcher(entry.getKey()).matches()
                                || !METADATA.matcher(entry.getValue().asText()).matches());
        return wrong
                ? Optional.of("1 validation error detected: Value at 'requestMetadata' failed to satisfy constraint: "
                        + "at most 16 pairs of at most 256 characters of " + METADATA.pattern())
                : Optional.empty();
    }

    private static String role(JsonNode message) {
        return message.path("role").asText();
    }

    private static String constraint(JsonNode value, String name, String bound) {
        return "1 validation error detected: Value '" + value + "' at '" + name
                + "' failed to satisfy constraint: Member must have value " + bound;
    }

    private static String plain(double bound) {
        return Long.toString(Math.round(bound));
    }
}
