package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Function;

/// Lists of tenants that come in pages. A gateway of before gives all at once.
final class Pages {
    private static final String NEXT = "next";
    private static final String TENANTS = "tenants";

    private Pages() {}

    /// The first answer, with the tenants of all.
    ///
    /// @param ask for what a path ends in
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
