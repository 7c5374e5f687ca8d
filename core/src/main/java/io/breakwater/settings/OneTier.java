package io.breakwater.settings;

import io.breakwater.model.RoutedTarget;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Sees to it that each target of an alias stands in one place: a second one would be a retry against itself, or a
/// second share of the same quota.
final class OneTier {
    private final Report report;
    private final Map<String, String> placeByTarget = new HashMap<>();

    OneTier(Report report) {
        this.report = report;
    }

    /// Notes the targets of a tier or a member, and reports those that stand elsewhere already.
    void claim(Path at, List<RoutedTarget> targets) {
        Map<String, List<String>> doubled = new TreeMap<>();
        for (RoutedTarget routed : targets) {
            String label = routed.target().label();
            String first = placeByTarget.putIfAbsent(label, at.text());
            if (first != null) {
                doubled.computeIfAbsent(first, _ -> new ArrayList<>()).add(label);
            }
        }
        doubled.forEach((first, labels) -> report.add(
                at.text(),
                "%s %s in %s already, and a request is not sent to the same target twice; remove %s from one of them"
                        .formatted(
                                String.join(", ", labels),
                                labels.size() == 1 ? "is" : "are",
                                first,
                                labels.size() == 1 ? "it" : "them")));
    }
}
