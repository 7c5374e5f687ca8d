package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.ModelCard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A chat completion in the form in which it is sent to each model.
record PutChat(Decoded.Call decoded, PutRequests models, Map<ModelCard, ModelBody> bodies) {

    static PutChat of(Decoded.Call decoded, PutRequests models) {
        return new PutChat(decoded, models, models.bodies(decoded.call()));
    }

    /// The model that a row shows: of those that have what the request needs, the one with most
    /// features.
    ModelCard able() {
        return bodies.keySet().stream()
                .filter(model -> model.features().containsAll(bodies.get(model).needs()))
                .max(Comparator.comparingInt(
                                (ModelCard model) -> model.features().all().size())
                        .thenComparing(model -> model.id().value()))
                .orElseThrow(() -> new AssertionError("no model of the catalogue has what it needs: " + decoded));
    }

    List<String> adapted(ModelCard model) {
        return bodies.get(model).adapted();
    }

    /// What a model gets for this request and not for the other one: the values by their paths in
    /// Converse; no values if only the other request has some.
    Map<String, List<JsonNode>> beyond(PutChat other, ModelCard model) {
        Map<String, List<JsonNode>> mine = put(model);
        Map<String, List<JsonNode>> others = other.put(model);
        Map<String, List<JsonNode>> beyond = new LinkedHashMap<>();
        Stream.concat(mine.keySet().stream(), others.keySet().stream())
                .distinct()
                .forEach(path -> {
                    List<JsonNode> one = mine.getOrDefault(path, List.of());
                    List<JsonNode> two = others.getOrDefault(path, List.of());
                    if (!one.equals(two)) {
                        beyond.put(path, without(one, two));
                    }
                });
        return beyond;
    }

    private Map<String, List<JsonNode>> put(ModelCard model) {
        ModelBody body = bodies.get(model);
        Map<String, List<JsonNode>> put = new LinkedHashMap<>();
        put.put("alias", List.of(TextNode.valueOf(decoded.call().alias().value())));
        put.put(
                "operation",
                List.of(TextNode.valueOf(body.operation(decoded.call().stream()).name())));
        put.putAll(FieldValues.of(models.put(body, decoded.call()), SdkMembers.WHOLE));
        return put;
    }

    private static List<JsonNode> without(List<JsonNode> values, List<JsonNode> others) {
        List<JsonNode> rest = new ArrayList<>(values);
        others.forEach(rest::remove);
        return rest;
    }
}
