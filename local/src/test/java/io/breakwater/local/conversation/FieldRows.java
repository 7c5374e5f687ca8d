package io.breakwater.local.conversation;

import static java.util.Comparator.comparingInt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The rows of a table of fields, without repetitions.
final class FieldRows {
    private final List<String> known;
    private final List<FieldRow> rows = new ArrayList<>();

    /// @param known the paths of all known fields, in their order
    FieldRows(List<String> known) {
        this.known = known;
    }

    void add(FieldRow row) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).repeats(row)) {
                rows.set(i, rows.get(i).with(row.adapted()));
                return;
            }
        }
        rows.add(row);
    }

    Set<String> fields() {
        return rows.stream().map(FieldRow::field).collect(Collectors.toSet());
    }

    List<String> lines() {
        return rows.stream()
                .sorted(comparingInt((FieldRow row) -> place(row.field())).thenComparing(FieldRow::field))
                .map(FieldRow::line)
                .toList();
    }

    /// The place of the known field that shares the longest part of this path; a field that shares
    /// nothing with a known one comes last.
    private int place(String field) {
        int place = known.size();
        int longest = 0;
        for (int i = 0; i < known.size(); i++) {
            int shared = shared(known.get(i), field);
            if (shared > longest) {
                place = i;
                longest = shared;
            }
        }
        return place;
    }

    private static int shared(String one, String other) {
        String[] steps = one.split("\\.", -1);
        String[] others = other.split("\\.", -1);
        int shared = 0;
        while (shared < Math.min(steps.length, others.length)
                && steps[shared].replace("[]", "").equals(others[shared].replace("[]", ""))) {
            shared++;
        }
        return shared;
    }
}
