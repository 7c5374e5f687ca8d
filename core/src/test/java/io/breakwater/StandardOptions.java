package io.breakwater;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/// What somebody who does not know a command tries first. Each command and subcommand answers it.
public final class StandardOptions {
    private static final int BAD_USE = 2;

    private record Typed(int exit, String out, String err) {}

    /// Fails unless the command and each of its subcommands tells its help and its version, and names an option that
    /// it does not know.
    public static void areAnsweredBy(CommandLine command) {
        for (List<String> words : paths(command)) {
            Stream.of("-h", "--help").forEach(option -> tells(command, words, option, "Usage: "));
            Stream.of("-V", "--version").forEach(option -> tells(command, words, option, ""));
            Typed unknown = typed(command, words, "--no-such-option");
            assertThat(unknown.exit)
                    .as("%s --no-such-option: %s", words, unknown)
                    .isEqualTo(BAD_USE);
            assertThat(unknown.out).isEmpty();
            assertThat(unknown.err)
                    .containsAnyOf("no-such-option", "Missing required")
                    .containsAnyOf("Usage: ", "--help", "Possible solutions")
                    .doesNotContain("Exception");
        }
    }

    private static void tells(CommandLine command, List<String> words, String option, String text) {
        Typed told = typed(command, words, option);
        assertThat(told.exit).as("%s %s: %s", words, option, told).isZero();
        assertThat(told.out).as("%s %s", words, option).isNotBlank().contains(text);
        assertThat(told.err).isEmpty();
    }

    private static Typed typed(CommandLine command, List<String> words, String option) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit =
                command.execute(Stream.concat(words.stream(), Stream.of(option)).toArray(String[]::new));
        return new Typed(exit, out.toString(), err.toString());
    }

    /// The words that lead to each command, none to the command itself.
    private static List<List<String>> paths(CommandLine command) {
        List<List<String>> paths = new ArrayList<>(List.of(List.of()));
        command.getSubcommands()
                .forEach((name, subcommand) -> paths(subcommand)
                        .forEach(path -> paths.add(
                                Stream.concat(Stream.of(name), path.stream()).toList())));
        return paths;
    }

    private StandardOptions() {}
}
