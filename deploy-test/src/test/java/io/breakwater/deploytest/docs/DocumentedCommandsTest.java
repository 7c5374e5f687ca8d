package io.breakwater.deploytest.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.deploytest.docs.CommandListing.Row;
import io.breakwater.deploytest.docs.CommandListing.Runner;
import io.breakwater.deploytest.step.AsDocumented;
import io.breakwater.deploytest.step.Cycle;
import io.breakwater.deploytest.step.DeployStep;
import io.breakwater.deploytest.world.TestOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The commands that README.md and docs/*.md tell people to type. Something types each as it is
/// written, or the list gives a reason why nothing does; and none has an option that its script does
/// not know.
class DocumentedCommandsTest {
    private static final Path ROOT = Path.of(System.getProperty("breakwater.root"));

    /// The unit tests that take their commands from the list, by the group or as a whole.
    private static final String UNIT_TESTS = "CommandsOnThisMachineTest\\.\\w+|MavenCommandsTest";

    private static final CommandListing LISTING = CommandListing.ofProject();

    @Test
    void every_command_of_the_pages_is_listed_with_who_types_it_and_no_other() throws IOException {
        assertThat(LISTING.rows()).extracting(Row::line).containsExactlyInAnyOrderElementsOf(documented());
    }

    @Test
    void whoever_types_a_command_is_a_step_of_the_deploy_test_or_a_test_that_types_all_that_is_listed_for_it()
            throws IOException {
        Set<String> steps = steps();
        assertThat(DocumentedCommands.of(ROOT).all())
                .isNotEmpty()
                .allSatisfy(command -> assertThat(steps.contains(command.runner())
                                || command.runner().matches(UNIT_TESTS))
                        .as(command + " by " + command.runner())
                        .isTrue());
    }

    @Test
    void every_occasion_of_the_deploy_test_has_commands() throws IOException {
        Set<String> runners = DocumentedCommands.of(ROOT).all().stream()
                .map(DocumentedCommand::runner)
                .collect(Collectors.toSet());
        assertThat(Stream.of(AsDocumented.values()).map(AsDocumented::runner)).isSubsetOf(runners);
    }

    @Test
    void few_commands_are_left_to_people_each_for_a_reason() {
        List<Runner.ByHand> byHand = LISTING.rows().stream()
                .map(Row::runner)
                .filter(Runner.ByHand.class::isInstance)
                .map(Runner.ByHand.class::cast)
                .toList();
        assertThat(byHand)
                .hasSizeLessThanOrEqualTo(1)
                .allSatisfy(row -> assertThat(row.reason()).hasSizeGreaterThan(20));
    }

    @Test
    void every_placeholder_stands_in_a_command() throws IOException {
        List<String> texts =
                PageCommands.ofProject(ROOT).stream().map(PageCommand::text).toList();
        assertThat(LISTING.placeholders().keySet())
                .allSatisfy(word -> assertThat(texts).anyMatch(text -> text.contains(word)));
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

    private static Set<String> documented() throws IOException {
        return PageCommands.ofProject(ROOT).stream().map(PageCommand::line).collect(Collectors.toSet());
    }

    /// All steps of the deploy test, by their names in the list.
    private static Set<String> steps() {
        TestOptions options = CommandLine.populateCommand(
                new TestOptions(), "--inventory=true", "--denials=true", "--decisions=true", "--sim-port=1");
        return Cycle.of(options).stream().map(DeployStep::runner).collect(Collectors.toSet());
    }

    /// What is typed after `scripts/`; empty for other programs.
    private static List<String> words(String command) {
        int at = command.indexOf("scripts/");
        return at < 0
                ? List.of()
                : List.of(command.substring(at + "scripts/".length())
                        .replaceFirst(" && .*", "")
                        .split(" "));
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
