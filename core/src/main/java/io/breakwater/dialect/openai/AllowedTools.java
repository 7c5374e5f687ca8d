package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.Set;

/// `tool_choice: {"type": "allowed_tools", ...}`, which restricts an answer to some of the tools. Bedrock has no word
/// for it: the others are not offered in this call.
final class AllowedTools {
    static final String TYPE = "allowed_tools";

    private AllowedTools() {}

    /// Reads the names of those that are allowed.
    ///
    /// @param names those of all tools
    /// @return Converse's choice among them
    static ObjectNode read(JsonField choice, Set<String> names, Set<String> allowed) {
        ObjectNode chosen = JsonNodeFactory.instance.objectNode();
        choice.only(Set.of("type", TYPE));
        JsonField given = choice.at(TYPE);
        if (!given.isRequiredObject()) {
            return chosen;
        }
        given.only(Set.of("mode", "tools"));
        switch (given.at("mode").requiredText()) {
            case "auto" -> chosen.putObject("auto");
            case "required" -> chosen.putObject("any");
            default -> given.at("mode").refuse("must be auto or required");
        }
        given.at("tools").requiredItems().forEach(tool -> allowed.add(name(tool, names)));
        return chosen;
    }

    private static String name(JsonField tool, Set<String> names) {
        if (!tool.isRequiredObject()) {
            return "";
        }
        ToolKind.requireFunction(tool);
        JsonField name = tool.at("function").at("name");
        String text = name.requiredFilledText();
        if (!names.contains(text)) {
            name.refuse("must be the name of one of the tools");
        }
        return text;
    }
}
