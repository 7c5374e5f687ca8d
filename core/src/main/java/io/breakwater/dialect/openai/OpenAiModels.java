package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/// Writes `GET /v1/models` and `GET /v1/models/{model}`.
public final class OpenAiModels {
    private static final String OWNER = "breakwater";

    /// 2026-01-01T00:00:00Z, constant because clients cache the list by it.
    private static final long CREATED_SECONDS = 1_767_225_600;

    private OpenAiModels() {}

    /// The list of these names, in this order.
    public static ObjectNode list(Collection<String> names) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        names.forEach(name -> data.add(one(name)));
        return list;
    }

    public static ObjectNode one(String name) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", name)
                .put("object", "model")
                .put("created", CREATED_SECONDS)
                .put("owned_by", OWNER);
    }
}
