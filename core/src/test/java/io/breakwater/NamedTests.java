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

/// Tables in pages whose third column names tests: each row names at least one, and each named test
/// exists.
final class NamedTests {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");

    private NamedTests() {}

    /// Fails unless each row of the tables below a heading names tests that exist.
    ///
    /// @param rows how many rows there are at least
    static void areThere(String page, String heading, int rows) throws IOException {
        Map<String, String> tests = tests();
        List<String> found = rows(page, heading);
        assertThat(found).hasSizeGreaterThanOrEqualTo(rows);
        for (String row : found) {
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

    private static List<String> rows(String page, String heading) throws IOException {
        String text = Files.readString(ROOT.resolve("docs").resolve(page));
        List<String> lines = text.substring(text.indexOf(heading)).lines().toList();
        return Stream.iterate(1, i -> i < lines.size(), i -> i + 1)
                .filter(i -> lines.get(i).startsWith("|") && !isHead(lines, i))
                .map(lines::get)
                .toList();
    }

    private static boolean isHead(List<String> lines, int line) {
        return lines.get(line).startsWith("|-")
                || (line + 1 < lines.size() && lines.get(line + 1).startsWith("|-"));
    }

    /// The sources of tests by the names of their classes.
    private static Map<String, String> tests() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .flatMap(NamedTests::sources)
                    .collect(toMap(NamedTests::name, NamedTests::text, (one, other) -> one + other));
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
