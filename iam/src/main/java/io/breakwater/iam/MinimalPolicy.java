package io.breakwater.iam;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The policy that allows the declared calls of a command and nothing more: with a wildcard only for
/// values that are not known beforehand, such as the ids that AWS generates.
public final class MinimalPolicy {
    private MinimalPolicy() {}

    /// The actions and conditions that resources share.
    private record Shared(Set<String> actions, Map<String, String> conditions) {}

    /// @param rows what is known beforehand: a line stands once for each row that says most of it
    public static ObjectNode of(CallTable table, List<Map<String, String>> rows) {
        ObjectNode policy = JsonNodeFactory.instance.objectNode().put("Version", "2012-10-17");
        byActions(byResource(table, rows)).forEach((shared, resources) -> {
            ObjectNode statement = policy.withArray("Statement").addObject().put("Effect", "Allow");
            shared.actions().forEach(statement.putArray("Action")::add);
            resources.forEach(statement.putArray("Resource")::add);
            if (!shared.conditions().isEmpty()) {
                ObjectNode equal = statement.putObject("Condition").putObject("StringEquals");
                shared.conditions().forEach(equal::put);
            }
        });
        return policy;
    }

    private record About(String resource, Map<String, String> conditions) {}

    private static Map<About, Set<String>> byResource(CallTable table, List<Map<String, String>> rows) {
        Map<About, Set<String>> actions = new LinkedHashMap<>();
        Set<String> known = rows.stream().flatMap(row -> row.keySet().stream()).collect(Collectors.toSet());
        for (CallLine line : table.lines()) {
            List<String> asked =
                    line.placeholders().stream().filter(known::contains).toList();
            rows.stream()
                    .filter(row -> row.keySet().containsAll(asked))
                    .map(row -> new About(line.pattern(row), new TreeMap<>(line.conditions(row))))
                    .distinct()
                    .forEach(about ->
                            actions.computeIfAbsent(about, _ -> new TreeSet<>()).add(line.action()));
        }
        return actions;
    }

    private static Map<Shared, Set<String>> byActions(Map<About, Set<String>> byResource) {
        Map<Shared, Set<String>> resources = new LinkedHashMap<>();
        byResource.forEach((about, actions) -> resources
                .computeIfAbsent(new Shared(actions, about.conditions()), _ -> new TreeSet<>())
                .add(about.resource()));
        return resources;
    }
}
