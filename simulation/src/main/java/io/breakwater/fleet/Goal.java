package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.routing.RoutingRules;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/// A goal for a fleet during a fault, with the commands that show it: it is measured in each of these
/// scenarios and in each seed, and the worst figure counts.
///
/// @param least whether the figure is a lower limit, and not an upper one
/// @param measure the figure of cards as `--json` prints them, one for each command and seed
/// @param typed the arguments of `scripts/simulate`
record Goal(
        String claim,
        FigureUnit unit,
        boolean least,
        double figure,
        ToDoubleFunction<List<JsonNode>> measure,
        List<String> typed) {
    /// The others ask for some 4,500 streams in two minutes, so that the 99th percentiles of two runs of the same
    /// are within 4 % of each other in two of three cases; with 450 streams it would be 12 %.
    private static final String NOISY =
            "noisy-tenant --copies 300 --rate 50 --load 0.4 --tiers 1 --traffic team-1=2.5 --beside-calm";

    /// At 80 requests a second some 200 copies are at work.
    private static final String STORM =
            "cold-start-storm --copies 400 --rate 80 --load 0.8 --tiers 1 --fault-minutes 1";

    private static final String P99 = "firstContentP99Millis";

    /// A scenario where each request takes a tenth of a target's quota per minute.
    private static final String LARGE = "calm --copies 300 --rate 1 --load 0.9 --tiers 1 --fault-minutes 20";

    private static final String TALKING = "conversations --copies 300 --rate 4 --load 0.4 --tiers 1";

    private static final List<String> HANGING =
            List.of("account-silent --copies 1 --each 300", "account-silent --copies 300");

    /// 33 requests a second at six targets.
    private static final double HANGING_FIRST_MINUTE =
            33.0 / 6 * RoutingRules.DEFAULT.firstToken().toSeconds() + 30;

    /// The requests themselves are refused.
    private static final Set<FleetFault> BLAMELESS = EnumSet.of(FleetFault.REJECTED, FleetFault.TOO_LONG);

    private static final Set<FleetFault> SLOW_STREAMS = EnumSet.of(FleetFault.STALL, FleetFault.SLOW_TOKENS);
    private static final Set<FleetFault> NOT_READY = EnumSet.of(FleetFault.NOT_READY);
    private static final Set<FleetFault> WITHOUT_SESSION = EnumSet.of(FleetFault.STS_DOWN);
    /// A throttle says nothing of the requests after it.
    private static final Set<FleetFault> THROTTLING = EnumSet.of(FleetFault.THROTTLE);

    Goal {
        typed = List.copyOf(typed);
    }

    static List<Goal> all() {
        return List.of(
                new Goal(
                        "answered, with one of six targets lost, 80 % load",
                        FigureUnit.SHARE,
                        true,
                        0.999,
                        least(card -> card.at("/inFault/success").asDouble()),
                        oneLost()),
                answered("in each other way but in the middle of streams", Goal::isSeenAtOnce),
                answered("whose streams break off or do not end (lost until the fifth)", Goal::breaksOff),
                answered("whose streams stall or crawl", Goal::standsStill),
                recovery("", 90, "0.8", recovering("0.8")),
                recovery(" of slow, stalled or cut streams", 90, "0.8", ofStreams("0.8")),
                recovery(" of store, STS, or copies that die", 90, "0.8", ofTheGateway("0.8")),
                new Goal(
                        "copies that start cold within five seconds, before those deaths",
                        FigureUnit.COUNT,
                        true,
                        200,
                        least(card -> card.at("/coldStartsAtOnce").asDouble()),
                        List.of(STORM)),
                new Goal(
                        "answered in the minute that begins with that",
                        FigureUnit.SHARE,
                        true,
                        0.999,
                        least(card -> card.at("/beforeFault/success").asDouble()),
                        List.of(STORM)),
                recovery(
                        " of clients that try ten times at once",
                        90,
                        "0.8",
                        List.of(places("retry-happy-clients", "0.8"))),
                recovery(" of everything at once", 90, "0.8", List.of(of("everything-at-once", "0.8"))),
                recovery("", 150, "0.9", recovering("0.9")),
                recovery(" of places for answers", 90, "0.8", List.of(places("brown-out", "0.8"))),
                recovery(" of places for answers", 150, "0.9", List.of(places("brown-out", "0.9"))),
                amplification("one target at fault", 1.10, oneLost()),
                amplification(
                        "one target at fault in each other way but these",
                        1.10,
                        others(List.of(THROTTLING, NOT_READY, WITHOUT_SESSION))),
                amplification("a target that throttles all", 1.10, failovers(THROTTLING)),
                amplification("a model not ready", 1.10, failovers(NOT_READY)),
                amplification("an account without credentials", 1.10, failovers(WITHOUT_SESSION)),
                amplification("quotas cut to four sevenths of the load", 1.5, List.of(of("quota-cut", "0.7"))),
                amplification(
                        "the same, and nobody has told the quotas", 1.5, List.of(of("quota-cut", "0.7") + " --untold")),
                amplification("five of six targets dead", 3.0, List.of(of("five-of-six-dead", "0.6"))),
                new Goal(
                        "calls a minute to a dead target, with 1 and with 300 copies",
                        FigureUnit.COUNT,
                        false,
                        30,
                        most(card -> Math.max(
                                card.at("/struckTargetFirstMinute").asDouble(),
                                card.at("/struckTargetLaterMinutes").asDouble())),
                        List.of("account-dead --copies 1 --each 300", "account-dead --copies 300")),
                new Goal(
                        "calls to a target that hangs, in its first minute: its part until the first-token limit, and"
                                + " 30",
                        FigureUnit.COUNT,
                        false,
                        HANGING_FIRST_MINUTE,
                        most(card -> card.at("/struckTargetFirstMinute").asDouble()),
                        HANGING),
                new Goal(
                        "calls a minute to it after that",
                        FigureUnit.COUNT,
                        false,
                        30,
                        most(card -> card.at("/struckTargetLaterMinutes").asDouble()),
                        HANGING),
                new Goal(
                        "first content (p99) with one of six targets lost, 80 % load, beyond that without: the"
                                + " first-token limit",
                        FigureUnit.TENTHS,
                        false,
                        RoutingRules.DEFAULT.firstToken().toSeconds(),
                        most(card -> (millis(card, "/inFault") - millis(card, "/calm")) / 1_000),
                        oneLost()),
                leftOut("500, 403 or no connection", List.of("server-fault", "denied", "unreachable")),
                leftOut("503", List.of("unavailable")),
                new Goal(
                        "tenants hit in full by one whose hand dies, hands of 2 and of 3 of 8 shards (1 of 28)",
                        FigureUnit.SHARE,
                        false,
                        1.0 / 28,
                        most(BlastRadius::hitInFull),
                        List.of(BlastRadius.typed(2), BlastRadius.typed(3))),
                new Goal(
                        "more lost by others while a tenant sends 50 times as much",
                        FigureUnit.SHARE,
                        false,
                        0.001,
                        most(card -> card.at("/othersCalm/success").asDouble()
                                - card.at("/othersInFault/success").asDouble()),
                        List.of(NOISY)),
                new Goal(
                        "first content (p99) of the others then, compared with before",
                        FigureUnit.RATIO,
                        false,
                        1.10,
                        most(card -> millis(card, "/othersInFault") / millis(card, "/othersCalm")),
                        List.of(NOISY)),
                new Goal(
                        "throttles received beside a shuffle with cooldown, 90 % load",
                        FigureUnit.RATIO,
                        false,
                        0.1,
                        cards -> throttles(cards, false) / throttles(cards, true),
                        List.of(LARGE, LARGE + " --shuffle")),
                new Goal(
                        "tokens written to prompt caches beside the least possible, 2 and 8 accounts",
                        FigureUnit.RATIO,
                        false,
                        1.1,
                        most(card -> card.at("/cacheWritten").asDouble()
                                / card.at("/cacheLeast").asDouble()),
                        List.of(TALKING + " --accounts 2", TALKING + " --accounts 8")),
                new Goal(
                        "refusals other than 503 while the store is down",
                        FigureUnit.COUNT,
                        false,
                        0,
                        most(card -> card.at("/inFault/lost").asDouble()
                                - card.at("/inFault/notAnswered/503").asDouble()),
                        List.of(of("store-down", "0.4"))),
                new Goal(
                        "lost while STS gives an account nothing for 20 minutes",
                        FigureUnit.COUNT,
                        false,
                        0,
                        most(card -> card.at("/inFault/lost").asDouble()),
                        List.of("sts-down --copies 300 --rate 2 --tiers 1 --load 0.6 --fault-minutes 20")));
    }

    private static Goal answered(String how, Predicate<FailoverRow> which) {
        return new Goal(
                "answered, with one of six targets at fault, or one of three accounts, %s, 60 %% load".formatted(how),
                FigureUnit.SHARE,
                true,
                0.999,
                least(card -> card.at("/inFault/success").asDouble()),
                failovers(which));
    }

    /// The middle of a stream is after its first content.
    private static boolean breaksOff(FailoverRow row) {
        return row.kind().breaksStreams() && !row.beforeContent();
    }

    private static boolean standsStill(FailoverRow row) {
        return SLOW_STREAMS.contains(row.kind()) && !row.beforeContent();
    }

    private static boolean isSeenAtOnce(FailoverRow row) {
        boolean blameless =
                BLAMELESS.contains(row.kind()) || (row.beforeContent() && row.kind() == FleetFault.MID_VALIDATION);
        return !blameless && !breaksOff(row) && !standsStill(row);
    }

    private static List<String> failovers(Set<FleetFault> kinds) {
        return failovers(row -> kinds.contains(row.kind()));
    }

    private static List<String> failovers(Predicate<FailoverRow> which) {
        return Failovers.rows().filter(which).map(FailoverRow::typed).toList();
    }

    private static List<String> others(List<Set<FleetFault>> than) {
        Set<FleetFault> left = EnumSet.allOf(FleetFault.class);
        than.forEach(left::removeAll);
        return failovers(left);
    }

    private static Goal recovery(String what, int seconds, String load, List<String> typed) {
        return new Goal(
                "back to 99.5 %% after the fault%s, at %s of the quotas".formatted(what, load),
                FigureUnit.SECONDS,
                false,
                seconds,
                most(Goal::recovery),
                typed);
    }

    private static Goal amplification(String when, double figure, List<String> typed) {
        return new Goal(
                "upstream calls a request, " + when,
                FigureUnit.RATIO,
                false,
                figure,
                most(card -> card.at("/amplificationInFault").asDouble()),
                typed);
    }

    private static Goal leftOut(String how, List<String> kinds) {
        return new Goal(
                "left out, a dead target that answers %s, 20 requests a second".formatted(how),
                FigureUnit.TENTHS,
                false,
                2,
                most(card -> card.at("/detectionMillis").asDouble(Double.POSITIVE_INFINITY) / 1_000),
                kinds.stream()
                        .map(
                                "target-dead --copies 300 --rate 20 --load 0.6 --tiers 1 --fault-minutes 1 --fault %s"
                                        ::formatted)
                        .toList());
    }

    /// The 99th percentile of first content; NaN, which meets no goal, where no stream was answered.
    private static double millis(JsonNode card, String part) {
        return card.at(part).path(P99).asDouble(Double.NaN);
    }

    /// The arguments for one tier at this part of its quotas.
    private static String of(String scenario, String load) {
        return scenario + " --copies 300 --rate 10 --load " + load + " --tiers 1";
    }

    private static List<String> oneLost() {
        String dead = of("target-dead", "0.8") + " --beside-calm";
        return List.of(dead, dead + " --fault unreachable", dead + " --fault denied", dead + " --fault silent");
    }

    private static List<String> recovering(String load) {
        return Stream.of("target-dead", "five-of-six-dead", "account-silent", "region-lost", "quota-cut")
                .map(scenario -> of(scenario, load))
                .toList();
    }

    private static List<String> ofStreams(String load) {
        return Stream.of("slow-first-token", "stalled-streams", "cut-streams")
                .map(scenario -> of(scenario, load))
                .toList();
    }

    private static List<String> ofTheGateway(String load) {
        return List.of(of("store-down", load), of("sts-down", load), STORM);
    }

    /// The arguments for a brown-out. Only there are places for answers as scarce as quotas, which
    /// needs a larger fleet.
    private static String places(String scenario, String load) {
        return of(scenario, load).replace("--rate 10", "--rate 20");
    }

    private static double recovery(JsonNode card) {
        double seconds = card.at("/recoverySeconds").asDouble();
        return seconds < 0 ? Double.POSITIVE_INFINITY : seconds;
    }

    private static double throttles(List<JsonNode> cards, boolean shuffled) {
        return cards.stream()
                .filter(card -> card.at("/command").asText().contains("--shuffle") == shuffled)
                .mapToDouble(card -> card.at("/upstream/Throttled").asDouble())
                .sum();
    }

    private static ToDoubleFunction<List<JsonNode>> least(ToDoubleFunction<JsonNode> of) {
        return cards -> cards.stream().mapToDouble(of).min().orElse(Double.NaN);
    }

    private static ToDoubleFunction<List<JsonNode>> most(ToDoubleFunction<JsonNode> of) {
        return cards -> cards.stream().mapToDouble(of).max().orElse(Double.NaN);
    }

    /// The worst figure that was seen.
    double seen(List<JsonNode> cards) {
        return measure.applyAsDouble(cards);
    }

    boolean holds(double seen) {
        return least ? seen >= figure : seen <= figure;
    }

    /// The figure as text.
    String asked() {
        return (least ? "at least " : "at most ") + unit.text(figure);
    }
}
