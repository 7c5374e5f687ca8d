package io.breakwater.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The name of each top-level type is unique in the project, tests included, and names in the code use
/// the words of docs/architecture.md.
class TypeNamesTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final Pattern RETIRED_ROW = Pattern.compile("^\\| ([a-z, -]+?)(?: \\(.*\\))? \\| ");
    private static final Pattern NO_CODE = Pattern.compile(
            "//.*|/\\*[\\s\\S]*?\\*/|\"\"\"[\\s\\S]*?\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*\"|'(?:\\\\.|[^'\\\\])+'");
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_]\\w*");

    /// The method of Java's `Class`.
    private static final String OF_JAVA = "cast";

    /// An interface that others may implement, and a class or record that implements interfaces.
    private static final Pattern OPEN_INTERFACE = Pattern.compile("(?m)^(?:public )?interface (\\w+)");
    private static final Pattern IMPLEMENTATION =
            Pattern.compile("\\b(?:class|record) (\\w+)[^{;]*?\\bimplements ([^{]+)\\{");

    @Test
    void no_two_top_level_types_have_the_same_name() throws IOException {
        assertThat(typeNames()).doesNotHaveDuplicates().hasSizeGreaterThan(500);
    }

    @Test
    void no_type_of_a_test_has_the_name_of_another_type() throws IOException {
        assertThat(names(sources("main|test"))).doesNotHaveDuplicates().hasSizeGreaterThan(1_000);
    }

    /// Two fakes of one port under one name are one fake that is written twice, or two that are taken
    /// for each other.
    @Test
    void no_two_implementations_of_a_port_have_the_same_name_wherever_they_are_nested() throws IOException {
        Set<String> ports = new TreeSet<>();
        for (Path file : sources("main")) {
            OPEN_INTERFACE.matcher(code(file)).results().forEach(found -> ports.add(found.group(1)));
        }
        List<String> implementations = new ArrayList<>();
        for (Path file : sources("main|test")) {
            IMPLEMENTATION
                    .matcher(code(file))
                    .results()
                    .forEach(found -> IDENTIFIER
                            .matcher(found.group(2))
                            .results()
                            .map(MatchResult::group)
                            .filter(ports::contains)
                            .forEach(port -> implementations.add(found.group(1) + " implements " + port)));
        }
        assertThat(ports).contains("LedgerStore", "HealthStore", "TenantSecrets");
        assertThat(implementations)
                .contains("FailingStore implements LedgerStore", "MemoryHealth implements HealthStore")
                .doesNotHaveDuplicates();
    }

    @Test
    void no_type_has_a_retired_word_in_its_name() throws IOException {
        Set<String> retired = retiredWords();
        assertThat(retired).contains("hunch", "door", "surrender");

        assertThat(typeNames()).noneMatch(name -> words(name).anyMatch(retired::contains));
    }

    @Test
    void nothing_in_the_code_is_named_by_a_retired_word() throws IOException {
        Set<String> retired = retiredWords();
        Set<String> found = new TreeSet<>();
        for (Path file : sources("main")) {
            IDENTIFIER
                    .matcher(code(file))
                    .results()
                    .map(MatchResult::group)
                    .filter(name -> !name.equals(OF_JAVA))
                    .filter(name -> words(name).anyMatch(retired::contains))
                    .forEach(name -> found.add(file.getFileName() + ": " + name));
        }
        assertThat(found).isEmpty();
    }

    private static List<String> typeNames() throws IOException {
        return names(sources("main"));
    }

    /// The names of the files, since a file is named after its type.
    private static List<String> names(List<Path> files) {
        return files.stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .toList();
    }

    /// @param of the kinds of sources, as a pattern
    private static List<Path> sources(String of) throws IOException {
        Pattern inside = Pattern.compile("[a-z-]+/src/(?:" + of + ")/java/.*(?<!/(?:package|module)-info)\\.java");
        try (Stream<Path> files = Files.find(
                ROOT,
                14,
                (file, _) -> inside.matcher(ROOT.relativize(file).toString()).matches())) {
            return files.toList();
        }
    }

    private static String code(Path file) throws IOException {
        return NO_CODE.matcher(Files.readString(file)).replaceAll(" ");
    }

    private static Stream<String> words(String name) {
        return Arrays.stream(name.split("(?<=[a-z0-9])(?=[A-Z])|_")).map(word -> word.toLowerCase(Locale.ROOT));
    }

    private static Set<String> retiredWords() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/architecture.md"));
        Set<String> words = new TreeSet<>();
        for (String line : section(lines, "## Retired words")) {
            Matcher row = RETIRED_ROW.matcher(line);
            if (row.find() && !row.group(1).equals("retired")) {
                words.addAll(List.of(row.group(1).split(", ")));
            }
        }
        return words;
    }

    private static List<String> section(List<String> lines, String heading) {
        List<String> section = new ArrayList<>();
        for (String line : lines.subList(lines.indexOf(heading) + 1, lines.size())) {
            if (line.startsWith("## ")) {
                break;
            }
            section.add(line);
        }
        return section;
    }
}
