package io.breakwater.ops.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An environment's file with added lines; everything else stays as written, including comments.
final class AddedLines {
    private AddedLines() {}

    /// The file with the lines at the end of their sections. Empty if a section is missing or is on its
    /// key's own line, like `tenants: []`: then the file's author must add the lines.
    static Optional<String> to(String file, Suggestion.Lines lines) {
        return to(file, "models", lines.models())
                .flatMap(more -> to(more, "plans", lines.plans()))
                .flatMap(more -> to(more, "tenants", lines.tenants()));
    }

    private static Optional<String> to(String file, String section, List<String> entries) {
        List<String> all = new ArrayList<>(file.lines().toList());
        int key = key(all, section);
        if (key < 0) {
            return Optional.empty();
        }
        int end = end(all, key);
        int indent = indent(all.subList(key + 1, end));
        all.addAll(
                end,
                entries.stream()
                        .flatMap(entry -> entry.indent(indent).stripTrailing().lines())
                        .toList());
        return Optional.of(String.join("\n", all) + "\n");
    }

    private static int key(List<String> lines, String section) {
        for (int line = 0; line < lines.size(); line++) {
            if (lines.get(line).matches(section + ":\\s*(#.*)?")) {
                return line;
            }
        }
        return -1;
    }

    /// After the section's last entry: blank lines and comments before the next key belong to that.
    private static int end(List<String> lines, int key) {
        int end = key + 1;
        for (int line = key + 1; line < lines.size() && belongs(lines.get(line)); line++) {
            if (isEntry(lines.get(line))) {
                end = line + 1;
            }
        }
        return end;
    }

    private static boolean belongs(String line) {
        return line.isBlank() || line.startsWith(" ") || line.startsWith("#") || line.startsWith("-");
    }

    private static boolean isEntry(String line) {
        return !line.isBlank() && !line.stripLeading().startsWith("#");
    }

    private static int indent(List<String> section) {
        return section.stream()
                .filter(AddedLines::isEntry)
                .findFirst()
                .map(entry -> entry.length() - entry.stripLeading().length())
                .orElse(2);
    }
}
