package io.breakwater.fleet;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.fleet.capacity.CapacityHorizon;
import io.breakwater.fleet.capacity.Traffic;
import io.breakwater.model.Usd;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// How an environment serves its traffic, now and without a part of itself, for people and for
/// programs.
final class WhatIfCard {
    /// A tenant is listed if the answered share of its traffic is lower by this than now.
    private static final double WORSE = 0.005;

    private static final String FIGURES = "%9s %10s %10s %10s %10s %12s  %s";
    private static final int SHORTEST_NAME = 30;
    private static final String NOTHING = "-";

    private final String config;
    private final Traffic traffic;
    private final WhatIf whatIf;
    private final List<CapacityHorizon> horizons;
    private final List<WhatIfFigures> played = new ArrayList<>();
    private String like = "";
    private List<CapacityHorizon> withOneMore = List.of();
    private final List<Confirmed> confirmed = new ArrayList<>();
    private final List<NotPlayed> notPlayed = new ArrayList<>();

    /// The refused shares when a horizon was played, below and beyond it.
    private record Confirmed(CapacityHorizon horizon, double below, double beyond) {}

    private record NotPlayed(CapacityHorizon horizon, String why) {}

    WhatIfCard(String config, Traffic traffic, WhatIf whatIf, List<CapacityHorizon> horizons) {
        this.config = config;
        this.traffic = traffic;
        this.whatIf = whatIf;
        this.horizons = horizons;
    }

    void add(WhatIfFigures figures) {
        played.add(figures);
    }

    /// @param shard the shard that the new account copies
    /// @param more the horizons with the new account
    void oneMore(String shard, List<CapacityHorizon> more) {
        like = shard;
        withOneMore = more;
    }

    /// @param below the share refused somewhat below the horizon
    /// @param beyond the share refused beyond it
    void confirmed(CapacityHorizon horizon, double below, double beyond) {
        confirmed.add(new Confirmed(horizon, below, beyond));
    }

    /// @param why what is in the way of playing it
    void notPlayed(CapacityHorizon horizon, String why) {
        notPlayed.add(new NotPlayed(horizon, why));
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add("%s with %s".formatted(config, traffic.source()));
        whatIf.assumptions().forEach(line -> lines.add("  " + line));
        traffic.notes().forEach(note -> lines.add("  " + note));
        lines.add("");
        lines.add(name("now")
                + FIGURES.formatted(
                        "requests", "answered", "first p50", "first p99", "throttled", "USD a day", "not answered"));
        WhatIfFigures now = played.getFirst();
        now.tenants().forEach((tenant, figures) -> lines.add(row(tenant.value(), figures)));
        lines.add(row("all", now.all()));
        lines.add("");
        lines.add("if");
        played.stream().skip(1).forEach(figures -> {
            lines.add(row(figures.loss().text(), figures.all()));
            figures.tenants().forEach((tenant, its) -> {
                Optional<WhatIfFigures.OfTenant> before =
                        Optional.ofNullable(now.tenants().get(tenant));
                if (before.isEmpty() || before.get().success() - its.success() > WORSE) {
                    lines.add(row("  " + tenant.value(), its));
                }
            });
        });
        lines.add("");
        lines.add("horizon: how many times the traffic it takes until some is refused, at mean rates");
        horizons.forEach(horizon -> lines.add(row(horizon)));
        confirmed.forEach(one -> lines.add("  played: %s %s at %s times: %s refused; at %s times: %s"
                .formatted(
                        one.horizon().kind(),
                        one.horizon().name(),
                        times(one.horizon().factor() * WhatIfCommand.BELOW),
                        percent(one.below()),
                        times(one.horizon().factor() * WhatIfCommand.BEYOND),
                        percent(one.beyond()))));
        notPlayed.forEach(one -> lines.add("  not played: %s %s: %s"
                .formatted(one.horizon().kind(), one.horizon().name(), one.why())));
        if (confirmed.isEmpty() && notPlayed.isEmpty()) {
            lines.add("  not played: no alias and no tenant comes to a limit of the minute");
        }
        if (!withOneMore.isEmpty()) {
            lines.add("");
            lines.add("one more account like shard " + like);
            horizons.stream().filter(this::isMoved).forEach(horizon -> lines.add(bought(horizon)));
            lines.add("  everything else stays as it is");
        }
        return String.join("\n", lines);
    }

    private String row(String name, WhatIfFigures.OfTenant figures) {
        return (name(name)
                        + FIGURES.formatted(
                                figures.requests(),
                                figures.requests() == 0 ? NOTHING : percent(figures.success()),
                                first(figures, 0.5),
                                first(figures, 0.99),
                                figures.throttles(),
                                usd(figures.nanoUsdADay()),
                                reasons(figures.refusals())))
                .stripTrailing();
    }

    /// As wide as the longest name of a part that is lost.
    private String name(String name) {
        int width = played.stream()
                .mapToInt(figures -> figures.loss().text().length())
                .reduce(SHORTEST_NAME, Math::max);
        return "  " + name + " ".repeat(Math.max(1, width + 1 - name.length()));
    }

    private static String first(WhatIfFigures.OfTenant figures, double share) {
        return figures.streams() ? figures.firstMillis(share) + " ms" : NOTHING;
    }

    private static String reasons(Map<String, Long> refusals) {
        return refusals.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String usd(long nanoUsd) {
        return BigDecimal.valueOf(nanoUsd)
                .divide(BigDecimal.valueOf(Usd.NANOS), 2, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String row(CapacityHorizon horizon) {
        String spent = horizon.factor() < 1 ? "; the traffic comes to it already" : "";
        String lower = horizon.lowerTier() < CapacityHorizon.MOST
                ? "; a lower tier answers from " + times(horizon.lowerTier())
                : "";
        return "  %-7s %-30s %9s  %s%s%s"
                .formatted(horizon.kind(), horizon.name(), times(horizon.factor()), horizon.by(), lower, spent);
    }

    /// Whether an account more changes it, by a hundredth at least.
    private boolean isMoved(CapacityHorizon before) {
        return !before.kind().equals(CapacityHorizon.SHARD) && Math.abs(after(before) / before.factor() - 1) >= 0.01;
    }

    private double after(CapacityHorizon before) {
        return withOneMore.stream()
                .filter(horizon ->
                        horizon.kind().equals(before.kind()) && horizon.name().equals(before.name()))
                .mapToDouble(CapacityHorizon::factor)
                .findFirst()
                .orElse(before.factor());
    }

    private String bought(CapacityHorizon before) {
        double after = after(before);
        return "  %-7s %-30s %9s  was %s, %+d %%"
                .formatted(
                        before.kind(),
                        before.name(),
                        times(after),
                        times(before.factor()),
                        Math.round(100 * (after / before.factor() - 1)));
    }

    private static String times(double factor) {
        return factor >= CapacityHorizon.MOST ? "> 1000" : String.format(Locale.ROOT, "%.2f", factor);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("config", config).put("traffic", traffic.source());
        ArrayNode assumed = json.putArray("assumed");
        whatIf.assumptions().forEach(assumed::add);
        traffic.notes().forEach(assumed::add);
        ArrayNode runs = json.putArray("runs");
        played.forEach(figures -> runs.add(figures.json()));
        horizons(json.putArray("horizons"), horizons);
        ArrayNode checks = json.putArray("played");
        confirmed.forEach(one -> checks.addObject()
                .put("kind", one.horizon().kind())
                .put("name", one.horizon().name())
                .put("factor", one.horizon().factor())
                .put("refusedBelow", one.below())
                .put("refusedBeyond", one.beyond()));
        ArrayNode left = json.putArray("notPlayed");
        notPlayed.forEach(one -> left.addObject()
                .put("kind", one.horizon().kind())
                .put("name", one.horizon().name())
                .put("why", one.why()));
        json.put("oneMoreLike", like);
        horizons(json.putArray("horizonsWithOneMore"), withOneMore);
        return json;
    }

    private static void horizons(ArrayNode to, List<CapacityHorizon> all) {
        all.forEach(horizon -> to.addObject()
                .put("kind", horizon.kind())
                .put("name", horizon.name())
                .put("factor", horizon.factor())
                .put("hour", horizon.hour())
                .put("by", horizon.by())
                .put("lowerTier", horizon.lowerTier()));
    }
}
