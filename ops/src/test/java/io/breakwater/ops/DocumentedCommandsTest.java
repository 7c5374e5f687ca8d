package io.breakwater.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The commands that README.md and docs/*.md tell people to type: somebody runs each, or there is a reason why not; and
/// none has a word that its script does not know.
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));
    private static final String BY_HAND = "by hand: ";

    @Test
    void every_command_of_the_pages_is_listed_with_who_runs_it_and_no_other() throws IOException {
        assertThat(runners().keySet()).containsExactlyInAnyOrderElementsOf(documented());
    }

    @Test
    void whoever_runs_a_command_is_a_test_or_a_step_of_the_deploy_test_that_speaks_of_it() throws IOException {
        Map<String, Path> sources = sources();
        Set<String> names = publicNames();
        for (Map.Entry<String, String> row : runners().entrySet()) {
            String runner = row.getValue();
            if (runner.startsWith(BY_HAND)) {
                assertThat(runner).as(row.getKey()).hasSizeGreaterThan(BY_HAND.length() + 10);
            } else {
                assertThat(sources).as(row.getKey()).containsKey(runner);
                String source = Files.readString(sources.get(runner));
                assertThat(subjects(names, row.getKey()))
                        .as(row.getKey() + " in " + runner)
                        .anyMatch(source::contains);
            }
        }
    }

    @Test
    void few_commands_are_left_to_people() throws IOException {
        assertThat(runners().values().stream()
                        .filter(runner -> runner.startsWith(BY_HAND))
                        .filter(runner -> !runner.contains("the AWS CLI's"))
                        .distinct())
                .hasSizeLessThanOrEqualTo(6);
    }

    @Test
    void no_command_has_an_option_or_a_subcommand_that_its_script_does_not_know() throws IOException {
        Set<String> names = publicNames();
        for (String command : documented()) {
            List<String> words = words(command);
            if (!words.isEmpty()) {
                assertThat(words.stream()
                                .filter(word -> word.startsWith("-"))
                                .map(word -> word.replaceFirst("=.*", "")))
                        .as(command)
                        .allMatch(option -> known(names, words.getFirst(), option));
                assertThat(names).as(command).contains("scripts/" + words.getFirst());
            }
        }
    }

    /// Of those that need neither AWS nor a running gateway.
    @Test
    void the_catalogue_is_listed_by_the_command_as_it_stands() {
        StringWriter out = new StringWriter();
        int exit = new CommandLine(new OpsMain())
                .setOut(new PrintWriter(out, true))
                .execute(words("scripts/catalogue list dev").toArray(String[]::new));
        assertThat(exit).isZero();
        assertThat(out.toString()).contains("PROFILE", "us.anthropic.claude-sonnet-4-6");
    }

    private static Set<String> documented() throws IOException {
        Set<String> commands = new LinkedHashSet<>(PageCommands.of(ROOT.resolve("README.md")));
        try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
            for (Path page : pages.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                commands.addAll(PageCommands.of(page));
            }
        }
        return commands;
    }

    private static Map<String, String> runners() throws IOException {
        Map<String, String> runners = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("src/test/resources/documented-commands.txt"))) {
            if (!line.startsWith("#")) {
                String[] parts = line.split("  <-  ", 2);
                assertThat(parts).as(line).hasSize(2);
                runners.put(parts[0], parts[1]);
            }
        }
        return runners;
    }

    /// Test classes, and steps of the deploy test, by name.
    private static Map<String, Path> sources() throws IOException {
        try (Stream<Path> files = Files.find(ROOT, 12, (file, _) -> {
            String path = ROOT.relativize(file).toString();
            return path.matches(".*/src/test/.*Test\\.java|.*/deploytest/step/.*\\.java");
        })) {
            return files.collect(Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""), file -> file, (one, _) -> one));
        }
    }

    /// What it does: the last of its words that is a script or a subcommand; of other programs what they are about.
    private static List<String> subjects(Set<String> names, String command) {
        List<String> words = words(command);
        if (words.isEmpty()) {
            return List.of("chat().completions()", "\"fault\"", "class ");
        }
        String subcommand = "(breakwater )?" + words.getFirst() + " ([a-z]+ )*";
        return List.of(words.stream()
                .takeWhile(word -> word.matches("[a-z][a-z-]*"))
                .filter(word -> names.stream().anyMatch(name -> name.matches(subcommand + word)))
                .reduce(words.getFirst(), (_, last) -> last));
    }

    /// What is typed after `scripts/`; nothing for other programs.
    private static List<String> words(String command) {
        int at = command.indexOf("scripts/");
        if (at < 0 || command.startsWith("export")) {
            return List.of();
        }
        String own = command.substring(at + "scripts/".length()).replaceFirst(" && .*", "");
        return new ArrayList<>(List.of(own.split(" ")));
    }

    private static Set<String> publicNames() throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/public-names"))) {
            for (Path file : files.filter(each -> each.getFileName().toString().matches("(commands-.*|scripts)\\.txt"))
                    .toList()) {
                names.addAll(Files.readAllLines(file));
            }
        }
        return names;
    }

    private static boolean known(Set<String> names, String script, String option) {
        String form = ".*\\b" + script + "\\b.* (-\\w\\|)?" + option + "(\\|.*|=.*| .*)?";
        return names.stream().anyMatch(name -> name.matches(form));
    }
}
