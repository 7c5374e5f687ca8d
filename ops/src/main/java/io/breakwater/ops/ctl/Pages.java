package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/// Lists of tenants in pages. A gateway of an earlier version returns all at once.
final class Pages {
    private static final String NEXT = "next";
    private static final String TENANTS = "tenants";

    private Pages() {}

    /// The first answer, with the tenants of all.
    ///
    /// @param ask gets the answer for the end of a path
    static ObjectNode all(Function<String, JsonNode> ask) {
        ObjectNode all = ask.apply("").deepCopy();
        ArrayNode tenants = all.withArray(TENANTS);
        String next = all.path(NEXT).asText("");
        while (!next.isEmpty()) {
            CallPause.between();
            JsonNode page = ask.apply("?page=" + next);
            page.path(TENANTS).forEach(tenants::add);
            next = page.path(NEXT).asText("");
        }
        all.remove(NEXT);
        return all;
    }
}
