package io.breakwater.settings;

import java.util.LinkedHashSet;
import java.util.Set;

/// The ids of a list of things.
///
/// @param complete whether each thing has a readable id
record Names(Set<String> declared, boolean complete) {

    /// Collects the ids; one that appears again is a problem.
    static Names of(Path list, String kind, Report report) {
        Set<String> declared = new LinkedHashSet<>();
        boolean complete = list.value().isArray();
        for (Path item : list.items()) {
            Path id = item.key("id");
            complete &= id.value().isTextual();
            if (id.value().isTextual() && !declared.add(id.asText())) {
                report.add(id.text(), "%s '%s' exists already; give each its own id".formatted(kind, id));
            }
        }
        return new Names(declared, complete);
    }
}
