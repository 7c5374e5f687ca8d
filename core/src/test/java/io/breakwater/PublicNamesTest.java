package io.breakwater;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The list of files itself: it contains no file that no test holds.
class PublicNamesTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));

    @Test
    void every_file_of_the_list_is_held_by_a_test_of_some_module() throws IOException {
        Set<String> files;
        try (var list = Files.list(PublicNames.folder())) {
            files = list.map(file -> file.getFileName().toString()).collect(toSet());
        }
        assertThat(Stream.of(PublicNames.values())
                        .map(part -> part.file().getFileName().toString()))
                .containsExactlyInAnyOrderElementsOf(files);
        String tests = tests();
        assertThat(PublicNames.values())
                .allSatisfy(part -> assertThat(tests).contains("PublicNames." + part + ".are("));
    }

    private static String tests() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path module : modules()) {
            try (var files = Files.walk(module)) {
                for (Path file : files.filter(each -> each.toString().endsWith("Test.java"))
                        .toList()) {
                    text.append(Files.readString(file));
                }
            }
        }
        return text.toString();
    }

    private static Set<Path> modules() throws IOException {
        try (var list = Files.list(ROOT)) {
            return list.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .collect(toSet());
        }
    }

    @Test
    void a_name_that_is_gone_or_new_is_told_with_what_to_do() {
        assertThatThrownBy(() -> PublicNames.METRICS.compare(Set.of("made up")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("made up")
                .hasMessageContaining("namespace Breakwater")
                .hasMessageContaining("docs/public-names/metrics.txt")
                .hasMessageContaining("-Dbreakwater.rewrite=true")
                .hasMessageContaining("CHANGELOG.md");
    }
}
