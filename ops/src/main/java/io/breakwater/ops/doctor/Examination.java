package io.breakwater.ops.doctor;

import io.breakwater.settings.Home;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Help.Ansi;

/// Shows what checks find, each line as soon as it is known, and counts it.
///
/// @param json one JSON object at the end instead of lines
/// @param strict whether what could not be checked counts as wrong
record Examination(String environment, boolean json, boolean strict, PrintWriter out) {
    static final int WRONG = 1;

    /// Returns the exit code: 0 if nothing is wrong.
    int report(Consumer<Consumer<Line>> examination) {
        List<Line> lines = new ArrayList<>();
        examination.accept(json ? lines::add : printing().andThen(lines::add));
        Tally tally = new Tally(lines);
        out.println(json ? TallyJson.of(environment, tally).toString() : new LineText(Ansi.AUTO).of(tally));
        out.flush();
        return tally.passes(strict) ? 0 : WRONG;
    }

    /// What it comes to if the caller may not look.
    int refused(Home home, Finding finding) {
        Line line = new Line("credentials", new Place(home.account(), home.region()), finding);
        return report(lines -> lines.accept(line));
    }

    private Consumer<Line> printing() {
        LineText text = new LineText(Ansi.AUTO);
        return line -> {
            out.println(text.of(line));
            out.flush();
        };
    }
}
