package io.breakwater.settings;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names that other parts of the configuration refer to.
///
/// @param sound what could be read, by name
/// @param declared all names, also of what has problems of its own
/// @param complete whether these are all; if not, an unknown name may be one that could not be read
record Known<T>(String kind, Map<String, T> sound, Set<String> declared, boolean complete) {

    /// Whether everything declared could be read.
    boolean wholly() {
        return complete && sound.size() == declared.size();
    }

    /// What the name at this path stands for. An unknown name is a problem; one with problems of its own is not
    /// another.
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
        return Nearest.hint(name.asText(), declared);
    }
}
