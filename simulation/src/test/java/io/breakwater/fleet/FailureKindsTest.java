package io.breakwater.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// docs/simulation.md lists each planted bug, and for each kind of failure that was once judged wrong the planted bugs
/// and tests by which it would be found again.
final class FailureKindsTest {
    private static final int KINDS = 26;
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final Pattern KIND = Pattern.compile("(?m)^\\| (\\d+) \\|[^|]+\\|([^|]+)\\|$");
    private static final Pattern NAMED = Pattern.compile("`([^`]+)`");
    private static final Pattern PAGE_TEST = Pattern.compile("`([A-Z]\\w+(?:Test|Contract))(?:\\.(\\w+))?`");
    private static final Pattern TEST = Pattern.compile("([A-Z]\\w+Test)\\.(\\w+)");

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/simulation.md"));
    }

    private static Map<Integer, List<String>> kinds() throws IOException {
        return KIND.matcher(page())
                .results()
                .collect(Collectors.toMap(
                        row -> Integer.parseInt(row.group(1)),
                        row -> NAMED.matcher(row.group(2))
                                .results()
                                .map(named -> named.group(1))
                                .toList(),
                        (one, _) -> {
                            throw new IllegalStateException("a kind that has two rows: " + one);
                        },
                        TreeMap::new));
    }

    @Test
    void each_kind_has_a_planted_bug_or_a_test() throws IOException {
        Map<Integer, List<String>> kinds = kinds();

        assertThat(kinds.keySet())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, KINDS).boxed().toList());
        assertThat(kinds).allSatisfy((kind, named) -> assertThat(named).isNotEmpty());
    }

    @Test
    void what_the_kinds_name_is_a_planted_bug_or_a_test_that_there_is() throws IOException {
        List<String> bugs =
                Stream.of(PlantedBug.values()).map(PlantedBug::label).toList();
        for (Map.Entry<Integer, List<String>> kind : kinds().entrySet()) {
            assertThat(kind.getValue())
                    .as("kind " + kind.getKey())
                    .allSatisfy(named -> assertThat(bugs.contains(named) || isTest(named))
                            .as(named)
                            .isTrue());
        }
    }

    /// What a page calls shown is shown by a test of that name.
    @Test
    void each_test_that_a_page_names_is_there() throws IOException {
        try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                assertThat(PAGE_TEST.matcher(Files.readString(page)).results().toList())
                        .as(page.toString())
                        .allSatisfy(named -> assertThat(isThere(named.group(1), named.group(2)))
                                .as(named.group())
                                .isTrue());
            }
        }
    }

    private static boolean isTest(String named) throws IOException {
        List<MatchResult> test = TEST.matcher(named).results().toList();
        return test.size() == 1
                && test.getFirst().group().equals(named)
                && isThere(test.getFirst().group(1), test.getFirst().group(2));
    }

    private static boolean isThere(String type, @Nullable String claim) throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .anyMatch(tests -> has(tests, type, claim));
        }
    }

    /// @param claim nothing if a page names the whole of a test
    private static boolean has(Path tests, String type, @Nullable String claim) {
        try (Stream<Path> all =
                Files.find(tests, 20, (file, _) -> file.getFileName().toString().equals(type + ".java"))) {
            for (Path file : all.toList()) {
                if (claim == null || Files.readString(file).contains("void " + claim + "(")) {
                    return true;
                }
            }
            return false;
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read the tests in " + tests, unreadable);
        }
    }

    @Test
    void the_page_lists_each_planted_bug_with_its_property_and_its_seed() throws IOException {
        String page = page();

        assertThat(PlantedBug.values())
                .allSatisfy(bug -> assertThat(Pattern.compile("(?m)^\\| `%s` \\|[^|]+\\| %s \\| %d \\|$"
                                        .formatted(bug.label(), bug.property(), bug.seed()))
                                .matcher(page)
                                .find())
                        .as(bug.label())
                        .isTrue());
    }
}
