package io.breakwater.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What comes of each fault of a target, or of an account and so of its two, beside the same seed without it.
///
/// @param cards of all that was recorded
record Failovers(List<JsonNode> cards) {
    private static final String DETECTION = "/detectionMillis";

    private static final Duration FAULT = Scenario.until().minus(Scenario.from());

    /// Configurations that change, and drains, are no faults.
    private static final Set<FleetFault> BY_OPERATORS =
            EnumSet.of(FleetFault.DRAIN, FleetFault.TARGET_REMOVED, FleetFault.TARGET_ADDED, FleetFault.TARGET_CHANGED);

    /// All kinds that the table has.
    static Stream<FleetFault> kinds() {
        return Arrays.stream(FleetFault.values())
                .filter(kind -> kind.scope() == FleetFault.Scope.TARGET || kind.scope() == FleetFault.Scope.ACCOUNT)
                .filter(kind -> !BY_OPERATORS.contains(kind));
    }

    /// All rows: each kind as it usually strikes, and those that mean something else before the first content.
    static Stream<FailoverRow> rows() {
        return Stream.concat(kinds().map(FailoverRow::new), beforeContent());
    }

    private static Stream<FailoverRow> beforeContent() {
        return Stream.of(
                        FleetFault.CUT,
                        FleetFault.STALL,
                        FleetFault.MID_THROTTLE,
                        FleetFault.MID_SERVER_FAULT,
                        FleetFault.MID_UNAVAILABLE,
                        FleetFault.MID_VALIDATION)
                .map(kind -> new FailoverRow(kind, true));
    }

    String table() {
        return ReliabilityPage.table(
                "| what goes wrong | [outcome](failures.md) | targets | left out after | first content p50, p99 more | lost | billed twice | calls a request |",
                rows().map(this::row));
    }

    private SeedCards of(FailoverRow row) {
        return SeedCards.of(cards, row.typed());
    }

    private String row(FailoverRow row) {
        SeedCards played = of(row);
        return "| `%s`: %s | %s | %s | %s | %+.0f ms, %+.0f ms | %.2f %% | %s | %.3f |"
                .formatted(
                        row.label(),
                        row.meaning(),
                        row.outcomes().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")),
                        row.isOfAccounts() ? "2 of 6" : "1 of 6",
                        detected(played),
                        played.most(card -> more(card, "firstContentP50Millis")),
                        played.most(card -> more(card, "firstContentP99Millis")),
                        100 * played.most(card -> share(card, "lost")),
                        billedTwice(row.kind(), played),
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
                        rows().map(row -> new SvgBars.Bar(row.label(), p99(row, "/inFault"), p99(row, "/calm")))
                                .toList())
                .text();
    }

    private double p99(FailoverRow row, String part) {
        return of(row).most(part + "/firstContentP99Millis");
    }
}
