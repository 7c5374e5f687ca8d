package io.breakwater.settings;

import java.util.ArrayList;
import java.util.List;

/// The problems found in one file so far.
final class Report {
    private final String file;
    private final List<Problem> problems = new ArrayList<>();

    Report(String file) {
        this.file = file;
    }

    void add(String path, String message) {
        problems.add(new Problem(file, path, message));
    }

    List<Problem> problems() {
        return problems;
    }

    /// Whether there is a problem at this path or below it: then it must not be turned into records.
    boolean broken(String path) {
        return problems.stream().anyMatch(problem -> within(problem.path(), path));
    }

    /// Whether there is a problem with the value at this path itself.
    boolean brokenAt(String path) {
        return problems.stream().anyMatch(problem -> problem.path().equals(path));
    }

    private static boolean within(String path, String above) {
        return path.startsWith(above)
                && (path.length() == above.length()
                        || above.isEmpty()
                        || ".[".indexOf(path.charAt(above.length())) >= 0);
    }
}
