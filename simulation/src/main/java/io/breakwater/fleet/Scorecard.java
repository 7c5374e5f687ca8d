package io.breakwater.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// The results of one run, for people and for programs.
final class Scorecard {
    private static final String BARS = " ▁▂▃▄▅▆▇█";
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final double HIT = 0.5;
    private static final double TOUCHED = 0.999;
    private static final int MOST_NAMED = 5;

    private final String typed;
    private final FleetPlan plan;
    private final FleetWorld world;
    private final StruckTargets struck;
    private final Optional<FleetWorld> calm;
    private final String version;

    /// @param typed the scenario with its options; empty for a schedule
    /// @param calm the same seed without faults, if played
    /// @param version the version that played it
    Scorecard(String typed, FleetPlan plan, FleetWorld world, Optional<FleetWorld> calm, String version) {
        this.typed = typed;
        this.version = version;
        this.plan = plan;
        this.world = world;
        this.struck = new StruckTargets(plan, world.figures());
        this.calm = calm;
    }

    private double success(Duration from, Duration until) {
        return world.figures().success(from, until);
    }

    String text() {
        FleetFigures figures = world.figures();
        List<String> lines = new ArrayList<>();
        lines.add("%s, seed %d".formatted(typed.isEmpty() ? "schedule" : typed, plan.seed()));
        plan.faults().forEach(fault -> lines.add(row("goes wrong", fault.text())));
        lines.add(row(
                "copies",
                "%d of %d requests each"
                        .formatted(plan.shape().copies(), plan.shape().each())));
        lines.add(row("requests", part(figures.within(Duration.ZERO, plan.length()))));
        boolean wrong = !plan.faults().isEmpty();
        if (wrong) {
            lines.add(row("while it goes wrong", part(inFault(world))));
            lines.addAll(whoIsHit());
        }
        calm.ifPresent(other -> lines.add(row("the same without faults", part(inFault(other)))));
        lines.add(row("answered", bars(at -> success(at, at.plus(STEP)), 1) + "  each 5 s, full is all"));
        lines.add(row(
                "amplification",
                "%.3f upstream calls a request".formatted(figures.amplification())
                        + (wrong ? ", %.3f while it goes wrong".formatted(amplificationInFault()) : "")));
        if (!struck.targets().isEmpty()) {
            callsToStruck(lines);
        }
        if (world.bedrock().caches().least() > 0) {
            lines.add(row(
                    "written to caches",
                    "%,d tokens, %,d at least"
                            .formatted(
                                    world.bedrock().caches().written(),
                                    world.bedrock().caches().least())));
        }
        if (!plan.faults().isEmpty()) {
            lines.add(row("back to 99.5 %", recovery()));
        }
        lines.add(row("upstream", counts(figures.outcomes())));
        lines.add(row("seen", counts(world.findings().sights())));
        lines.add(row("properties", properties()));
        lines.add(row(
                "trace",
                "%016x of %,d events"
                        .formatted(world.trace().hash(), world.trace().count())));
        lines.add(row("again, with its history", "scripts/simulate " + replay()));
        world.findings().broken().stream().limit(10).forEach(broken -> lines.add("BROKEN " + broken.text()));
        return String.join("\n", lines);
    }

    /// Which tenants lose requests while it goes wrong, and what becomes of those that a tenant's fault does not
    /// strike.
    private List<String> whoIsHit() {
        List<String> rows = new ArrayList<>();
        FleetFigures.Part others = othersInFault(world);
        if (others.requests().size() < inFault(world).requests().size()) {
            rows.add(row("the other tenants", part(others)));
        }
        List<String> hit = tenantsBelow(HIT);
        rows.add(row(
                "tenants hit",
                "%,d of %,d lost more than half of their requests%s; %,d lost more than one in a thousand"
                        .formatted(
                                hit.size(),
                                plan.loads().size(),
                                named(hit),
                                tenantsBelow(TOUCHED).size())));
        return rows;
    }

    private static String named(List<String> tenants) {
        String more = tenants.size() > MOST_NAMED ? " and %,d more".formatted(tenants.size() - MOST_NAMED) : "";
        return tenants.isEmpty()
                ? ""
                : tenants.stream().limit(MOST_NAMED).collect(Collectors.joining(", ", " (", more + ")"));
    }

    private String properties() {
        Map<Property, Long> looks = world.findings().looks();
        String times = "looked at %,d times"
                .formatted(looks.values().stream().mapToLong(Long::longValue).sum());
        return world.findings().kinds().isEmpty()
                ? "all %d that were looked at held, %s".formatted(looks.size(), times)
                : "not held: %s; %s".formatted(new TreeSet<>(world.findings().kinds()), times);
    }

    /// The command that plays it again.
    private String replay() {
        return "%s --replay %d@%s".formatted(typed, plan.seed(), version).trim();
    }

    private void callsToStruck(List<String> lines) {
        double most = Math.max(
                1, steps().stream().mapToDouble(this::callsToStruck).max().orElse(0));
        lines.add(row(
                "calls to what is struck",
                bars(this::callsToStruck, most) + "  each 5 s, full is %.0f".formatted(most)));
        lines.add(row(
                "",
                "at most %d a target in the first minute, %d in any later one"
                        .formatted(struck.mostInFirstMinute(), struck.mostInLaterMinutes())));
    }

    private double callsToStruck(Duration at) {
        return struck.targets().stream()
                .mapToLong(target ->
                        world.figures().perMinute(target, at, at.plus(STEP)).getFirst())
                .sum();
    }

    private List<Duration> steps() {
        return LongStream.range(0, plan.length().dividedBy(STEP))
                .mapToObj(STEP::multipliedBy)
                .toList();
    }

    /// A bar for each step of time.
    private String bars(ToDoubleFunction<Duration> of, double full) {
        StringBuilder bars = new StringBuilder();
        steps().forEach(at ->
                bars.append(BARS.charAt((int) Math.round(of.applyAsDouble(at) / full * (BARS.length() - 1)))));
        return bars.toString();
    }

    private static String part(FleetFigures.Part part) {
        return "%,d, answered %s, first content of streams p50 %s, p99 %s"
                .formatted(
                        part.requests().size(),
                        percent(part.success()),
                        millis(part.firstMillis(0.5)),
                        millis(part.firstMillis(0.99)));
    }

    private static String millis(OptionalLong time) {
        return time.isEmpty() ? "-" : "%,d ms".formatted(time.getAsLong());
    }

    private static String counts(Map<String, Long> counted) {
        return counted.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private FleetFigures.Part inFault(FleetWorld of) {
        return of.figures().within(plan.firstFault(), plan.lastFaultEnds());
    }

    /// The requests during the fault of tenants that it does not strike.
    private FleetFigures.Part othersInFault(FleetWorld of) {
        return of.figures()
                .within(
                        plan.firstFault(),
                        plan.lastFaultEnds(),
                        tenant -> plan.faults().stream()
                                .noneMatch(fault ->
                                        fault.kind().scope() == FleetFault.Scope.TENANT && fault.strikes(tenant)));
    }

    private double amplificationInFault() {
        return world.figures().amplification(plan.firstFault(), plan.lastFaultEnds());
    }

    private static String row(String name, String value) {
        return "  %-26s%s".formatted(name, value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private String recovery() {
        Duration after = world.figures().recovery(plan.lastFaultEnds(), plan.length());
        return after.isNegative() ? "not within the run" : after.toSeconds() + " s after the last fault";
    }

    ObjectNode json() {
        FleetFigures figures = world.figures();
        ObjectNode card = JsonNodeFactory.instance.objectNode();
        card.put("scenario", typed.isEmpty() ? "schedule" : typed.split(" ", 2)[0]);
        card.put("command", typed).put("seed", plan.seed()).put("version", version);
        card.put("copies", plan.shape().copies()).put("each", plan.shape().each());
        card.put("requests", figures.requests());
        card.put("success", success(Duration.ZERO, plan.length()));
        card.put("successInFault", success(plan.firstFault(), plan.lastFaultEnds()));
        figures.firstMillis(0.5).ifPresent(millis -> card.put("firstContentP50Millis", millis));
        figures.firstMillis(0.99).ifPresent(millis -> card.put("firstContentP99Millis", millis));
        card.put("amplification", figures.amplification());
        card.put("amplificationInFault", amplificationInFault());
        card.put("struckTargetFirstMinute", struck.mostInFirstMinute());
        card.put("struckTargetLaterMinutes", struck.mostInLaterMinutes());
        ArrayNode struckPerMinute = card.putArray("struckPerMinute");
        struck.perMinute().forEach(struckPerMinute::add);
        struck.allLeftOut().ifPresent(after -> card.put("detectionMillis", after.toMillis()));
        card.put(
                "recoverySeconds",
                figures.recovery(plan.lastFaultEnds(), plan.length()).toSeconds());
        card.put("coldStartsAtOnce", figures.coldStartsAtOnce());
        card.put("cacheWritten", world.bedrock().caches().written());
        card.put("cacheLeast", world.bedrock().caches().least());
        card.put("tenants", plan.loads().size())
                .put("tenantsHit", tenantsBelow(HIT).size());
        card.put("tenantsTouched", tenantsBelow(TOUCHED).size());
        card.set("inFault", json(inFault(world)));
        card.set("othersInFault", json(othersInFault(world)));
        card.set("beforeFault", json(figures.within(Duration.ZERO, plan.firstFault())));
        card.put("tenantsSharing", struck.tenantsSharing());
        calm.ifPresent(other -> {
            card.set("calm", json(inFault(other)));
            card.set("othersCalm", json(othersInFault(other)));
        });
        card.put("trace", "%016x".formatted(world.trace().hash()));
        ArrayNode broken = card.putArray("broken");
        world.findings().broken().forEach(one -> broken.add(one.text()));
        ObjectNode upstream = card.putObject("upstream");
        figures.outcomes().forEach(upstream::put);
        ObjectNode looks = card.putObject("looks");
        world.findings().looks().forEach((property, times) -> looks.put(property.name(), times));
        ObjectNode seen = card.putObject("seen");
        world.findings().sights().forEach(seen::put);
        return card;
    }

    private static ObjectNode json(FleetFigures.Part part) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("requests", part.requests().size());
        json.put("success", part.success()).put("lost", part.lost());
        json.put("billedTwice", part.billedTwice());
        part.firstMillis(0.5).ifPresent(millis -> json.put("firstContentP50Millis", millis));
        part.firstMillis(0.99).ifPresent(millis -> json.put("firstContentP99Millis", millis));
        ObjectNode refusals = json.putObject("notAnswered");
        part.refusals().forEach((status, times) -> refusals.put(Integer.toString(status), times));
        return json;
    }

    /// The tenants that had a smaller share of their requests answered during the fault.
    private List<String> tenantsBelow(double share) {
        return plan.loads().stream()
                .map(load -> load.tenant().id().value())
                .filter(tenant -> world.figures()
                                .within(plan.firstFault(), plan.lastFaultEnds(), tenant::equals)
                                .success()
                        < share)
                .toList();
    }
}
