package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What has played a record, and when.
///
/// @param version of gateway and simulator, a hash of their classes, as [FleetVersion] has it
/// @param commit whose sources are that version, short, with `-dirty` behind it if the tree had other changes than
/// pages
/// and records
record PlayedBy(String version, String day, String commit) {
    ObjectNode written(ObjectNode record) {
        return record.put("version", version).put("day", day).put("commit", commit);
    }

    /// The version of these records with their commits and days; the first records have no commit.
    ///
    /// @param records of one version
    static String text(Collection<JsonNode> records) {
        List<String> versions = known(records, "version");
        List<String> commits = known(records, "commit");
        return Stream.of(
                        versions.stream().map("`%s`"::formatted),
                        commits.stream().map("commit `%s`"::formatted),
                        known(records, "day").stream())
                .flatMap(texts -> texts)
                .collect(Collectors.joining(", "));
    }

    private static List<String> known(Collection<JsonNode> records, String name) {
        return List.copyOf(records.stream()
                .map(record -> record.path(name).asText())
                .filter(text -> !text.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new)));
    }
}
