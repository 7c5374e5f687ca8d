package io.breakwater;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;

/// The members of JSON documents, as paths: `error.code`, `tenants[].id`.
public final class JsonNames {
    private final Set<String> names = new TreeSet<>();

    /// Adds every member of a document; each name begins with the kind of document.
    public void add(String of, JsonNode document) {
        walk(of + ": ", "", document);
    }

    private void walk(String of, String path, JsonNode node) {
        node.properties().forEach(member -> {
            String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
            names.add(of + name);
            walk(of, name, member.getValue());
        });
        if (node.isArray()) {
            node.forEach(item -> walk(of, path + "[]", item));
        }
    }

    public Set<String> all() {
        return names;
    }
}
