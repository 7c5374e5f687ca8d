package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The changes that make the applied tenants equal to those of a file.
///
/// @param put entries that are new or have changed
/// @param remove ids of tenants to remove
/// @param total how many tenants the environment then has, including those of its file
/// @param text for people, a line each
record EntriesDiff(List<JsonNode> put, List<JsonNode> remove, int total, String text) {

    /// @param file the wanted entries
    /// @param answer the API's answer with the current entries
    /// @param prune whether tenants that the file does not name are removed
    static EntriesDiff of(List<JsonNode> file, JsonNode answer, boolean prune) {
        Map<String, JsonNode> there = new HashMap<>();
        answer.path("entries").forEach(entry -> there.put(id(entry), entry));
        int before = there.size() + answer.path("configured").asInt();
        List<JsonNode> put = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int added = 0;
        for (JsonNode entry : file) {
            JsonNode known = there.remove(id(entry));
            if (known == null) {
                added++;
                put.add(entry);
                text.append("+ ").append(entry).append('\n');
            } else if (!known.toString().equals(entry.toString())) {
                put.add(entry);
                text.append("- ").append(known).append("\n+ ").append(entry).append('\n');
            }
        }
        List<JsonNode> remove = new ArrayList<>();
        if (prune) {
            there.keySet().stream().sorted().forEach(id -> {
                remove.add(TextNode.valueOf(id));
                text.append("- ").append(there.get(id)).append('\n');
            });
        }
        return new EntriesDiff(put, remove, before + added - remove.size(), text.toString());
    }

    private static String id(JsonNode entry) {
        return entry.path("id").asText();
    }

    boolean isEmpty() {
        return put.isEmpty() && remove.isEmpty();
    }

    @Override
    public String toString() {
        return isEmpty() ? "Nothing changes." : text + "%d to put, %d to remove.".formatted(put.size(), remove.size());
    }
}
