package io.breakwater.deploytest.docs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A command of the pages with its runner.
///
/// @param command the command
/// @param runner a step of the deploy test, or a group of commands of a unit test
/// @param ending how it must end
public record DocumentedCommand(PageCommand command, String runner, Ending ending) {
    private static final List<String> OTHERS = List.of("aws", "curl", "jq");

    /// The programs that it calls, except the project's own.
    public List<String> needs() {
        return OTHERS.stream().filter(this::calls).toList();
    }

    private boolean calls(String program) {
        return Pattern.compile("(^|[\\s|;(])" + program + " ")
                .matcher(command.line())
                .find();
    }

    /// Those of its programs that the search path lacks.
    public List<String> lacks() {
        return needs().stream().filter(program -> !isOnPath(program)).toList();
    }

    private static boolean isOnPath(String program) {
        String path = String.valueOf(System.getenv("PATH"));
        return Stream.of(path.split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    @Override
    public String toString() {
        return command.line();
    }
}
