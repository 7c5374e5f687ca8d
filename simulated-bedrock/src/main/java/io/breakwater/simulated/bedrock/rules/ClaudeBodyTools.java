package io.breakwater.simulated.bedrock.rules;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The tools that a body of Claude's offers, and the choice among them. Tools that run on Anthropic's
/// servers are not on Bedrock. Sources: "Tool use", Claude Developer Platform; "Anthropic Claude
/// Messages API", Amazon Bedrock User Guide.
final class ClaudeBodyTools {

    private static final String CUSTOM = "custom";
    private static final Pattern NAME = Pattern.compile("^[a-zA-Z0-9_-]{1,128}$");
    private static final List<String> ALTERNATIVES = List.of("oneOf", "allOf", "anyOf");
    private static final Set<String> MEMBERS =
            Set.of("type", "name", "description", "input_schema", "cache_control", "strict");
    /// Members of features that a request must enable.
    private static final Set<String> OF_BETAS =
            Set.of("defer_loading", "eager_input_streaming", "input_examples", "allowed_callers");
    private static final Set<String> CLIENT_TOOLS = Set.of(
            "bash_20250124",
            "computer_20250124",
            "computer_20251124",
            CUSTOM,
            "memory_20250818",
            "text_editor_20250124",
            "text_editor_20250429",
            "text_editor_20250728",
            "tool_search_tool_bm25_20251119",
            "tool_search_tool_regex_20251119");
    private static final Set<String> CHOICES = Set.of("auto", "any", "tool", "none");

    private ClaudeBodyTools() {}

    static Stream<String> problems(ClaudeBody body) {
        JsonNode tools = body.json().path("tools");
        return Stream.of(
                        IntStream.range(0, tools.size()).boxed().flatMap(i -> tool(body, tools.get(i), "tools." + i)),
                        doubled(tools),
                        used(body, tools),
                        choice(body.json().path("tool_choice"), tools))
                .flatMap(problems -> problems);
    }

    private static Stream<String> tool(ClaudeBody body, JsonNode tool, String at) {
        String type = tool.path("type").asText(CUSTOM);
        if (!CLIENT_TOOLS.contains(type)) {
            return Stream.of(ClaudeBodyBlocks.unknown(at, type, CLIENT_TOOLS));
        }
        if (!type.equals(CUSTOM)) {
            return Stream.empty();
        }
        String member = at + "." + CUSTOM + ".";
        return Stream.of(
                        strangers(body, tool, member),
                        name(tool.path("name").asText(), member),
                        schema(tool, member + "input_schema"))
                .flatMap(problems -> problems);
    }

    private static Stream<String> strangers(ClaudeBody body, JsonNode tool, String at) {
        return tool.propertyStream()
                .map(Map.Entry::getKey)
                .filter(name -> !MEMBERS.contains(name) && !(body.beta() && OF_BETAS.contains(name)))
                .map(name -> ClaudeBodyMembers.extra(at + name));
    }

    private static Stream<String> name(String name, String at) {
        return NAME.matcher(name).matches()
                ? Stream.empty()
                : Stream.of(at + "name: String should match pattern '" + NAME + "'");
    }

    private static Stream<String> schema(JsonNode tool, String at) {
        JsonNode schema = tool.path("input_schema");
        if (!schema.isObject()) {
            return Stream.of(at + ": Field required");
        }
        if (!schema.has("type")) {
            return Stream.of(at + ".type: Field required");
        }
        return schema.path("type").asText().equals("object")
                ? ALTERNATIVES.stream()
                        .filter(schema::has)
                        .map(_ -> at + ": input_schema does not support oneOf, allOf, or anyOf at the top level")
                : Stream.of(at + ".type: Input should be 'object'");
    }

    private static Stream<String> doubled(JsonNode tools) {
        Set<String> seen = new HashSet<>();
        return tools.valueStream().anyMatch(tool -> !seen.add(tool.path("name").asText()))
                ? Stream.of("tools: Tool names must be unique.")
                : Stream.empty();
    }

    private static Stream<String> used(ClaudeBody body, JsonNode tools) {
        return tools.isEmpty() && body.blocks().anyMatch(block -> block.is("tool_use") || block.is("tool_result"))
                ? Stream.of("Requests which include `tool_use` or `tool_result` blocks must define tools")
                : Stream.empty();
    }

    private static Stream<String> choice(JsonNode choice, JsonNode tools) {
        if (choice.isMissingNode()) {
            return Stream.empty();
        }
        String type = choice.path("type").asText();
        if (!CHOICES.contains(type)) {
            return Stream.of(ClaudeBodyBlocks.unknown("tool_choice", type, CHOICES));
        }
        if (tools.isEmpty()) {
            return Stream.of("tool_choice: tool_choice may only be specified while providing `tools`");
        }
        String name = choice.path("name").asText();
        return type.equals("tool") && !names(tools).contains(name)
                ? Stream.of("Tool '" + name + "' not found in provided tools")
                : Stream.empty();
    }

    private static Set<String> names(JsonNode tools) {
        return tools.valueStream().map(tool -> tool.path("name").asText()).collect(Collectors.toSet());
    }
}
