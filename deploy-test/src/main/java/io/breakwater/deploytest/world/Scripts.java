package io.breakwater.deploytest.world;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The project's own scripts, run as an operator runs them.
///
/// @param root the project's folder
/// @param config the folder of the test's environments
/// @param longest the longest time of one of them
public record Scripts(Path root, Path config, Children children, Duration longest) {
    /// `scripts/deploy ENV --yes`
    public Finished deploy(String environment) throws Unshown, IOException, InterruptedException {
        return run("deploy", environment, "--yes");
    }

    /// `scripts/diff ENV`
    public Finished diff(String environment) throws Unshown, IOException, InterruptedException {
        return run("diff", environment);
    }

    /// `scripts/destroy ENV --yes`
    public Finished destroy(String environment) throws Unshown, IOException, InterruptedException {
        return run("destroy", environment, "--yes");
    }

    /// Runs a script of the project to its end.
    public Finished run(String script, String... arguments) throws Unshown, IOException, InterruptedException {
        return start(script, arguments).finish(longest);
    }

    /// Starts a script of the project and does not wait for its end.
    public Children.Child start(String script, String... arguments) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(root.resolve("scripts/" + script).toString()));
        command.addAll(List.of(arguments));
        return children.start(new Children.Job(
                logName(script, arguments), command, root, Map.of("BREAKWATER_CONFIG", config.toString())));
    }

    /// A file's name: the arguments that are neither options nor paths.
    private static String logName(String script, String... arguments) {
        return Stream.concat(Stream.of(script), Stream.of(arguments))
                .filter(word -> word.matches("[A-Za-z0-9]+"))
                .collect(Collectors.joining("-"));
    }
}
