package io.breakwater.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Elements of a policy that are one value or a list of them.
final class Elements {
    private Elements() {}

    /// The values; none where the element is missing.
    static List<JsonNode> nodes(JsonNode element) {
        if (element.isMissingNode()) {
            return List.of();
        }
        return element.isArray() ? element.valueStream().toList() : List.of(element);
    }

    /// The names of an object's members that are not among the known ones.
    static List<String> unknown(JsonNode object, Set<String> known) {
        return object.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !known.contains(name))
                .sorted()
                .toList();
    }

    /// The values as texts.
    static List<String> texts(JsonNode element) {
        return nodes(element).stream().map(JsonNode::asText).toList();
    }
}
