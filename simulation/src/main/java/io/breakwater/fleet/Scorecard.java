package io.breakwater.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What one run came to, for people and for programs.
final class Scorecard {
    private static final String BARS = " ▁▂▃▄▅▆▇█";
    private static final Duration STEP = Duration.ofSeconds(5);

    private final String name;
    private final FleetPlan plan;
    private final FleetWorld world;
    private final String version;

    /// @param name of the scenario
    /// @param version of what played it
    Scorecard(String name, FleetPlan plan, FleetWorld world, String version) {
        this.name = name;
        this.version = version;
        this.plan = plan;
        this.world = world;
    }

    /// The targets that the scenario's faults strike.
    private List<Target> struck() {
        return plan.quotas().stream()
                .map(quota -> quota.target().target())
                .filter(target -> plan.faults().stream().anyMatch(fault -> fault.strikes(target)))
                .toList();
    }

    private List<Long> callsPerMinute(Target target) {
        return world.figures().perMinute(target, firstFault(), firstFault().plusMinutes(2));
    }

    private long mostPerMinute(int minute) {
        return struck().stream()
                .mapToLong(target -> callsPerMinute(target).get(minute))
                .max()
                .orElse(0);
    }

    private double success(Duration from, Duration until) {
        return world.figures().success(from, until);
    }

    String text() {
        FleetFigures figures = world.figures();
        List<String> lines = new ArrayList<>();
        lines.add("%s, seed %d".formatted(name, plan.seed()));
        plan.faults().forEach(fault -> lines.add(row("goes wrong", fault.text())));
        lines.add(row(
                "copies",
                "%d of %d requests each"
                        .formatted(plan.shape().copies(), plan.shape().each())));
        lines.add(row(
                "requests",
                "%d, answered %s".formatted(figures.requests(), percent(success(Duration.ZERO, plan.length())))));
        lines.add(row("in the fault", percent(success(firstFault(), lastFaultEnds()))));
        lines.add(row("by 5 s", chart()));
        lines.add(row(
                "first content",
                "p50 %d ms, p99 %d ms".formatted(figures.firstMillis(0.5), figures.firstMillis(0.99))));
        lines.add(row(
                "amplification",
                "%.3f upstream calls a request, %.3f in the fault"
                        .formatted(figures.amplification(), amplificationInFault())));
        if (!struck().isEmpty()) {
            lines.add(row(
                    "calls to a struck target",
                    "at most %d in the first minute, %d in the second".formatted(mostPerMinute(0), mostPerMinute(1))));
        }
        lines.add(row("back to 99.5 %", recovery()));
        lines.add(row("upstream", figures.outcomes().toString()));
        lines.add(row("seen", world.findings().sights().toString()));
        lines.add(row(
                "trace",
                "%016x of %d events"
                        .formatted(world.trace().hash(), world.trace().count())));
        lines.add(row("replay", "--replay %d@%s".formatted(plan.seed(), version)));
        world.findings().broken().stream().limit(10).forEach(broken -> lines.add("BROKEN " + broken.text()));
        return String.join("\n", lines);
    }

    private double amplificationInFault() {
        return world.figures().amplification(firstFault(), lastFaultEnds());
    }

    private static String row(String name, String value) {
        return "  %-26s%s".formatted(name, value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private String recovery() {
        Duration after = world.figures().recovery(lastFaultEnds(), plan.length());
        return after.isNegative() ? "not within the run" : after.toSeconds() + " s after the last fault";
    }

    private Duration firstFault() {
        return plan.faults().stream()
                .map(FaultSpan::from)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Duration lastFaultEnds() {
        return plan.faults().stream()
                .map(FaultSpan::until)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /// The share of answered requests over time.
    private String chart() {
        StringBuilder bars = new StringBuilder();
        for (Duration at = Duration.ZERO; at.compareTo(plan.length()) < 0; at = at.plus(STEP)) {
            bars.append(BARS.charAt((int) Math.round(success(at, at.plus(STEP)) * (BARS.length() - 1))));
        }
        return bars.toString();
    }

    ObjectNode json() {
        FleetFigures figures = world.figures();
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        card.put("scenario", name).put("seed", plan.seed());
        card.put("copies", plan.shape().copies()).put("each", plan.shape().each());
        card.put("requests", figures.requests());
        card.put("success", success(Duration.ZERO, plan.length()));
        card.put("successInFault", success(firstFault(), lastFaultEnds()));
        card.put("firstContentP50Millis", figures.firstMillis(0.5));
        card.put("firstContentP99Millis", figures.firstMillis(0.99));
        card.put("amplification", figures.amplification());
        card.put("amplificationInFault", amplificationInFault());
        card.put("struckTargetFirstMinute", struck().isEmpty() ? 0 : mostPerMinute(0));
        card.put("struckTargetSecondMinute", struck().isEmpty() ? 0 : mostPerMinute(1));
        card.put(
                "recoverySeconds",
                figures.recovery(lastFaultEnds(), plan.length()).toSeconds());
        card.put("version", version);
        card.put("trace", "%016x".formatted(world.trace().hash()));
        ArrayNode broken = card.putArray("broken");
        world.findings().broken().forEach(one -> broken.add(one.text()));
        ObjectNode seen = card.putObject("seen");
        world.findings().sights().forEach(seen::put);
        return card;
    }
}
