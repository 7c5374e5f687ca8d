package io.breakwater.ops.costs;

import io.breakwater.model.Usd;
import io.breakwater.ops.costs.Comparison.Row;
import io.breakwater.ops.text.TextTable;
import java.util.Locale;

/// A comparison as people read it.
final class ComparisonText {
    private static final String NONE = "-";

    private ComparisonText() {}

    static String of(Comparison comparison) {
        return "%s in %s, in USD: what the gateway charged (metric MicroUsd) and what AWS bills%n%n%s%n%n%s%s"
                .formatted(
                        comparison.month(),
                        comparison.environment(),
                        table(comparison),
                        notAttributed(comparison),
                        unmeasured(comparison) + someMeasured(comparison));
    }

    private static TextTable table(Comparison comparison) {
        TextTable table = new TextTable("TENANT", "LEDGER", "BILL", "DIFFERENCE", "OF THE LEDGER");
        comparison.tenants().forEach(row -> row(table, row.name(), row));
        if (comparison.shared() != 0) {
            table.row("(shared session)", NONE, Usd.text(comparison.shared()), NONE, NONE);
        }
        if (comparison.others() != 0) {
            table.row("(other tenants)", Usd.text(comparison.others()), NONE, NONE, NONE);
        }
        row(table, "(sum)", comparison.sum());
        return table;
    }

    private static void row(TextTable table, String name, Row row) {
        table.row(name, Usd.text(row.ledger()), Usd.text(row.bill()), signed(row.difference()), share(row));
    }

    private static String signed(long nanoUsd) {
        return (nanoUsd > 0 ? "+" : "") + Usd.text(nanoUsd);
    }

    private static String share(Row row) {
        return row.ledger() == 0
                ? NONE
                : String.format(Locale.ROOT, "%+.1f %%", 100.0 * row.difference() / row.ledger());
    }

    private static String notAttributed(Comparison comparison) {
        if (comparison.unknown().isEmpty()) {
            return "All of Bedrock in the shards' accounts is attributed.";
        }
        TextTable table = new TextTable("ACCOUNT", "SIGNED BY", "BILL");
        comparison
                .unknown()
                .forEach((owner, nanoUsd) -> table.row(
                        owner.account(),
                        owner.by().isEmpty() ? "nobody the bill names" : owner.by(),
                        Usd.text(nanoUsd)));
        return "Of Bedrock in the shards' accounts %s USD are not attributed:%n%n%s"
                .formatted(Usd.text(comparison.notAttributed()), table);
    }

    private static String someMeasured(Comparison comparison) {
        return comparison.everyTenantMeasured()
                ? ""
                : "%n%nWith %d tenants only those that used most have metrics of their own at a time: the sum is complete, but a tenant's row may be too low; docs/costs.md says how to read each tenant's month from the log."
                        .formatted(comparison.tenants().size());
    }

    private static String unmeasured(Comparison comparison) {
        return comparison.measured()
                ? ""
                : "%n%nCloudWatch has no metric MicroUsd of %s in %s: nobody called, the environment was another, or it is more than 15 months ago."
                        .formatted(comparison.month(), comparison.environment());
    }
}
