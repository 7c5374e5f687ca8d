package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the rule pack finds, and how each finding is acknowledged.
class RulePackTest {
    private static final int MOST = 10;

    static Stream<Synthesised> environments() {
        return Synthesised.all();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void it_finds_nothing_but_what_is_acknowledged(Synthesised environment) {
        assertThat(read(environment.output().resolve("validation-report.json")).path("pluginReports"))
                .isEmpty();
        assertThat(acknowledged(environment)).hasSizeLessThanOrEqualTo(MOST);
    }

    @Test
    void what_is_acknowledged_has_a_reason_that_was_reviewed() throws IOException {
        Map<String, Set<String>> all = acknowledged(Synthesised.FULL);

        Golden.holds("acknowledged.json", Synthesised.JSON.valueToTree(all));
        assertThat(reasons(all)).allMatch(reason -> reason.length() > 40);
        assertThat(Stream.of(Synthesised.DEV, Synthesised.PROD)
                        .flatMap(environment -> reasons(acknowledged(environment)).stream()))
                .isSubsetOf(reasons(all));
    }

    private static Set<String> reasons(Map<String, Set<String>> acknowledged) {
        return acknowledged.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    }

    /// Reasons by rule and finding; a finding in several places may have a reason in each.
    private static Map<String, Set<String>> acknowledged(Synthesised environment) {
        Map<String, Set<String>> reasons = new TreeMap<>();
        try (Stream<Path> files = Files.list(environment.output())) {
            files.filter(file -> file.toString().endsWith(".metadata.json"))
                    .flatMap(file -> read(file).findParents("data").stream())
                    .filter(entry -> entry.path("type").asText().equals("aws:cdk:acknowledged-rules"))
                    .flatMap(entry -> entry.path("data").properties().stream())
                    .filter(rule -> rule.getKey().contains("AwsSolutions"))
                    .forEach(rule -> reasons.computeIfAbsent(
                                    rule.getKey().replace("Annotation::", ""), _ -> new TreeSet<>())
                            .add(rule.getValue().asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return reasons;
    }

    private static JsonNode read(Path file) {
        try {
            return Synthesised.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
