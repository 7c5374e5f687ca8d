package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.OfferedTools;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.openai.CacheMarks;
import io.breakwater.dialect.openai.JsonTool;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Anthropic's `tools` and `tool_choice` as Converse's `toolConfig`. Anthropic's own tools (web search,
/// computer use and others) have no translation.
final class TranslatedTools {
    /// `eager_input_streaming` only changes how Claude streams.
    private static final Set<String> KNOWN =
            Set.of("type", "name", "description", "input_schema", "strict", "cache_control", "eager_input_streaming");

    private static final Set<String> LOST = Set.of("defer_loading", "input_examples", "allowed_callers");

    private final JsonField choice;
    private final ObjectNode converse;
    private final ArrayNode specs;
    private final Set<String> unheeded = new TreeSet<>();

    private TranslatedTools(JsonField choice, ObjectNode converse) {
        this.choice = choice;
        this.converse = converse;
        this.specs = converse.arrayNode();
    }

    /// @param asJson whether the answer shall be JSON, which may take a tool of the gateway's
    static TranslatedTools write(JsonField body, ObjectNode converse, boolean asJson) {
        TranslatedTools tools = new TranslatedTools(body.at("tool_choice"), converse);
        List<JsonField> offered = body.at("tools").items();
        offered.forEach(tools::spec);
        if (!offered.isEmpty()) {
            tools.offer();
        } else {
            tools.offerNone();
        }
        if (asJson) {
            offered.forEach(tool -> JsonTool.keepName(tool.at("name"), "if the answer should be JSON"));
        }
        return tools;
    }

    /// Whether one tool shall be called at a time.
    boolean oneAtATime() {
        return choice.at("disable_parallel_tool_use").flag(false);
    }

    /// What of the tools other models do not get, as `x-breakwater-adapted` names it.
    List<String> unheeded() {
        return List.copyOf(unheeded);
    }

    private void spec(JsonField tool) {
        if (!tool.isRequiredObject()) {
            return;
        }
        Optional<String> type = tool.at("type").text();
        if (type.isPresent() && !type.get().equals("custom")) {
            tool.at("type").refuse("has no translation; leave the tool out");
            return;
        }
        ObjectNode spec = specs.addObject().putObject("toolSpec");
        spec.put("name", tool.at("name").requiredFilledText());
        tool.at("description").text().filter(text -> !text.isBlank()).ifPresent(text -> spec.put("description", text));
        if (tool.at("input_schema").isRequiredObject()) {
            spec.putObject("inputSchema").set("json", tool.at("input_schema").node());
        }
        if (tool.at("strict").flag(false)) {
            spec.put("strict", true);
        }
        CacheMarks.write(tool, specs);
        unheeded(tool);
    }

    private void unheeded(JsonField tool) {
        for (String member : (Iterable<String>) tool.node()::fieldNames) {
            JsonNode value = tool.node().path(member);
            if (!KNOWN.contains(member) && !value.isNull() && !(value.isBoolean() && !value.booleanValue())) {
                unheeded.add(LOST.contains(member) ? member : "tool_fields");
            }
        }
    }

    private void offer() {
        String chosen = choice.isObject() ? choice.at("type").requiredText() : "auto";
        ObjectNode config = converse.putObject("toolConfig");
        config.set("tools", specs);
        switch (chosen) {
            case "auto", "any" -> config.putObject("toolChoice").putObject(chosen);
            case "tool" ->
                config.putObject("toolChoice")
                        .putObject("tool")
                        .put("name", choice.at("name").requiredFilledText());
            case "none" -> offerNone();
            default -> choice.at("type").refuse("must be auto, any, tool or none");
        }
    }

    /// Offers no tool. Converse cannot offer tools and forbid their use, and without any tool it
    /// refuses the conversation's earlier calls and results.
    private void offerNone() {
        converse.remove("toolConfig");
        boolean called = converse.path("messages").findValue("toolUse") != null
                || converse.path("messages").findValue("toolResult") != null;
        if (called) {
            OfferedTools.offerNone(converse);
        }
    }
}
