package io.breakwater.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.CommandNames;
import io.breakwater.PublicNames;
import io.breakwater.StandardOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The options that users type on a laptop, and those in every script's help.
class LocalCommandNamesTest {
    private static final Path SCRIPTS = Path.of(System.getProperty("breakwater.root"), "scripts");

    /// An option or a variable in a comment of a script; a script's help text consists of its first
    /// comments.
    private static final Pattern NAME = Pattern.compile("--[a-z][a-z-]+|\\b[A-Z]+(_[A-Z]+)+\\b");

    @Test
    void local_commands_keep_their_options() {
        PublicNames.COMMANDS_LOCAL.are(CommandNames.of(LocalMain.commandLine()));
    }

    @Test
    void scripts_keep_their_names_and_the_options_and_variables_of_their_help() throws IOException {
        Set<String> names = new TreeSet<>();
        try (var files = Files.list(SCRIPTS)) {
            for (Path script : files.filter(Files::isRegularFile).toList()) {
                String called = "scripts/" + script.getFileName();
                names.add(called);
                for (String line : help(script)) {
                    NAME.matcher(line).results().forEach(found -> names.add(called + " " + found.group()));
                }
            }
        }
        PublicNames.SCRIPTS.are(names);
    }

    @Test
    void the_help_of_scripts_local_names_each_option_of_its_command() throws IOException {
        String help = String.join("\n", help(SCRIPTS.resolve("local")));
        CommandLine command = LocalMain.commandLine().getSubcommands().get("local");

        assertThat(command.getCommandSpec().options())
                .map(option -> option.longestName())
                .contains("--tls-port")
                .allSatisfy(name -> assertThat(help).contains(name));
    }

    private static List<String> help(Path script) throws IOException {
        return Files.readAllLines(script).stream()
                .skip(1)
                .takeWhile(line -> line.startsWith("#"))
                .toList();
    }

    @Test
    void local_commands_tell_their_help_and_version_and_name_an_unknown_option() {
        StandardOptions.areAnsweredBy(LocalMain.commandLine());
    }
}
