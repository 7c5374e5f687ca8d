package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What recordings of schedules have seen together, whatever files and versions they are of.
///
/// @param runs of one version each, in the order of their first seeds
record RecordedSchedules(List<JsonNode> runs) {
    /// The sum, and a row for each version.
    String table() {
        return "%,d schedules, %,d simulated hours, %,d requests, %,d calls to the simulated Bedrock, %,d faults.%n%n"
                        .formatted(
                                seeds(),
                                sum("/simulatedSeconds") / 3600,
                                sum("/requests"),
                                sum("/calls"),
                                sum("/faults"))
                + ReliabilityPage.table(
                        "| seeds | version of gateway and simulator | schedules | simulated hours | did not hold |",
                        versions().map(version -> new RecordedSchedules(of(version)).row()));
    }

    private Stream<String> versions() {
        return runs.stream().map(run -> run.at("/version").asText()).distinct();
    }

    private List<JsonNode> of(String version) {
        return runs.stream()
                .filter(run -> run.at("/version").asText().equals(version))
                .toList();
    }

    private String row() {
        return "| %s | %s | %,d | %,d | %s |"
                .formatted(ranges(), PlayedBy.text(runs), seeds(), sum("/simulatedSeconds") / 3600, broken());
    }

    private long seeds() {
        return runs.stream()
                .mapToLong(run -> run.at("/last").asLong() - run.at("/first").asLong() + 1)
                .sum();
    }

    /// Ranges that meet are one.
    private String ranges() {
        List<long[]> ranges = new ArrayList<>();
        for (JsonNode run : runs) {
            long first = run.at("/first").asLong();
            if (!ranges.isEmpty() && ranges.getLast()[1] == first - 1) {
                ranges.getLast()[1] = run.at("/last").asLong();
            } else {
                ranges.add(new long[] {first, run.at("/last").asLong()});
            }
        }
        return ranges.stream()
                .map(range -> "%,d to %,d".formatted(range[0], range[1]))
                .collect(Collectors.joining(", "));
    }

    /// Seeds by the property that did not hold.
    private String broken() {
        Map<String, List<String>> broken = new TreeMap<>();
        runs.forEach(run -> run.at("/broken")
                .forEach(
                        one -> broken.computeIfAbsent(one.at("/what").asText().split(" ", 2)[0], _ -> new ArrayList<>())
                                .add(one.at("/seed").asText())));
        return broken.isEmpty()
                ? "none"
                : broken.entrySet().stream()
                        .map(one -> one.getKey() + ": " + String.join(", ", one.getValue()))
                        .collect(Collectors.joining("; "));
    }

    private long sum(String pointer) {
        return runs.stream().mapToLong(run -> run.at(pointer).asLong()).sum();
    }

    /// How often each property was looked at.
    String properties() {
        return ReliabilityPage.table(
                "| | what must hold | looked at |",
                Stream.of(Property.values())
                        .filter(property -> property != Property.I13)
                        .map(property -> "| %s | %s | %s |".formatted(property, property.claim(), looks(property))));
    }

    private String looks(Property property) {
        long looks = sum("/looks/" + property.name());
        return looks == 0 ? "in scenarios alone" : "%,d times".formatted(looks);
    }

    /// What was counted, the most frequent first.
    String counts(String name) {
        Map<String, Long> counted = new TreeMap<>();
        runs.forEach(run -> run.at("/" + name)
                .properties()
                .forEach(one -> counted.merge(one.getKey(), one.getValue().asLong(), Long::sum)));
        return counted.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(one -> "%s %,d".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(", ", "", ".\n"));
    }
}
