package io.breakwater.bench;

import io.breakwater.bench.load.StreamSample;
import io.breakwater.bench.report.MedianOfRounds;
import io.breakwater.bench.report.RunConditions;
import java.util.ArrayList;
import java.util.List;

/// The effect of waves of large prompts on the small calls beside them, for people.
final class FloodTable {

    /// @param before the conditions before the first round
    public static String of(RunConditions before, double loadAfter, List<FloodRound> rounds) {
        List<String> lines = new ArrayList<>();
        lines.add(before.line(loadAfter));
        lines.add("");
        lines.add("%-18s %12s %14s %14s".formatted("small calls", "complete", "first p50 ms", "first p99 ms"));
        for (FloodRound round : rounds) {
            lines.add(line("alone", round.alone()));
            lines.add(line("beside the flood", round.beside()));
            lines.add("  %d waves: %d served, %d refused (the slowest after %.0f ms), %d lost"
                    .formatted(
                            round.waves().size(),
                            round.served(),
                            round.refused(),
                            round.slowestRefusalMillis(),
                            round.lost()));
            round.firstFailure().ifPresent(why -> lines.add("  first failure of a small call: " + why));
        }
        lines.add("");
        lines.add("p99 ratio:            %s"
                .formatted(MedianOfRounds.of(rounds, FloodRound::ratioP99).text("%.2f")));
        lines.add("CPU of a wave, ms:    %s"
                .formatted(
                        MedianOfRounds.of(rounds, FloodRound::cpuMillisPerWave).text("%.2f")));
        lines.add("slowest refusal, ms:  %s"
                .formatted(MedianOfRounds.of(rounds, FloodRound::slowestRefusalMillis)
                        .text("%.2f")));
        return String.join("\n", lines);
    }

    private static String line(String name, StreamSample sample) {
        return "%-18s %6d/%5d %14.1f %14.1f"
                .formatted(
                        name,
                        sample.complete(),
                        sample.opened(),
                        sample.firstPiece().percentile(50).toNanos() / 1e6,
                        IsolationRound.p99Millis(sample));
    }

    private FloodTable() {}
}
