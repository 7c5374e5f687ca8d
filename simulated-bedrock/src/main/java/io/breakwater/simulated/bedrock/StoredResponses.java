package io.breakwater.simulated.bedrock;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.simulated.bedrock.answer.ResponsesFormat;
import io.breakwater.simulated.bedrock.rules.ResponsesBodyRules;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.Json;
import io.breakwater.simulated.bedrock.wire.SentError;
import io.breakwater.simulated.bedrock.wire.SignedCaller;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The responses that accounts have stored, each in its Region and known only there ("Responses",
/// Amazon Bedrock User Guide). The newest only, in memory. Thread-safe.
final class StoredResponses {
    private static final int MOST = 1_000;
    private static final String INPUT = "input";
    private static final String PREVIOUS = "previous_response_id";

    private final Map<String, Kept> responses = new LinkedHashMap<>();

    /// @param items the conversation up to and including the response
    private record Kept(ObjectNode response, ArrayNode items) {}

    private static String key(SignedCaller caller, String id) {
        return caller.account() + '/' + caller.region() + '/' + id;
    }

    /// A request with its references replaced by the stored items, or an error if one is not found.
    synchronized Checked<JsonNode> whole(SignedCaller caller, JsonNode request) {
        boolean goesOn = request.hasNonNull(PREVIOUS);
        if (!(request instanceof ObjectNode asked) || !(goesOn || names(request))) {
            return Checked.ok(request);
        }
        ObjectNode whole = asked.deepCopy();
        whole.remove(PREVIOUS);
        ArrayNode items = whole.putArray(INPUT);
        if (goesOn) {
            Kept before = responses.get(key(caller, request.path(PREVIOUS).asText()));
            if (before == null) {
                return Checked.no(SentError.notFound(
                        "Previous response with id '" + request.path(PREVIOUS).asText() + "' not found."));
            }
            items.addAll(before.items());
            whole.set(ResponsesFormat.GONE_ON_FROM, request.path(PREVIOUS));
        }
        return add(caller, items(request.path(INPUT)), items)
                .<Checked<JsonNode>>map(Checked::no)
                .orElseGet(() -> Checked.ok(whole));
    }

    private static boolean names(JsonNode request) {
        return request.path(INPUT).valueStream().anyMatch(StoredResponses::isReference);
    }

    private static boolean isReference(JsonNode item) {
        return ResponsesBodyRules.kind(item).equals("item_reference");
    }

    private Optional<SentError> add(SignedCaller caller, ArrayNode asked, ArrayNode items) {
        for (JsonNode item : asked) {
            Optional<JsonNode> named =
                    isReference(item) ? item(caller, item.path("id").asText()) : Optional.of(item);
            if (named.isEmpty()) {
                return Optional.of(
                        SentError.notFound("Item with id '" + item.path("id").asText() + "' not found."));
            }
            items.add(named.get());
        }
        return Optional.empty();
    }

    private Optional<JsonNode> item(SignedCaller caller, String id) {
        String place = key(caller, "");
        return responses.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(place))
                .flatMap(entry -> entry.getValue().items().valueStream())
                .filter(item -> item.path("id").asText().equals(id))
                .findFirst();
    }

    private static ArrayNode items(JsonNode input) {
        if (input instanceof ArrayNode items) {
            return items;
        }
        ArrayNode items = Json.object().putArray(INPUT);
        items.addObject().put("role", "user").set("content", input);
        return items;
    }

    /// Stores a response, unless its request says not to.
    synchronized void keep(SignedCaller caller, JsonNode request, ObjectNode response) {
        if (!request.path("store").asBoolean(true)
                || !(whole(caller, request) instanceof Checked.Ok<JsonNode>(JsonNode whole))) {
            return;
        }
        ArrayNode items = items(whole.path(INPUT)).deepCopy();
        response.path("output").forEach(items::add);
        ObjectNode kept = response.put("store", true);
        responses.put(key(caller, response.path("id").asText()), new Kept(kept, items));
        if (responses.size() > MOST) {
            responses.remove(responses.keySet().iterator().next());
        }
    }

    synchronized Optional<ObjectNode> find(SignedCaller caller, String id) {
        return Optional.ofNullable(responses.get(key(caller, id))).map(Kept::response);
    }

    synchronized boolean delete(SignedCaller caller, String id) {
        return responses.remove(key(caller, id)) != null;
    }

    synchronized void clear() {
        responses.clear();
    }
}
