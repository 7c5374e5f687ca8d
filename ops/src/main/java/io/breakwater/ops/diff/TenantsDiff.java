package io.breakwater.ops.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.breakwater.settings.FileTenants;
import io.breakwater.tenancy.TenantEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The changes of a deploy to tenants and limits, in words: a line for each of the two, none if nothing
/// changes.
///
/// @param both ids that are in the file and applied by operators, which stop a deploy
record TenantsDiff(List<String> lines, List<String> both) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// The most names for each kind of change; the others are counted.
    private static final int MOST_NAMED = 20;

    static TenantsDiff of(Stored stored, FileTenants file) {
        Map<String, JsonNode> before = byId(stored.file());
        Map<String, JsonNode> after = byId(file.entries());
        JsonNode plansBefore = stored.plans().map(TenantsDiff::tree).orElse(JsonNodeFactory.instance.objectNode());
        Stream<String> tenants = line("tenants", changes(before, after, TenantsDiff::brief));
        Stream<String> limits =
                line("limits", changes(plans(plansBefore), plans(tree(file.plans())), (name, _) -> name));
        return new TenantsDiff(Stream.concat(tenants, limits).toList(), file.alsoApplied(stored.applied()));
    }

    private static Map<String, JsonNode> byId(Collection<TenantEntry> entries) {
        return entries.stream()
                .collect(Collectors.toMap(
                        entry -> entry.id().value(), entry -> tree(entry.text()), (one, _) -> one, TreeMap::new));
    }

    private static Map<String, JsonNode> plans(JsonNode text) {
        return text.path("plans")
                .propertyStream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, _) -> one, TreeMap::new));
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException noJson) {
            return MissingNode.getInstance();
        }
    }

    private static Stream<String> line(String what, List<String> changes) {
        return changes.isEmpty() ? Stream.empty() : Stream.of(what + ": " + String.join("; ", changes));
    }

    /// @param added shows a new entry
    private static List<String> changes(
            Map<String, JsonNode> before, Map<String, JsonNode> after, BiFunction<String, JsonNode, String> added) {
        List<String> more = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        after.forEach((name, wanted) -> Optional.ofNullable(before.get(name))
                .ifPresentOrElse(
                        known -> {
                            if (!known.equals(wanted)) {
                                changed.add(name + " " + difference(known, wanted));
                            }
                        },
                        () -> more.add("+ " + added.apply(name, wanted))));
        List<String> gone = before.keySet().stream()
                .filter(name -> !after.containsKey(name))
                .map("- "::concat)
                .toList();
        return Stream.of(more, changed, gone).flatMap(TenantsDiff::first).toList();
    }

    private static Stream<String> first(List<String> changes) {
        int rest = changes.size() - MOST_NAMED;
        Stream<String> named = changes.stream().limit(MOST_NAMED);
        return rest > 0 ? Stream.concat(named, Stream.of("and %,d more".formatted(rest))) : named;
    }

    /// `plan standard -> large, models claude-haiku -> claude-haiku+nova-lite`
    private static String difference(JsonNode before, JsonNode after) {
        Set<String> keys = new TreeSet<>();
        Stream.of(before, after)
                .flatMap(each -> each.propertyStream().map(Map.Entry::getKey))
                .forEach(keys::add);
        return keys.stream()
                .filter(key -> !before.path(key).equals(after.path(key)))
                .map(key -> "%s %s -> %s".formatted(key, shown(before.path(key)), shown(after.path(key))))
                .collect(Collectors.joining(", "));
    }

    /// `newteam (standard, claude-haiku)`
    private static String brief(String id, JsonNode entry) {
        return "%s (%s, %s)".formatted(id, shown(entry.path("plan")), shown(entry.path("models")));
    }

    private static String shown(JsonNode value) {
        if (value.isArray()) {
            return value.valueStream().map(JsonNode::asText).collect(Collectors.joining("+"));
        }
        return value.isMissingNode() ? "none" : value.asText();
    }
}
