package io.breakwater.demo;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/// Where results and progress are written.
///
/// @param results standard output: results and nothing else
/// @param json whether each result is one JSON object instead of a table
public record Output(PrintWriter results, PrintWriter progress, boolean json) {

    void print(Result result) {
        if (json) {
            results.println(ResultJson.of(result));
            results.flush();
        } else {
            new ResultTable(results, colours()).print(result);
        }
    }

    /// Colours on a terminal only, and not where the user has set `NO_COLOR` (no-color.org).
    private static Ansi colours() {
        boolean terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .isPresent();
        String noColour = System.getenv("NO_COLOR");
        boolean wanted = noColour == null || noColour.isEmpty();
        return wanted && terminal ? Ansi.ON : Ansi.OFF;
    }
}
