package io.breakwater.bench.ledger;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes per request, for people.
final class LedgerTable {
    private static final String HEAD = "%10s %6s %10s %10s %10s %10s"
            .formatted("limit/min", "load", "admitted", "reserving", "settling", "refusing");

    static String of(List<WriteCount> counts) {
        return counts.stream().map(LedgerTable::line).collect(Collectors.joining("\n", HEAD + "\n", ""));
    }

    private static String line(WriteCount count) {
        return String.format(
                Locale.ROOT,
                "%10d %6.2f %9.1f%% %10.2f %10.2f %10s",
                count.traffic().perMinute(),
                count.traffic().load(),
                count.admittedPercent(),
                count.reservingPerAdmitted(),
                count.settlingPerAdmitted(),
                refusing(count));
    }

    private static String refusing(WriteCount count) {
        return count.asked() == count.admitted() ? "-" : String.format(Locale.ROOT, "%.2f", count.refusingPerRefused());
    }

    private LedgerTable() {}
}
