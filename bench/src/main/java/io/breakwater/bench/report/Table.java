package io.breakwater.bench.report;

import java.util.ArrayList;
import java.util.List;

/// A report for people: medians over the rounds, and in brackets the least and the most.
public final class Table {
    private final BenchReport report;
    private final List<String> lines = new ArrayList<>();

    private Table(BenchReport report) {
        this.report = report;
    }

    public static String of(BenchReport report) {
        Table table = new Table(report);
        table.conditions();
        table.load();
        table.pairs();
        table.streams();
        table.problems();
        return String.join("\n", table.lines);
    }

    private void conditions() {
        RunConditions at = report.conditions();
        lines.add(at.line(report.loadAfter()));
        lines.add("Gateway and simulated Bedrock in one JVM (%s), the load in another"
                .formatted(String.join(" ", at.flags())));
        lines.add("");
        lines.add("scripts/local, start to first answer: %s s"
                .formatted(report.startUpSeconds().text("%.2f")));
    }

    private void load() {
        lines.add("");
        lines.add("%-18s %5s %18s %18s %18s %26s %8s"
                .formatted("", "conn.", "p50 ms", "p90 ms", "p99 ms", "requests/s", "CPU ms"));
        report.rounds().stream()
                .map(round -> List.of(round.subject(), round.connections()))
                .distinct()
                .forEach(key -> rounds(report.rounds().stream()
                        .filter(round -> key.equals(List.of(round.subject(), round.connections())))
                        .toList()));
    }

    private void rounds(List<Round> rounds) {
        lines.add("%-18s %5d %18s %18s %18s %26s %8.2f"
                .formatted(
                        rounds.getFirst().subject(),
                        rounds.getFirst().connections(),
                        MedianOfRounds.of(rounds, Round::p50Millis).text("%.2f"),
                        MedianOfRounds.of(rounds, Round::p90Millis).text("%.2f"),
                        MedianOfRounds.of(rounds, Round::p99Millis).text("%.2f"),
                        MedianOfRounds.of(rounds, Round::perSecond).text("%.0f"),
                        MedianOfRounds.of(rounds, Round::cpuMillisPerRequest).median()));
    }

    private void pairs() {
        lines.add("");
        lines.add("%-18s %5s %26s %22s %22s"
                .formatted("beside direct", "conn.", "p50 added, ms", "p50 ratio", "requests/s ratio"));
        for (Pair pair : report.pairs()) {
            lines.add("%-18s %5d %26s %22s %22s"
                    .formatted(
                            pair.subject(),
                            pair.connections(),
                            pair.addedP50Millis().text("%+.2f"),
                            pair.ratioP50().text("%.2f"),
                            pair.ratioPerSecond().text("%.2f")));
        }
    }

    private void streams() {
        lines.add("");
        lines.add("%-18s %9s %12s %12s %10s %10s %10s %10s"
                .formatted(
                        "streams at once",
                        "complete",
                        "first p50",
                        "first p99",
                        "whole p50",
                        "whole p99",
                        "heap peak",
                        "heap after"));
        for (StreamRound round : report.streams()) {
            lines.add("%-18s %5d/%d %9.0f ms %9.0f ms %7.0f ms %7.0f ms %6.0f MiB %6.0f MiB"
                    .formatted(
                            round.subject(),
                            round.complete(),
                            round.opened(),
                            round.firstPieceP50Millis(),
                            round.firstPieceP99Millis(),
                            round.wholeP50Millis(),
                            round.wholeP99Millis(),
                            round.heapPeakMiB(),
                            round.heapAfterMiB()));
        }
    }

    private void problems() {
        if (!report.problems().isEmpty()) {
            lines.add("");
            report.problems().forEach(problem -> lines.add("PROBLEM  %s".formatted(problem)));
        }
    }
}
