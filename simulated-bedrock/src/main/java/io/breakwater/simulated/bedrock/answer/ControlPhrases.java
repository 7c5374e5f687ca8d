package io.breakwater.simulated.bedrock.answer;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.simulated.bedrock.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The phrases in a prompt that steer its answer: `[[tokens:200]]`, `[[text:so many words]]`, `[[empty]]`,
/// `[[reasoning:thoughts]]`, `[[stop:guardrail_intervened]]`, `[[calls:3]]` and, as often as wanted,
/// `[[tool:NAME {"json":1}]]`. `[[then]]` makes a script of them: the phrases after it are for the
/// following answer.
final class ControlPhrases {

    private static final Pattern TOKENS = Pattern.compile("\\[\\[tokens:(\\d{1,7})]]");
    private static final Pattern CALLS = Pattern.compile("\\[\\[calls:(\\d{1,2})]]");
    private static final Pattern STOP = Pattern.compile("\\[\\[stop:([a-z_]+)]]");
    private static final Pattern TOOL = Pattern.compile("\\[\\[tool:([A-Za-z0-9_-]{1,64})\\s*");
    private static final Pattern TEXT = Pattern.compile("\\[\\[text:(.*?)]](?!])", Pattern.DOTALL);
    private static final Pattern REASONING = Pattern.compile("\\[\\[reasoning:(.*?)]](?!])", Pattern.DOTALL);
    private static final String EMPTY = "[[empty]]";
    private static final String THEN = "[[then]]";
    private static final Pattern ANY =
            Pattern.compile("\\[\\[(empty|(tokens|stop|tool|calls|text|reasoning):.*?)]]", Pattern.DOTALL);
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

    /// A demand for a tool, with the input to give it; without one the input is made up.
    record ToolCall(String name, Optional<JsonNode> input) {}

    private ControlPhrases() {}

    static boolean isScript(String prompt) {
        return prompt.contains(THEN);
    }

    /// The step of a script after this many answers; empty after the last step.
    static String step(String script, int answers) {
        String[] steps = script.split(Pattern.quote(THEN), -1);
        return answers < steps.length ? steps[answers].strip() : "";
    }

    static OptionalLong tokens(String prompt) {
        Matcher matcher = TOKENS.matcher(prompt);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    static Optional<String> stopReason(String prompt) {
        return words(STOP, prompt).filter(STOP_REASONS::contains);
    }

    /// The words to answer with.
    static Optional<String> text(String prompt) {
        return words(TEXT, prompt);
    }

    /// The words to think before the answer.
    static Optional<String> reasoning(String prompt) {
        return words(REASONING, prompt);
    }

    static boolean empty(String prompt) {
        return prompt.contains(EMPTY);
    }

    /// How many tools to call, of any name.
    static int calls(String prompt) {
        return words(CALLS, prompt).map(Integer::valueOf).orElse(0);
    }

    static List<ToolCall> tools(String prompt) {
        List<ToolCall> calls = new ArrayList<>();
        Matcher matcher = TOOL.matcher(prompt);
        while (matcher.find()) {
            String rest = prompt.substring(matcher.end());
            calls.add(new ToolCall(
                    matcher.group(1), rest.startsWith("{") ? Optional.of(Json.leading(rest)) : Optional.empty()));
        }
        return calls;
    }

    static String without(String prompt) {
        return prompt.contains("[[") ? ANY.matcher(prompt).replaceAll("").strip() : prompt.strip();
    }

    private static Optional<String> words(Pattern phrase, String prompt) {
        Matcher matcher = phrase.matcher(prompt);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
