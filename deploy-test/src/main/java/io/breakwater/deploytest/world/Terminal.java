package io.breakwater.deploytest.world;

import io.breakwater.deploytest.docs.Ending;
import io.breakwater.deploytest.docs.PageCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A terminal in which commands of the pages are typed, one after the other. A variable that one
/// exports is set for those after it.
public final class Terminal implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Children children;
    private final Path folder;
    private final Map<String, String> variables;
    private final Duration longest;
    private final List<String> exports = new ArrayList<>();
    private final List<Children.Child> running = new ArrayList<>();

    /// @param folder a checkout, or a folder that looks like one
    /// @param variables in addition to those of this process
    /// @param longest how long a command may take
    public Terminal(Children children, Path folder, Map<String, String> variables, Duration longest) {
        this.children = children;
        this.folder = folder;
        this.variables = Map.copyOf(variables);
        this.longest = longest;
    }

    /// Types a command and waits for its ending; one that does not end by itself keeps running beside
    /// those after it.
    ///
    /// @throws Unshown if it ends differently
    public Finished type(PageCommand command, Ending ending) throws Unshown, IOException, InterruptedException {
        Children.Child child = start(command);
        Finished finished = switch (ending) {
            case Ending.Well _, Ending.Badly _ -> child.finish(longest);
            case Ending.Begun(String words) -> {
                running.add(child);
                Finished begun = begun(child, words, command);
                child.kill();
                yield begun;
            }
            case Ending.Never(String words) -> {
                running.add(child);
                yield begun(child, words, command);
            }
        };
        mustEnd(finished, ending, command);
        if (command.line().startsWith("export ")) {
            exports.add(command.text());
        }
        return finished;
    }

    private Children.Child start(PageCommand command) throws IOException {
        List<String> lines = new ArrayList<>(exports);
        lines.add(command.text());
        List<String> words = List.of("bash", "-c", String.join("\n", lines));
        return children.start(new Children.Job(logName(command), words, folder, variables));
    }

    private static void mustEnd(Finished finished, Ending ending, PageCommand command) throws Unshown, IOException {
        switch (ending) {
            case Ending.Well(String words) -> {
                finished.mustSucceed(command.line());
                finished.mustSay(words);
            }
            case Ending.Badly(String words, boolean always) -> {
                if (always || finished.exit() != 0) {
                    finished.mustFail(command.line());
                    finished.mustSay(words);
                }
            }
            case Ending.Never(String words) -> finished.mustSay(words);
            case Ending.Begun(String words) -> finished.mustSay(words);
        }
    }

    private Finished begun(Children.Child child, String words, PageCommand command)
            throws Unshown, IOException, InterruptedException {
        long begun = System.nanoTime();
        while (!child.output().contains(words)) {
            if (!child.isAlive()) {
                child.finish(longest).mustSay(words);
            }
            Unshown.unless(
                    System.nanoTime() - begun < longest.toNanos(),
                    "the output of " + command.line() + " does not mention " + words + ": " + child.output());
            Thread.sleep(BETWEEN_LOOKS);
        }
        return child.soFar();
    }

    /// Ends the commands that do not end by themselves.
    @Override
    public void close() {
        running.forEach(Children.Child::kill);
        running.clear();
    }

    /// A file's name: the first words that are neither options nor paths.
    private static String logName(PageCommand command) {
        String words = command.line().replace("scripts/", "").replaceAll("[^A-Za-z0-9]+", "-");
        return "typed-" + words.substring(0, Math.min(40, words.length()));
    }
}
