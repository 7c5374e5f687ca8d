package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.json.JsonField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Translates `tools` and `tool_choice` to those of a chat completion: a custom tool becomes a function
/// of one text, and the functions of a namespace get its name as a prefix. Tools that OpenAI runs
/// itself are refused by name.
final class ResponsesTools {
    private static final String FUNCTION = "function";
    private static final String CUSTOM = "custom";
    private static final String NAMESPACE = "namespace";
    private static final String ALLOWED = "allowed_tools";
    private static final String DEFERRED = "defer_loading";
    private static final String SEARCH = "tool_search";
    private static final String NAME = "name";
    private static final String TYPE = "type";
    private static final String DESCRIPTION = "description";

    /// The one member of the function that a custom tool becomes.
    static final String INPUT = "input";

    private static final String BETWEEN = "__";

    private final ChatPaths paths;
    private final ArrayNode written = JsonNodeFactory.instance.arrayNode();
    private final List<String> unheeded = new ArrayList<>();

    private ResponsesTools(ChatPaths paths) {
        this.paths = paths;
    }

    /// @return the options that no model gets, by their names in answers
    static List<String> write(JsonField body, ObjectNode chat, ChatPaths paths) {
        ResponsesTools tools = new ResponsesTools(paths);
        body.at("tools").items().forEach(tools::tool);
        if (!tools.written.isEmpty()) {
            chat.set("tools", tools.written);
        }
        JsonField choice = body.at("tool_choice");
        if (choice.node().isObject()) {
            chosen(choice, chat.putObject("tool_choice"));
        } else if (choice.present()) {
            chat.set("tool_choice", choice.node());
        }
        return tools.unheeded.stream().distinct().toList();
    }

    /// The name of a function in a namespace, as the model sees it.
    static String within(String namespace, String name) {
        return namespace.isEmpty() ? name : namespace + BETWEEN + name;
    }

    /// How a model's calls are translated back: which are to custom tools, and which to functions in a
    /// namespace.
    ///
    /// @param custom the names of custom tools
    /// @param spaces the namespaces, by the functions' names as models see them
    record Offered(Set<String> custom, Map<String, String> spaces) {

        static Offered of(JsonNode request) {
            Map<String, String> spaces = new HashMap<>();
            List<String> custom = new ArrayList<>();
            for (JsonNode tool : request.path("tools")) {
                String name = tool.path(NAME).asText();
                if (tool.path(TYPE).asText().equals(CUSTOM)) {
                    custom.add(name);
                }
                if (tool.path(TYPE).asText().equals(NAMESPACE)) {
                    tool.path("tools")
                            .forEach(each ->
                                    spaces.put(within(name, each.path(NAME).asText()), name));
                }
            }
            return new Offered(Set.copyOf(custom), Map.copyOf(spaces));
        }

        boolean isCustom(String name) {
            return custom.contains(name);
        }

        /// The client's name for a function that a model calls.
        String name(String called) {
            String space = space(called);
            return space.isEmpty() ? called : called.substring(space.length() + BETWEEN.length());
        }

        /// The namespace; empty if there is none.
        String space(String called) {
            return spaces.getOrDefault(called, "");
        }
    }

    private void tool(JsonField tool) {
        if (!tool.isRequiredObject()) {
            return;
        }
        paths.put("tools[" + written.size() + "]", tool.path());
        switch (tool.at(TYPE).requiredText()) {
            case FUNCTION -> function(tool, "");
            case CUSTOM -> custom(tool);
            case NAMESPACE -> namespace(tool);
            case SEARCH -> search(tool);
            default ->
                tool.at(TYPE)
                        .refuse(
                                "must be function, custom or namespace; the model accepts no other kind of tool: declare a function, and run it yourself");
        }
    }

    /// Translates a function; one that would be found by a search is offered at once.
    private void function(JsonField tool, String namespace) {
        ObjectNode function = written.addObject().put(TYPE, FUNCTION).putObject(FUNCTION);
        function.setAll((ObjectNode) tool.node());
        function.remove(List.of(TYPE, DEFERRED));
        if (tool.at(DEFERRED).flag(false)) {
            unheeded.add(DEFERRED);
        }
        if (!namespace.isEmpty()) {
            function.put(NAME, within(namespace, tool.at(NAME).requiredFilledText()));
        }
    }

    private void namespace(JsonField tool) {
        tool.only(Set.of(TYPE, NAME, DESCRIPTION, "tools"));
        String name = tool.at(NAME).requiredFilledText();
        for (JsonField each : tool.at("tools").requiredItems()) {
            if (each.isRequiredObject()) {
                paths.put("tools[" + written.size() + "]", each.path());
                if (!each.at(TYPE).requiredText().equals(FUNCTION)) {
                    each.at(TYPE).refuse("must be function; a namespace can have no other kind of tool");
                }
                function(each, name);
            }
        }
    }

    /// Drops a tool search, as all tools are offered; one that the client runs itself is refused.
    private void search(JsonField tool) {
        if (tool.at("execution").text().orElse("server").equals("client")) {
            tool.at("execution").refuse("is client, which no model accepts here; offer the tools themselves");
        }
        unheeded.add(SEARCH);
    }

    private void custom(JsonField tool) {
        tool.only(Set.of(TYPE, NAME, DESCRIPTION, "format", DEFERRED));
        ObjectNode function = written.addObject().put(TYPE, FUNCTION).putObject(FUNCTION);
        function.put(NAME, tool.at(NAME).requiredFilledText());
        String said = tool.at(DESCRIPTION).text().orElse("") + grammar(tool.at("format"));
        if (!said.isBlank()) {
            function.put(DESCRIPTION, said.strip());
        }
        ObjectNode schema = function.putObject("parameters").put(TYPE, "object");
        schema.putObject("properties")
                .putObject(INPUT)
                .put(TYPE, "string")
                .put(DESCRIPTION, "the whole input of the tool, as plain text");
        schema.putArray("required").add(INPUT);
        schema.put("additionalProperties", false);
        if (tool.at(DEFERRED).flag(false)) {
            unheeded.add(DEFERRED);
        }
    }

    /// Describes a grammar to the model; it is not enforced.
    private String grammar(JsonField format) {
        if (!format.isObject()) {
            return "";
        }
        return switch (format.at(TYPE).requiredText()) {
            case "text" -> "";
            case "grammar" -> {
                unheeded.add("grammar");
                yield "\n\nIts input follows this grammar (%s):\n%s"
                        .formatted(
                                format.at("syntax").requiredFilledText(),
                                format.at("definition").requiredFilledText());
            }
            default -> {
                format.at(TYPE).refuse("must be text or grammar");
                yield "";
            }
        };
    }

    private static void chosen(JsonField choice, ObjectNode written) {
        switch (choice.at(TYPE).requiredText()) {
            case FUNCTION, CUSTOM -> {
                choice.only(Set.of(TYPE, NAME, NAMESPACE));
                named(choice, written);
            }
            case ALLOWED -> {
                choice.only(Set.of(TYPE, "mode", "tools"));
                ObjectNode allowed = written.put(TYPE, ALLOWED).putObject(ALLOWED);
                allowed.set("mode", choice.at("mode").node());
                ArrayNode tools = allowed.putArray("tools");
                choice.at("tools").requiredItems().forEach(tool -> {
                    if (tool.isRequiredObject()
                            && Set.of(FUNCTION, CUSTOM).contains(tool.at(TYPE).requiredText())) {
                        named(tool, tools.addObject());
                    } else {
                        tool.refuse("must be of a function or a custom tool");
                    }
                });
            }
            default ->
                choice.at(TYPE)
                        .refuse("must be function, custom or allowed_tools; no other kind of tool is offered here");
        }
    }

    private static void named(JsonField tool, ObjectNode written) {
        String namespace = tool.at(NAMESPACE).text().orElse("");
        written.put(TYPE, FUNCTION)
                .putObject(FUNCTION)
                .put(NAME, within(namespace, tool.at(NAME).requiredFilledText()));
    }
}
