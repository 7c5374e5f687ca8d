package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;

/// The tools that a Converse body offers in its `toolConfig`: some of them, or none.
public final class OfferedTools {
    private static final String NO_TOOL = "no_tool_available";

    private OfferedTools() {}

    /// The tools that stay, in their order, with the cache points behind them; cache points at the
    /// front or next to another are removed, since they would mark nothing.
    ///
    /// @param tools tools and cache points
    /// @param stays decides by the name of a tool, which is empty if it has none
    public static ArrayNode some(ArrayNode tools, Predicate<String> stays) {
        ArrayNode some = tools.arrayNode();
        for (JsonNode tool : tools) {
            boolean marksNothing = some.isEmpty() || CachePoints.isPoint(some.get(some.size() - 1));
            if (CachePoints.isPoint(tool) ? !marksNothing : stays.test(name(tool))) {
                some.add(tool);
            }
        }
        return some;
    }

    public static String name(JsonNode tool) {
        return tool.path("toolSpec").path("name").asText();
    }

    /// Offers one placeholder that says that no tool can be called, for a conversation with earlier
    /// calls: Bedrock refuses messages with tool blocks without a `toolConfig`.
    public static void offerNone(ObjectNode converse) {
        ObjectNode spec =
                converse.putObject("toolConfig").putArray("tools").addObject().putObject("toolSpec");
        spec.put("name", NO_TOOL).put("description", "No tool is available now. Never call this.");
        spec.putObject("inputSchema").set("json", noArguments());
    }

    /// The schema of a tool without arguments.
    public static ObjectNode noArguments() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        schema.putObject("properties");
        return schema;
    }
}
