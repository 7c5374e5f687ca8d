package io.breakwater.ops.doctor;

import java.util.List;

/// The lines of an examination, counted.
record Tally(List<Line> lines) {

    Tally {
        lines = List.copyOf(lines);
    }

    long ok() {
        return lines.stream()
                .filter(line -> line.finding() instanceof Finding.Ok)
                .count();
    }

    long wrong() {
        return lines.stream()
                .filter(line -> line.finding() instanceof Finding.Wrong)
                .count();
    }

    long unknown() {
        return lines.stream()
                .filter(line -> line.finding() instanceof Finding.Unknown)
                .count();
    }

    /// Whether the environment may be deployed.
    ///
    /// @param strict whether things that could not be checked count as wrong
    boolean passes(boolean strict) {
        return wrong() == 0 && (!strict || unknown() == 0);
    }
}
