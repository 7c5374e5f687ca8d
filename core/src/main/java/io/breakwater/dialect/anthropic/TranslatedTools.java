package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.OfferedTools;
import io.breakwater.dialect.json.JsonField;
import io.breakwater.dialect.openai.JsonTool;
import java.util.List;
import java.util.Optional;

/// Anthropic's `tools` and `tool_choice` as Converse's `toolConfig`. Anthropic's own tools (web search,
/// computer use and others) have no translation.
final class TranslatedTools {
    private final JsonField choice;
    private final ObjectNode converse;
    private final ArrayNode specs;

    private TranslatedTools(JsonField choice, ObjectNode converse) {
        this.choice = choice;
        this.converse = converse;
        this.specs = converse.arrayNode();
    }

    /// @param asJson whether the answer shall be JSON, which may take a tool of the gateway's
    /// @return whether one tool shall be called at a time
    static boolean write(JsonField body, ObjectNode converse, boolean asJson) {
        TranslatedTools tools = new TranslatedTools(body.at("tool_choice"), converse);
        List<JsonField> offered = body.at("tools").items();
        offered.forEach(tools::spec);
        if (!offered.isEmpty()) {
            tools.offer();
        } else {
            tools.offerNone();
        }
        for (JsonField tool : offered) {
            if (asJson && tool.node().path("name").asText().equals(JsonTool.NAME)) {
                tool.at("name")
                        .refuse(
                                "is reserved for the gateway's own tool where the answer shall be JSON; use another name");
            }
        }
        return tools.choice.at("disable_parallel_tool_use").flag(false);
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
        TranslatedContent.mark(tool, specs);
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
