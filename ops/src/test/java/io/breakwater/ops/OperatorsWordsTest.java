package io.breakwater.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.breakwater.ops.ctl.GatewayCtl;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// Operators who mistype get a message in plain words, before anything is requested from AWS or from a
/// gateway.
class OperatorsWordsTest {
    private static final int BAD_USE = 2;

    record Ran(int exit, String out, String err) {}

    private static Ran ran(CommandLine program, List<String> words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = program.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words.toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }

    /// A command that does something.
    ///
    /// @param words the program and the words that lead to the command
    record Typed(List<String> words, CommandSpec spec) {

        @Override
        public String toString() {
            return String.join(" ", words);
        }

        /// Runs the command with all that it must have, and with more.
        Ran with(String... more) {
            List<String> all = new ArrayList<>(words.subList(1, words.size()));
            spec.positionalParameters()
                    .forEach(parameter ->
                            all.addAll(Collections.nCopies(parameter.arity().min(), "1")));
            all.addAll(List.of(more));
            spec.options().stream()
                    .filter(OptionSpec::required)
                    .forEach(option -> all.addAll(List.of(option.longestName(), "1")));
            return ran(words.getFirst().equals("ops") ? OpsMain.commandLine() : new CommandLine(new GatewayCtl()), all);
        }

        boolean takesAnyNumber() {
            return spec.positionalParameters().stream()
                    .anyMatch(parameter ->
                            parameter.arity().isVariable() || parameter.index().isVariable());
        }
    }

    static Stream<Typed> commands() {
        return Stream.concat(
                leaves(OpsMain.commandLine(), List.of("ops")),
                leaves(new CommandLine(new GatewayCtl()), List.of("gatewayctl")));
    }

    private static Stream<Typed> leaves(CommandLine command, List<String> words) {
        if (command.getSubcommands().isEmpty()) {
            return Stream.of(new Typed(words, command.getCommandSpec()));
        }
        return command.getSubcommands().entrySet().stream()
                .flatMap(each -> leaves(
                        each.getValue(),
                        Stream.concat(words.stream(), Stream.of(each.getKey())).toList()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void an_unknown_option_is_named_and_nothing_is_done(Typed command) {
        Ran ran = command.with("--jsom");

        assertThat(ran.exit()).isEqualTo(BAD_USE);
        assertThat(ran.err()).contains("Unknown option: '--jsom'").doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_word_too_many_is_bad_use_where_there_is_a_most(Typed command) {
        assumeFalse(command.takesAnyNumber());
        Ran ran = command.with("2", "too-many");

        assertThat(ran.exit()).isEqualTo(BAD_USE);
        assertThat(ran.err()).contains("too-many").doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bootstrap nowhere",
                "catalogue check nowhere",
                "doctor nowhere",
                "tenants-diff nowhere",
                "costs nowhere --bill src/test/resources/costs/november.csv"
            })
    void an_unknown_environment_is_told_with_the_known_ones(String words) {
        Ran ran = ran(OpsMain.commandLine(), List.of(words.split(" ")));

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err())
                .contains("unknown environment 'nowhere'", "dev", "prod")
                .doesNotContain("\tat ");
        assertThat(ran.out()).isEmpty();
    }

    @Test
    void a_mistyped_option_is_no_further_file_of_the_bill() {
        Ran ran = ran(OpsMain.commandLine(), List.of("costs", "dev", "--bill", "november.csv", "--jsom"));

        assertThat(ran.exit()).isEqualTo(BAD_USE);
        assertThat(ran.err()).contains("--jsom").doesNotContain("is not a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bootstrap", "catalogue check", "doctor", "tenants-diff", "costs --bill x", "diff"})
    void what_is_missing_is_named(String words) {
        Ran ran = ran(OpsMain.commandLine(), List.of(words.split(" ")));

        assertThat(ran.exit()).isEqualTo(BAD_USE);
        assertThat(ran.err()).containsPattern("Missing required parameter: '(ENV|FILE)'");
    }

    /// These files still contain account numbers of the example, which no one owns.
    @ParameterizedTest
    @ValueSource(strings = {"bootstrap dev", "doctor dev"})
    void a_file_with_the_accounts_of_the_example_is_refused_before_anybody_is_asked(String words) {
        Ran ran = ran(OpsMain.commandLine(), List.of(words.split(" ")));

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.out() + ran.err())
                .contains("123456789012", "config/dev.yaml")
                .doesNotContain("\tat ");
    }
}
