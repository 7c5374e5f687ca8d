package io.breakwater.dialect.responses;

import io.breakwater.dialect.Refusal;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Maps paths in the translated chat completion to paths in the client's request, so that a refusal
/// names what the client wrote.
final class ChatPaths {
    private static final Pattern LAST_STEP = Pattern.compile("(\\[\\d+\\]|\\.?[^.\\[\\]]+)$");

    /// Steps of a path that exist in parts of a chat completion but not in parts of a response.
    private static final Map<String, String> STEPS = Map.of(
            ".function.", ".",
            ".image_url.url", ".image_url",
            ".image_url.detail", ".detail",
            ".file.", ".",
            ".tool_call_id", ".call_id",
            ".json_schema.", ".");

    private final Map<String, String> asked = new HashMap<>(Map.of(
            "messages", "input",
            "response_format", "text.format",
            "verbosity", "text.verbosity",
            "max_completion_tokens", "max_output_tokens"));

    /// @param chat the path in the chat completion
    /// @param asked the path in the client's request
    void put(String chat, String asked) {
        this.asked.put(chat, asked);
    }

    Refusal named(Refusal refusal) {
        if (refusal.kind() != Refusal.Kind.INVALID_REQUEST || refusal.about().isEmpty()) {
            return refusal;
        }
        String field = refusal.about().get();
        String message = refusal.message();
        String path = of(field);
        String text = message.startsWith(field) ? path + message.substring(field.length()) : message;
        return Refusal.invalidRequest(
                text.replace("a tool message with this id", "a function_call_output with this call_id"),
                Optional.of(path));
    }

    /// The parent of a path, which is always shorter, even for odd names that a client may write.
    private static String parent(String path) {
        String parent = LAST_STEP.matcher(path).replaceFirst("");
        return parent.length() < path.length() ? parent : path.substring(0, path.length() - 1);
    }

    private String of(String chat) {
        String before = chat;
        while (!before.isEmpty() && !asked.containsKey(before)) {
            before = parent(before);
        }
        String rest = chat.substring(before.length());
        for (var step : STEPS.entrySet()) {
            rest = rest.replace(step.getKey(), step.getValue());
        }
        boolean isCall = before.endsWith("]") && before.contains(".tool_calls[");
        return asked.getOrDefault(before, "") + (isCall && rest.equals(".id") ? ".call_id" : rest);
    }
}
