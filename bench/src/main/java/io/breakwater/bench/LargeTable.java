package io.breakwater.bench;

import io.breakwater.bench.report.MedianOfRounds;
import io.breakwater.bench.report.Round;
import io.breakwater.bench.report.RunConditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Renders the cost of a large prompt.
final class LargeTable {

    /// CPU per call of one way in one round, in milliseconds.
    public record Round(double small, double large) {
        double added() {
            return large - small;
        }
    }

    /// @param load the machine's load after the rounds
    /// @param bytes the size of the prompt
    /// @param rounds by the way to the model; the first is the direct one
    public static String of(RunConditions conditions, double load, int bytes, Map<String, List<Round>> rounds) {
        List<String> lines = new ArrayList<>();
        lines.add("CPU per call in ms, of the gateway's process, the simulated Bedrock included; prompt of %,d bytes"
                .formatted(bytes));
        lines.add(conditions.line(load));
        List<Round> direct = rounds.values().iterator().next();
        rounds.forEach((way, of) -> lines.add("%-18s small %s, large %s, the prompt adds %s beyond the direct way"
                .formatted(
                        way,
                        text(MedianOfRounds.of(of, Round::small)),
                        text(MedianOfRounds.of(of, Round::large)),
                        text(beyond(of, direct)))));
        return String.join(System.lineSeparator(), lines);
    }

    private static MedianOfRounds beyond(List<Round> of, List<Round> direct) {
        List<Double> added = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            added.add(of.get(i).added() - direct.get(i).added());
        }
        return MedianOfRounds.of(added);
    }

    private static String text(MedianOfRounds figure) {
        return String.format(Locale.ROOT, "%.1f [%.1f, %.1f]", figure.median(), figure.least(), figure.most());
    }

    private LargeTable() {}
}
