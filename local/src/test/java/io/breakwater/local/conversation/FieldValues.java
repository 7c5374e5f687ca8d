package io.breakwater.local.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The values of a body by the paths of its fields, such as `messages[].content[].text`.
final class FieldValues {
    private final Set<String> whole;
    private final Map<String, List<JsonNode>> values = new LinkedHashMap<>();

    private FieldValues(Set<String> whole) {
        this.whole = whole;
    }

    /// @param whole paths of objects that count as one value, such as a schema
    static Map<String, List<JsonNode>> of(JsonNode body, Set<String> whole) {
        FieldValues found = new FieldValues(whole);
        found.read("", body);
        return found.values;
    }

    private void read(String path, JsonNode node) {
        if (node.isArray() && !whole.contains(path)) {
            node.forEach(item -> read(path + "[]", item));
        } else if (node.isObject() && !node.isEmpty() && !whole.contains(path)) {
            node.forEachEntry((name, value) -> read(path.isEmpty() ? name : path + "." + name, value));
        } else {
            values.computeIfAbsent(path, _ -> new ArrayList<>()).add(node);
        }
    }
}
