package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.function.Predicate;

/// Some of the tools of a Converse body's `toolConfig`.
public final class OfferedTools {
    private OfferedTools() {}

    /// The tools that stay, in their order, with the cache points behind them: none at the front, and no two in a row,
    /// which would mark nothing.
    ///
    /// @param tools tools and cache points
    /// @param stays by the name of a tool; empty for one that has none
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
}
