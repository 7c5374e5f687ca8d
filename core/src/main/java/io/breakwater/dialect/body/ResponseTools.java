package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;

/// Translates a Converse body's tools, and which of them the model must call, to OpenAI's Responses.
final class ResponseTools {
    private static final String TYPE = "type";

    private final ObjectNode request;
    private final StrictSchemas schemas;
    private final Consumer<String> objections;

    /// @param request where the tools go
    /// @param objections is told of everything that has no form in Responses
    ResponseTools(ObjectNode request, StrictSchemas schemas, Consumer<String> objections) {
        this.request = request;
        this.schemas = schemas;
        this.objections = objections;
    }

    /// @param config as Converse has it in `toolConfig`
    /// @param fields the members of a model's own, among them Claude's choice of a tool
    void write(JsonNode config, JsonNode fields) {
        ArrayNode tools = JsonNodeFactory.instance.arrayNode();
        for (JsonNode tool : config.path("tools")) {
            JsonNode spec = tool.path(BodySchemas.SPEC);
            if (spec.isObject()) {
                tools.add(tool(spec));
            } else {
                tool.fieldNames().forEachRemaining(objections);
            }
        }
        if (tools.isEmpty()) {
            return;
        }
        request.set("tools", tools);
        choice(config.path("toolChoice"));
        ownChoice(fields);
    }

    /// Translates a tool; in Responses a tool is strict unless `strict` is false.
    private ObjectNode tool(JsonNode spec) {
        ObjectNode tool = JsonNodeFactory.instance
                .objectNode()
                .put(TYPE, "function")
                .put("name", spec.path("name").asText());
        if (spec.has("description")) {
            tool.set("description", spec.path("description"));
        }
        tool.set("parameters", spec.path("inputSchema").path("json"));
        return tool.put(
                StrictSchemas.MEMBER,
                schemas.strictly(
                        spec.path(StrictSchemas.MEMBER).asBoolean(),
                        spec.path("inputSchema").path("json")));
    }

    private void choice(JsonNode choice) {
        if (choice.has("any")) {
            request.put("tool_choice", "required");
        } else if (choice.has("tool")) {
            named(choice.path("tool"));
        }
    }

    private void named(JsonNode tool) {
        ObjectNode named = request.putObject("tool_choice");
        named.put(TYPE, "function").set("name", tool.path("name"));
    }

    /// Translates Claude's own choice, which can also say that one tool is called at a time.
    private void ownChoice(JsonNode fields) {
        JsonNode own = fields.path(BodyChange.TOOL_CHOICE);
        if (own.path("disable_parallel_tool_use").asBoolean()) {
            request.put("parallel_tool_calls", false);
        }
        switch (own.path(TYPE).asText()) {
            case "any" -> request.put("tool_choice", "required");
            case "tool" -> named(own);
            default -> {}
        }
    }
}
