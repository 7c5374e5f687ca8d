package io.breakwater.ops.ctl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What makes the tenants that were applied those of a file.
///
/// @param put entries that are new or have changed
/// @param remove ids of tenants that go
/// @param total how many tenants the environment has then, with those of its file
/// @param text for people, a line each
record EntriesDiff(List<JsonNode> put, List<JsonNode> remove, int total, String text) {

    /// @param file the entries that are wanted
    /// @param answer what there is, as the API says it
    /// @param prune whether what the file does not name goes
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
