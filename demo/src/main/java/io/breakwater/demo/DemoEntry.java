package io.breakwater.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The options of every demo command, wherever its gateway is. If nothing can be shown, it exits with
/// status 2 for bad use, else with 1 and the reason.
public final class DemoEntry {
    private static final int NOT_HELD = 1;
    private static final int MOST_REQUESTS = 1_000;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Parameters(paramLabel = "PATTERN", description = "cris, sharding, fallback, balance, isolation or all.")
    private String word = "";

    @Option(names = "--json", description = "One JSON object for each pattern, one a line, instead of a table.")
    private boolean json;

    @Option(
            names = "--requests",
            paramLabel = "N",
            description = "How many requests to send, 1 to 1000; for isolation, from each tenant.")
    private @Nullable Integer requests;

    /// Shows patterns.
    @FunctionalInterface
    public interface Showing {
        /// Returns the exit status.
        ///
        /// @throws DemoException if nothing can be shown
        int show(List<Pattern> patterns) throws DemoException, InterruptedException;
    }

    /// Shows the patterns that the command line asks for.
    ///
    /// @return the exit status
    /// @throws ParameterException for bad use
    public int enter(Showing showing) throws InterruptedException {
        try {
            return showing.show(patterns());
        } catch (DemoException impossible) {
            if (impossible.badUse()) {
                throw new ParameterException(command.commandLine(), impossible.sentence(), impossible);
            }
            progress().println(impossible.sentence());
            return NOT_HELD;
        }
    }

    private List<Pattern> patterns() throws DemoException {
        if (requests != null && (requests < 1 || requests > MOST_REQUESTS)) {
            throw DemoException.badUse("--requests is " + requests + "; give 1 to " + MOST_REQUESTS);
        }
        return Pattern.chosen(word);
    }

    /// The number of requests to send, if the user gives one.
    public OptionalInt requests() {
        return requests == null ? OptionalInt.empty() : OptionalInt.of(requests);
    }

    public Output output() {
        return new Output(command.commandLine().getOut(), progress(), json);
    }

    /// Progress and complaints; standard output belongs to the results.
    public PrintWriter progress() {
        return command.commandLine().getErr();
    }
}
