package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Alias;
import java.time.Instant;
import java.util.Collection;

/// Writes `GET /v1/models` and `GET /v1/models/{model}`.
public final class OpenAiModels {
    private static final String OWNER = "breakwater";

    private OpenAiModels() {}

    /// The list in order of name.
    public static ObjectNode list(Collection<Alias> aliases, Instant created) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        ArrayNode data = list.putArray("data");
        aliases.stream().sorted().forEach(alias -> data.add(one(alias, created)));
        return list;
    }

    public static ObjectNode one(Alias alias, Instant created) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", alias.value())
                .put("object", "model")
                .put("created", created.getEpochSecond())
                .put("owned_by", OWNER);
    }
}
