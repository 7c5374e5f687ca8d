package io.breakwater.deploytest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The Maven commands of the pages and of the scripts' own help texts, which run tests of this build
/// for longer or elsewhere. A build within the build would overwrite it, so the test only checks that
/// the module, the test, the profile and the property exist. If a name has changed, Maven runs no test
/// at all and succeeds.
class MavenCommandsTest {
    @TestFactory
    Stream<DynamicTest> every_command_names_a_test_that_is_there_and_a_property_that_it_reads() throws IOException {
        return DocumentedCommands.of(Checkout.PROJECT).of(MavenCommandsTest.class.getSimpleName()).stream()
                .map(command -> DynamicTest.dynamicTest(command.toString(), () -> look(command.command())));
    }

    @TestFactory
    Stream<DynamicTest> every_example_of_a_script_names_a_test_that_is_there() throws IOException {
        List<PageCommand> examples = examples();
        assertThat(examples).isNotEmpty();
        return examples.stream().map(example -> DynamicTest.dynamicTest(example.line(), () -> look(example)));
    }

    /// Commands in the scripts' help texts that name tests.
    private static List<PageCommand> examples() throws IOException {
        List<PageCommand> examples = new ArrayList<>();
        try (Stream<Path> scripts = Files.list(Checkout.PROJECT.resolve("scripts"))) {
            for (Path script : scripts.filter(Files::isRegularFile).toList()) {
                all("(?m)^# +(scripts/.* -Dtest=.*)$", Files.readString(script))
                        .forEach(line -> examples.add(new PageCommand(line)));
            }
        }
        return examples;
    }

    private static void look(PageCommand command) throws IOException {
        String line = command.line().replace("'", "");
        Path module = Checkout.PROJECT.resolve(only(" -pl (\\S+)", line));
        assertThat(module.resolve("pom.xml")).exists();
        List<Path> tests = tests(module, only(" -Dtest=(\\S+)", line));
        assertThat(tests).as("tests of " + line).isNotEmpty();
        for (String property : all(" -D(breakwater\\.\\w+)=", line)) {
            assertThat(tests).as(property).anyMatch(test -> reads(test, property));
        }
        if (tests.stream().anyMatch(MavenCommandsTest::isOfDeepBuildsAlone)) {
            assertThat(line).as("else none of these tests is played").containsAnyOf(" -Pdeep", " --deep");
        }
        for (String profile : all(" -P(\\S+)", line)) {
            assertThat(Checkout.PROJECT.resolve("pom.xml")).content().contains("<id>" + profile + "</id>");
        }
    }

    private static String only(String form, String line) {
        List<String> found = all(form, line);
        assertThat(found).as(form + " in " + line).hasSize(1);
        return found.getFirst();
    }

    private static List<String> all(String form, String line) {
        return Pattern.compile(form)
                .matcher(line)
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private static List<Path> tests(Path module, String name) throws IOException {
        String form = name.replace("*", "\\w*") + "\\.java";
        try (Stream<Path> files = Files.find(
                module.resolve("src/test"),
                20,
                (file, _) -> file.getFileName().toString().matches(form))) {
            return files.toList();
        }
    }

    private static boolean isOfDeepBuildsAlone(Path test) {
        return !all("(?m)^ *@(RealTime|Tag\\(\"alone\"\\))$", text(test)).isEmpty();
    }

    /// Whether the test reads the property itself or in a class that it extends.
    private static boolean reads(Path test, String property) {
        String source = text(test);
        return source.contains('"' + property + '"')
                || all("class \\w+ extends (\\w+)", source).stream()
                        .flatMap(parent -> sources(parent).stream())
                        .anyMatch(parent -> reads(parent, property));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(String name) {
        try (Stream<Path> files = Files.find(
                Checkout.PROJECT,
                20,
                (file, _) -> file.endsWith(name + ".java") && file.toString().contains("src/test"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
