package io.breakwater;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The table of kinds in docs/failures.md: each row names tests that are there.
class FailureTableTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final String HEADING = "## Each kind, and the test that shows it";
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");
    private static final int KINDS = 26;

    @Test
    void every_kind_names_tests_that_are_there() throws IOException {
        Map<String, String> tests = tests();
        List<String> rows = rows();
        assertThat(rows).hasSizeGreaterThanOrEqualTo(KINDS);
        for (String row : rows) {
            String named = row.split("\\|")[3];
            assertThat(NAMED.matcher(named).results().toList())
                    .as(row)
                    .isNotEmpty()
                    .allSatisfy(test -> {
                        assertThat(tests).as(row).containsKey(test.group(1));
                        if (test.group(2) != null) {
                            assertThat(tests.get(test.group(1))).as(row).contains("void " + test.group(2) + "(");
                        }
                    });
        }
    }

    private static List<String> rows() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/failures.md"));
        return page.substring(page.indexOf(HEADING) + HEADING.length())
                .lines()
                .filter(line -> line.startsWith("|"))
                .skip(2)
                .toList();
    }

    /// Sources of tests by the name of their class.
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(FailureTableTest::sources)
                    .collect(toMap(FailureTableTest::name, FailureTableTest::text, (one, other) -> one + other));
        }
    }

    private static Stream<Path> sources(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
