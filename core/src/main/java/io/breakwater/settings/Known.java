package io.breakwater.settings;

import io.breakwater.surface.NearestText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names that other parts of the configuration refer to.
///
/// @param sound the valid values, by name
/// @param declared all names, including those of faulty values
/// @param complete whether these are all names; if not, an unknown name may belong to a value that
/// could not be read
record Known<T>(String kind, Map<String, T> sound, Set<String> declared, boolean complete) {

    /// The ids in a list, each with its place; a repeated id is a problem. They are complete if every
    /// element has a readable id.
    static Known<Path> ids(Path list, String kind, Report report) {
        Map<String, Path> ids = new LinkedHashMap<>();
        boolean complete = list.value().isArray();
        for (Path item : list.items()) {
            Path id = item.key("id");
            complete &= id.value().isTextual();
            if (id.value().isTextual() && ids.putIfAbsent(id.asText(), id) != null) {
                report.add(id.text(), "%s '%s' exists already; give each its own id".formatted(kind, id));
            }
        }
        return new Known<>(kind, ids, ids.keySet(), complete);
    }

    /// Whether everything declared could be read.
    boolean wholly() {
        return complete && sound.size() == declared.size();
    }

    /// The value for the name at this path. An unknown name is a problem; the name of a faulty value is
    /// not a further one.
    Optional<T> find(Path name, Report report) {
        if (!name.present() || report.broken(name.text())) {
            return Optional.empty();
        }
        if (complete && !declared.contains(name.asText())) {
            report.add(name.text(), "unknown %s '%s'%s".formatted(kind, name.asText(), hint(name)));
        }
        return Optional.ofNullable(sound.get(name.asText()));
    }

    private String hint(Path name) {
        return NearestText.hint(name.asText(), declared);
    }
}
