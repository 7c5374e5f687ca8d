package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.OfferedTools;
import io.breakwater.dialect.body.ToolSchema;
import io.breakwater.dialect.json.JsonField;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Translates `tools` and `tool_choice` to Converse's `toolConfig`.
///
/// `tool_choice: none` offers no tool. Bedrock refuses messages with tool blocks if there is no
/// `toolConfig`, so such a history without tools gets one placeholder that says that no tool can be
/// called.
final class ToolOffer {
    private static final Pattern TOOL_NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private static final String ALLOWED_TOOLS = "allowed_tools";
    private static final Set<String> TOOL_MEMBERS = Set.of("type", "function", CacheMarks.CONTROL);
    private static final Set<String> FUNCTION_MEMBERS =
            Set.of("name", "description", "parameters", "strict", CacheMarks.CONTROL);

    private final List<JsonField> tools;
    private final JsonField choice;
    private final boolean hasToolBlocks;
    private final boolean asJson;
    private final Set<String> names = new HashSet<>();

    /// The names of the tools that may be called; empty if all may.
    private final Set<String> allowed = new HashSet<>();

    ToolOffer(JsonField body, boolean hasToolBlocks) {
        this.tools = body.at("tools").items();
        this.choice = body.at("tool_choice");
        this.hasToolBlocks = hasToolBlocks;
        this.asJson = JsonBodies.areWanted(body);
    }

    void writeTo(ObjectNode converse) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        tools.forEach(tool -> writeSpec(tool, all));
        ObjectNode chosen = choice();
        ArrayNode specs = allowed.isEmpty() ? all : OfferedTools.some(all, allowed::contains);
        boolean none = "none".equals(choice.node().textValue());
        if (!specs.isEmpty() && !none) {
            ObjectNode config = converse.putObject("toolConfig");
            config.set("tools", specs);
            config.set("toolChoice", chosen);
        } else if (hasToolBlocks) {
            OfferedTools.offerNone(converse);
        }
    }

    private void writeSpec(JsonField tool, ArrayNode specs) {
        if (!tool.isRequiredObject()) {
            return;
        }
        requireFunction(tool);
        tool.only(TOOL_MEMBERS);
        JsonField function = tool.at("function");
        if (function.isRequiredObject()) {
            writeFunction(function, specs.addObject().putObject("toolSpec"));
            CacheMarks.write(function, specs);
            CacheMarks.write(tool, specs);
        }
    }

    private void writeFunction(JsonField function, ObjectNode spec) {
        function.only(FUNCTION_MEMBERS);
        String name = name(function.at("name"));
        if (!names.add(name)) {
            function.at("name").refuse("is the name of an earlier tool; names must differ");
        }
        if (asJson) {
            JsonTool.keepName(function.at("name"), "while response_format asks for JSON");
        }
        spec.put("name", name);
        function.at("description")
                .text()
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> spec.put("description", text));
        spec.putObject("inputSchema").set("json", parameters(function.at("parameters")));
        if (function.at("strict").flag(false)) {
            spec.put("strict", true);
        }
    }

    private static ObjectNode parameters(JsonField parameters) {
        ToolSchema.requireObjects(parameters);
        return parameters.isObject() && parameters.node() instanceof ObjectNode schema && !schema.isEmpty()
                ? schema
                : OfferedTools.noArguments();
    }

    private ObjectNode choice() {
        return choice.node().isObject() ? named() : byWord(choice.text().orElse("auto"));
    }

    private ObjectNode byWord(String word) {
        ObjectNode chosen = JsonNodeFactory.instance.objectNode();
        switch (word) {
            case "auto", "none" -> chosen.putObject("auto");
            case "required" -> chosen.putObject("any");
            default -> choice.refuse("must be auto, none, required or a function");
        }
        if (word.equals("required") && tools.isEmpty()) {
            choice.refuse("needs tools");
        }
        return chosen;
    }

    private ObjectNode named() {
        if (choice.node().path("type").asText().equals(ALLOWED_TOOLS)) {
            return amongAllowed();
        }
        requireFunction(choice);
        choice.only(Set.of("type", "function"));
        String name = offeredName(choice);
        ObjectNode chosen = JsonNodeFactory.instance.objectNode();
        chosen.putObject("tool").put("name", name);
        return chosen;
    }

    /// `tool_choice: {"type": "allowed_tools", ...}` restricts an answer to some of the tools. Bedrock
    /// has no member for it, so the others are not offered in this call.
    ///
    /// @return Converse's choice among the allowed tools
    private ObjectNode amongAllowed() {
        ObjectNode chosen = JsonNodeFactory.instance.objectNode();
        choice.only(Set.of("type", ALLOWED_TOOLS));
        JsonField given = choice.at(ALLOWED_TOOLS);
        if (!given.isRequiredObject()) {
            return chosen;
        }
        given.only(Set.of("mode", "tools"));
        switch (given.at("mode").requiredText()) {
            case "auto" -> chosen.putObject("auto");
            case "required" -> chosen.putObject("any");
            default -> given.at("mode").refuse("must be auto or required");
        }
        given.at("tools").requiredItems().forEach(tool -> allowed.add(allowedName(tool)));
        return chosen;
    }

    private String allowedName(JsonField tool) {
        if (!tool.isRequiredObject()) {
            return "";
        }
        requireFunction(tool);
        return offeredName(tool);
    }

    private String offeredName(JsonField tool) {
        JsonField name = tool.at("function").at("name");
        String text = name.requiredFilledText();
        if (!names.contains(text)) {
            name.refuse("must be the name of one of the tools");
        }
        return text;
    }

    static String name(JsonField field) {
        String name = field.requiredFilledText();
        if (!TOOL_NAME.matcher(name).matches()) {
            field.refuse("must be 1 to 64 of A-Z a-z 0-9 _ -");
        }
        return name;
    }

    /// Refuses tools other than functions. A custom tool takes free text, for which a function with one
    /// string is the nearest substitute; all others are run by OpenAI itself.
    static void requireFunction(JsonField tool) {
        switch (tool.at("type").requiredText()) {
            case "function" -> {}
            case "custom" ->
                tool.at("type")
                        .refuse("must be function; models accept no custom tools here: declare a function with one"
                                + " parameter, a string, and name that one");
            default ->
                tool.at("type")
                        .refuse("must be function; tools that a provider runs itself are not served here: declare a"
                                + " function and run it yourself");
        }
    }
}
