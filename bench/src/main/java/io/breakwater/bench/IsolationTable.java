package io.breakwater.bench;

import io.breakwater.bench.load.StreamSample;
import io.breakwater.bench.report.MedianOfRounds;
import io.breakwater.bench.report.RunConditions;
import java.util.ArrayList;
import java.util.List;

/// The effect of a noisy tenant on the others, for people.
final class IsolationTable {

    /// @param before the conditions before the first round
    public static String of(RunConditions before, double loadAfter, List<IsolationRound> rounds) {
        List<String> lines = new ArrayList<>();
        lines.add(before.line(loadAfter));
        lines.add("");
        lines.add("%-22s %14s %14s %14s %18s"
                .formatted("20 others", "complete", "first p50 ms", "first p99 ms", "noisy, admitted"));
        rounds.forEach(round -> {
            lines.add(line("alone", round.alone()));
            lines.add(line("beside the noisy one", round.beside())
                    + "%14d of %d"
                            .formatted(round.noisy().complete(), round.noisy().opened()));
        });
        lines.add("");
        lines.add("success falls by, pp: %s"
                .formatted(MedianOfRounds.of(rounds, IsolationRound::fall).text("%.3f")));
        lines.add("p50 ratio:            %s"
                .formatted(MedianOfRounds.of(rounds, IsolationRound::ratioP50).text("%.3f")));
        lines.add("p99 ratio:            %s"
                .formatted(MedianOfRounds.of(rounds, IsolationRound::ratioP99).text("%.3f")));
        return String.join("\n", lines);
    }

    private static String line(String name, StreamSample sample) {
        return "%-22s %8d/%5d %14.1f %14.1f"
                .formatted(
                        name,
                        sample.complete(),
                        sample.opened(),
                        sample.firstPiece().percentile(50).toNanos() / 1e6,
                        IsolationRound.p99Millis(sample));
    }

    private IsolationTable() {}
}
