package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.SealedIds;
import io.breakwater.dialect.SealedIds.StoredAt;
import io.breakwater.dialect.body.ResponseEvents;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.model.Alias;
import java.util.HashMap;
import java.util.Map;

/// A response that Bedrock has stored, with the tenant's ids for it and its items; nothing else differs
/// from Bedrock's answer.
final class StoredAnswer {
    private static final String ID = "id";
    private static final String ITEM = "item";
    private static final String ITEM_ID = "item_id";
    private static final String OUTPUT = "output";

    private final SealedIds ids;
    private final Alias alias;
    private final String target;
    private final long tokens;
    private final Map<String, String> sealed = new HashMap<>();

    /// @param alias the alias of its request
    /// @param target the label of the target that has stored it
    /// @param tokens an estimate of the tokens that a request continuing it has before its own input
    StoredAnswer(SealedIds ids, Alias alias, String target, long tokens) {
        this.ids = ids;
        this.alias = alias;
        this.target = target;
        this.tokens = tokens;
    }

    /// For a whole response, which also reports its tokens.
    static StoredAnswer whole(SealedIds ids, Alias alias, String target, ObjectNode response, long estimate) {
        return new StoredAnswer(
                ids, alias, target, response.path("usage").path("total_tokens").asLong(estimate));
    }

    ObjectNode response(ObjectNode response) {
        ObjectNode own = SharedMembers.of(response);
        for (String member : new String[] {ID, StoredContext.PREVIOUS}) {
            put(own, member);
        }
        if (response.path(OUTPUT) instanceof ArrayNode items) {
            ArrayNode output = own.putArray(OUTPUT);
            items.forEach(item -> output.add(item(item)));
        }
        return own;
    }

    ObjectNode event(ObjectNode event) {
        ObjectNode own = SharedMembers.of(event);
        put(own, ITEM_ID);
        if (event.path(ResponseEvents.RESPONSE) instanceof ObjectNode response) {
            own.set(ResponseEvents.RESPONSE, response(response));
        }
        if (event.has(ITEM)) {
            own.set(ITEM, item(event.path(ITEM)));
        }
        return own;
    }

    private JsonNode item(JsonNode item) {
        if (!(item instanceof ObjectNode written) || !item.path(ID).isTextual()) {
            return item;
        }
        ObjectNode own = SharedMembers.of(written);
        put(own, ID);
        return own;
    }

    private void put(ObjectNode own, String member) {
        if (own.path(member).isTextual()) {
            own.put(member, sealed.computeIfAbsent(own.path(member).textValue(), this::seal));
        }
    }

    private String seal(String id) {
        return ids.seal(new StoredAt(alias, target, tokens, id));
    }
}
