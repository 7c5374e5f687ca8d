package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.SentError;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What OpenAI's Responses on the runtime refuse. Sources: "Responses", Amazon Bedrock User Guide; what was seen to be
/// refused until October 2026; "Responses", OpenAI API reference. A member that no page names is not refused.
public final class ResponsesBodyRules {
    /// The beginning of content that a model has encrypted for its next turn.
    public static final String SEALED = "gAAAA";

    private static final long LEAST_TOKENS = 16;

    private static final int LONGEST_ID = 64;

    /// The tools that a client runs itself, and remote ones over a protocol.
    private static final Set<String> TOOLS =
            Set.of("function", "mcp", "custom", "apply_patch", "namespace", "tool_search", "computer");

    private ResponsesBodyRules() {}

    public static Optional<SentError> check(JsonNode request, long maxOutputTokens) {
        return Stream.of(
                        request.path("background").asBoolean()
                                ? Optional.of("The background parameter is not supported.")
                                : Optional.<String>empty(),
                        request.has("previous_response_id")
                                        && !request.path("previous_response_id").isNull()
                                ? Optional.of("Previous response with id '"
                                        + request.path("previous_response_id").asText() + "' not found.")
                                : Optional.<String>empty(),
                        bound(request.path("max_output_tokens"), maxOutputTokens),
                        request.path("tools")
                                .valueStream()
                                .map(tool -> tool.path("type").asText())
                                .filter(type -> !TOOLS.contains(type))
                                .findFirst()
                                .map(type -> "Tool type '" + type + "' is not supported."),
                        input(request.path("input")))
                .flatMap(Optional::stream)
                .findFirst()
                .map(SentError::validation);
    }

    private static Optional<String> bound(JsonNode asked, long most) {
        if (asked.isMissingNode() || asked.isNull()) {
            return Optional.empty();
        }
        if (asked.isIntegralNumber() && asked.longValue() < LEAST_TOKENS) {
            return Optional.of("Invalid 'max_output_tokens': integer below minimum value. Expected a value >= "
                    + LEAST_TOKENS + ", but got " + asked + " instead.");
        }
        return asked.isIntegralNumber() && asked.longValue() <= most
                ? Optional.empty()
                : Optional.of(
                        "Invalid 'max_output_tokens': expected an integer of at most " + most + ", got " + asked + ".");
    }

    private static Optional<String> input(JsonNode input) {
        if (input.isTextual()) {
            return Optional.empty();
        }
        if (!input.isArray() || input.isEmpty()) {
            return Optional.of("Missing required parameter: 'input'.");
        }
        Set<String> open = new LinkedHashSet<>();
        for (JsonNode item : input) {
            Optional<String> wrong = item(item, open);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return open.stream().findFirst().map(call -> "No tool output found for function call " + call + ".");
    }

    /// The type of an item. That of a message or a reference may be left out.
    public static String kind(JsonNode item) {
        boolean named = item.hasNonNull("id") && !item.hasNonNull("role");
        return item.path("type").asText(named ? "item_reference" : "message");
    }

    /// @param open the calls without an output so far
    private static Optional<String> item(JsonNode item, Set<String> open) {
        int length = item.path("id").asText().length();
        if (length > LONGEST_ID) {
            return Optional.of("Invalid 'input.id': string too long. Expected a string with maximum length "
                    + LONGEST_ID + ", but got a string with length " + length + " instead.");
        }
        String call = item.path("call_id").asText();
        return switch (kind(item)) {
            case "function_call" -> {
                open.add(call);
                yield Optional.empty();
            }
            case "function_call_output" ->
                open.remove(call)
                        ? Optional.empty()
                        : Optional.of("No tool call found for function call output with call_id " + call + ".");
            case "item_reference" ->
                Optional.of("Item with id '" + item.path("id").asText() + "' not found.");
            case "reasoning" -> sealed(item.path("encrypted_content"));
            default ->
                item.path("content")
                        .valueStream()
                        .filter(part -> part.path("type").asText().equals("input_image"))
                        .map(part -> part.path("image_url").asText())
                        .filter(url -> !url.startsWith("data:") && !url.startsWith("s3://"))
                        .findFirst()
                        .map(_ -> "Invalid 'image_url': only data: and s3:// are supported.");
        };
    }

    private static Optional<String> sealed(JsonNode encrypted) {
        return encrypted.isTextual() && !encrypted.textValue().startsWith(SEALED)
                ? Optional.of("The encrypted content of a reasoning item could not be verified.")
                : Optional.empty();
    }
}
