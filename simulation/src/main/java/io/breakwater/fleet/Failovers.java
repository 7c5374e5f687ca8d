package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What comes of each fault of a target, or of an account and so of its two, beside the same seed without it.
///
/// @param cards of all that was recorded
record Failovers(List<JsonNode> cards) {
    private static final Duration FAULT = Scenario.until().minus(Scenario.from());

    /// All kinds that the table has.
    static Stream<FleetFault> kinds() {
        return FleetFault.first().stream()
                .filter(kind -> kind.scope() == FleetFault.Scope.TARGET || kind.scope() == FleetFault.Scope.ACCOUNT)
                .filter(kind -> kind != FleetFault.DRAIN);
    }

    /// What is typed for one of them.
    static String typed(FleetFault kind) {
        return "target-dead --copies 300 --rate 5 --load 0.6 --tiers 1 --beside-calm --fault " + label(kind);
    }

    /// With the part that is gone, where a part is what goes wrong.
    private static String label(FleetFault kind) {
        return switch (kind) {
            case BROWN_OUT, QUOTA_CUT -> kind.label() + "=0.6";
            case FleetFault _ -> kind.label();
        };
    }

    private List<JsonNode> of(FleetFault kind) {
        return ReliabilityPage.of(cards, typed(kind));
    }

    String table() {
        return ReliabilityPage.table(
                "| what goes wrong | targets | left out after | first content p50, p99 more | lost | billed twice | calls a request |",
                kinds().map(this::row));
    }

    private String row(FleetFault kind) {
        List<JsonNode> played = of(kind);
        return "| `%s`: %s | %s | %s | %+.0f ms, %+.0f ms | %.2f %% | %.2f %% | %.3f |"
                .formatted(
                        label(kind),
                        kind.meaning(),
                        kind.scope() == FleetFault.Scope.ACCOUNT ? "2 of 6" : "1 of 6",
                        detected(played),
                        ReliabilityPage.median(played, card -> more(card, "firstContentP50Millis")),
                        ReliabilityPage.median(played, card -> more(card, "firstContentP99Millis")),
                        100 * ReliabilityPage.median(played, card -> share(card, "lost")),
                        100 * ReliabilityPage.median(played, card -> share(card, "billedTwice")),
                        ReliabilityPage.median(
                                played, card -> card.at("/amplificationInFault").asDouble()));
    }

    private static String detected(List<JsonNode> played) {
        double millis = ReliabilityPage.median(
                played, card -> card.at("/detectionMillis").asDouble(Double.NaN));
        if (Double.isNaN(millis)) {
            return "never";
        }
        String seconds = String.format(Locale.ROOT, "%.1f s", millis / 1_000);
        return millis > FAULT.toMillis() ? seconds + ", when it was over" : seconds;
    }

    private static double share(JsonNode card, String name) {
        return card.at("/inFault/" + name).asDouble()
                / card.at("/inFault/requests").asDouble();
    }

    private static double more(JsonNode card, String name) {
        return card.at("/inFault/" + name).asDouble() - card.at("/calm/" + name).asDouble();
    }

    String chart() {
        return new SvgBars(
                        "First content while one of six targets, or one of three accounts, is at fault, p99, beside no fault",
                        " ms",
                        kinds().map(kind -> new SvgBars.Bar(label(kind), p99(kind, "/inFault"), p99(kind, "/calm")))
                                .toList())
                .text();
    }

    private double p99(FleetFault kind, String part) {
        return ReliabilityPage.median(
                of(kind), card -> card.at(part + "/firstContentP99Millis").asDouble());
    }
}
