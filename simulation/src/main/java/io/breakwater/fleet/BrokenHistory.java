package io.breakwater.fleet;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What led to a violation: the last lines of a run's history, from playing it again.
final class BrokenHistory {
    /// Enough for all lines of a schedule.
    private static final int KEPT = 1_000_000;

    private static final int TOLD = 200;

    private final FleetFindings.Broken broken;
    private final Pattern whose;

    private BrokenHistory(FleetFindings.Broken broken) {
        this.broken = broken;
        this.whose = Pattern.compile("(?<![\\w-])%s(?![\\w-])".formatted(Pattern.quote(broken.request())));
    }

    /// The lines up to the violation that are about its request or its target; all lines up to it where none is, since
    /// the whole fleet has violated it.
    static String of(FleetPlan plan, Variant variant, FleetFindings.Broken broken) {
        List<String> lines = new FleetRun(plan, variant, KEPT).play().trace().lines();
        return new BrokenHistory(broken).text(lines);
    }

    private String text(List<String> all) {
        List<String> before = all.stream().filter(this::isBefore).toList();
        List<String> own =
                before.stream().filter(line -> whose.matcher(line).find()).toList();
        return own.isEmpty() ? last("everybody", before) : last(broken.request(), own);
    }

    /// A line begins with its time, rounded to milliseconds.
    private boolean isBefore(String line) {
        double seconds = Double.parseDouble(line.strip().split(" ", 2)[0]);
        return seconds <= broken.at().plus(Duration.ofMillis(1)).toNanos() / 1e9;
    }

    private String last(String of, List<String> lines) {
        List<String> told = lines.subList(Math.max(0, lines.size() - TOLD), lines.size());
        return told.stream()
                .collect(Collectors.joining(
                        "%n  ".formatted(),
                        "  history of %s until %s broke, the last %d of %d lines:%n  "
                                .formatted(of, broken.property(), told.size(), lines.size()),
                        ""));
    }
}
