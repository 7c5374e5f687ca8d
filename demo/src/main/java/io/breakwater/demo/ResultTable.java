package io.breakwater.demo;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/// A result for people: what was done, the counts with bars, and whether the pattern held.
final class ResultTable {
    private static final int LONGEST_BAR = 30;

    private final PrintWriter out;
    private final Ansi ansi;

    ResultTable(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    void print(Result result) {
        out.println(ansi.string("@|bold " + result.pattern().word() + "|@") + ": "
                + result.pattern().claim());
        out.println("  " + result.done());
        counts("model", result.byModel());
        counts("shard", result.byShard());
        counts("Region", result.byRegion());
        result.byTenant().forEach(this::tenant);
        switch (result.verdict()) {
            case PatternVerdict.Held(String how) -> out.println("  " + ansi.string("@|bold,green held|@") + ": " + how);
            case PatternVerdict.NotHeld(String why) ->
                out.println("  " + ansi.string("@|bold,red did not hold|@") + ": " + why);
        }
        out.println();
        out.flush();
    }

    private void counts(String what, Map<String, Integer> counts) {
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        counts.forEach(
                (name, count) -> out.println("  %-7s %-48s %4d %s".formatted(what, name, count, bar(count, most))));
    }

    /// One mark for each, or in proportion where there are more than fit.
    private static String bar(int count, int most) {
        return "#".repeat(most <= LONGEST_BAR ? count : Math.ceilDiv(count * LONGEST_BAR, most));
    }

    private void tenant(String tenant, List<DemoAnswer> answers) {
        long succeeded = answers.stream().filter(DemoAnswer::succeeded).count();
        long limited = answers.stream().filter(DemoAnswer::rateLimited).count();
        out.println("  %-7s %-16s sent %4d   answered %4d   rate limited %4d   failed %4d"
                .formatted("tenant", tenant, answers.size(), succeeded, limited, answers.size() - succeeded - limited));
    }
}
