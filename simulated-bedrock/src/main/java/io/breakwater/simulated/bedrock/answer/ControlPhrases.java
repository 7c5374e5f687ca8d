package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The phrases in a prompt that steer its answer: `[[tokens:200]]`, `[[stop:guardrail_intervened]]` and
/// `[[tool:NAME {"json":1}]]`.
final class ControlPhrases {

    private static final Pattern TOKENS = Pattern.compile("\\[\\[tokens:(\\d{1,7})]]");
    private static final Pattern STOP = Pattern.compile("\\[\\[stop:([a-z_]+)]]");
    private static final Pattern TOOL = Pattern.compile("\\[\\[tool:([A-Za-z0-9_-]{1,64})\\s*");
    private static final Pattern ANY = Pattern.compile("\\[\\[(tokens|stop|tool):.*?]]", Pattern.DOTALL);
    private static final Set<String> STOP_REASONS = Set.of(
            "end_turn",
            "tool_use",
            "max_tokens",
            "stop_sequence",
            "guardrail_intervened",
            "content_filtered",
            "malformed_model_output",
            "malformed_tool_use",
            "model_context_window_exceeded");

    /// A demand for a tool, with the input to give it.
    record ToolCall(String name, JsonNode input) {}

    private ControlPhrases() {}

    static OptionalLong tokens(String prompt) {
        Matcher matcher = TOKENS.matcher(prompt);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    static Optional<String> stopReason(String prompt) {
        Matcher matcher = STOP.matcher(prompt);
        return matcher.find() ? Optional.of(matcher.group(1)).filter(STOP_REASONS::contains) : Optional.empty();
    }

    static Optional<ToolCall> tool(String prompt) {
        Matcher matcher = TOOL.matcher(prompt);
        return matcher.find()
                ? Optional.of(new ToolCall(matcher.group(1), Json.leading(prompt.substring(matcher.end()))))
                : Optional.empty();
    }

    static String without(String prompt) {
        return prompt.contains("[[") ? ANY.matcher(prompt).replaceAll("").strip() : prompt.strip();
    }
}
