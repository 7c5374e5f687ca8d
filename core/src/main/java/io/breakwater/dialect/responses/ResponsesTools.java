package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.List;
import java.util.Set;

/// `tools` and `tool_choice` as a chat completion has them. Tools that OpenAI runs itself are refused by name.
final class ResponsesTools {
    private static final String FUNCTION = "function";
    private static final String ALLOWED = "allowed_tools";

    private ResponsesTools() {}

    static void write(JsonField body, ObjectNode chat) {
        List<JsonField> tools = body.at("tools").items();
        if (!tools.isEmpty()) {
            ArrayNode written = chat.putArray("tools");
            tools.forEach(tool -> tool(tool, written));
        }
        JsonField choice = body.at("tool_choice");
        if (choice.node().isObject()) {
            chosen(choice, chat.putObject("tool_choice"));
        } else if (choice.present()) {
            chat.set("tool_choice", choice.node());
        }
    }

    private static void tool(JsonField tool, ArrayNode written) {
        if (!tool.isRequiredObject()) {
            return;
        }
        String type = tool.at("type").requiredText();
        if (type.equals("custom")) {
            tool.at("type").refuse("is custom, which no model takes here; send a function with one string property");
        } else if (!type.equals(FUNCTION)) {
            tool.at("type").refuse("must be function; the model takes no other kind of tool here");
        }
        ObjectNode function = written.addObject().put("type", FUNCTION).putObject(FUNCTION);
        function.setAll((ObjectNode) tool.node());
        function.remove("type");
    }

    private static void chosen(JsonField choice, ObjectNode written) {
        switch (choice.at("type").requiredText()) {
            case FUNCTION -> {
                choice.only(Set.of("type", "name"));
                named(choice, written);
            }
            case ALLOWED -> {
                choice.only(Set.of("type", "mode", "tools"));
                ObjectNode allowed = written.put("type", ALLOWED).putObject(ALLOWED);
                allowed.set("mode", choice.at("mode").node());
                ArrayNode tools = allowed.putArray("tools");
                choice.at("tools").requiredItems().forEach(tool -> {
                    if (tool.isRequiredObject()
                            && tool.at("type").requiredText().equals(FUNCTION)) {
                        named(tool, tools.addObject());
                    } else {
                        tool.refuse("must be of a function");
                    }
                });
            }
            default ->
                choice.at("type").refuse("must be function or allowed_tools; no other kind of tool is offered here");
        }
    }

    private static void named(JsonField tool, ObjectNode written) {
        written.put("type", FUNCTION)
                .putObject(FUNCTION)
                .put("name", tool.at("name").requiredFilledText());
    }
}
