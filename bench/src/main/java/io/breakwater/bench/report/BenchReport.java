package io.breakwater.bench.report;

import java.util.List;

/// Everything a run measured.
///
/// @param loadAfter the machine's load average at the end
/// @param startUpSeconds from the start of `scripts/local` to the first answer
/// @param problems failures, one example for each round that had some
public record BenchReport(
        RunConditions conditions,
        double loadAfter,
        MedianOfRounds startUpSeconds,
        List<Round> rounds,
        List<Pair> pairs,
        List<StreamRound> streams,
        List<String> problems) {}
