package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What comes of each fault of a target, or of an account and so of its two, beside the same seed without it.
///
/// @param cards of all that was recorded
record Failovers(List<JsonNode> cards) {
    private static final String DETECTION = "/detectionMillis";

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

    private SeedCards of(FleetFault kind) {
        return SeedCards.of(cards, typed(kind));
    }

    String table() {
        return ReliabilityPage.table(
                "| what goes wrong | [outcome](failures.md) | targets | left out after | first content p50, p99 more | lost | billed twice | calls a request |",
                kinds().map(this::row));
    }

    private String row(FleetFault kind) {
        SeedCards played = of(kind);
        return "| `%s`: %s | %s | %s | %s | %+.0f ms, %+.0f ms | %.2f %% | %s | %.3f |"
                .formatted(
                        label(kind),
                        kind.meaning(),
                        OutcomesPlayed.of(kind).stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
                        kind.scope() == FleetFault.Scope.ACCOUNT ? "2 of 6" : "1 of 6",
                        detected(played),
                        played.most(card -> more(card, "firstContentP50Millis")),
                        played.most(card -> more(card, "firstContentP99Millis")),
                        100 * played.most(card -> share(card, "lost")),
                        billedTwice(kind, played),
                        played.most("/amplificationInFault"));
    }

    /// Bedrock does not say whether it bills a call that it never answers.
    private static String billedTwice(FleetFault kind, SeedCards played) {
        return kind == FleetFault.SILENT || kind == FleetFault.MODEL_TIMEOUT
                ? "not known"
                : String.format(Locale.ROOT, "%.2f %%", 100 * played.most(card -> share(card, "billedTwice")));
    }

    /// When the last of the targets was left out, in the seed where that took longest.
    private static String detected(SeedCards played) {
        long never = played.without(DETECTION);
        int seeds = played.cards().size();
        if (never == seeds) {
            return "never";
        }
        double millis = played.mostOfOthers(DETECTION);
        String seconds = String.format(Locale.ROOT, "%.1f s", millis / 1_000);
        String when = millis > FAULT.toMillis() ? seconds + ", when it was over" : seconds;
        return never == 0 ? when : "%s; never in %d of %d seeds".formatted(when, never, seeds);
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
        return of(kind).most(part + "/firstContentP99Millis");
    }
}
