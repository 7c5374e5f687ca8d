package io.breakwater.bench.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/bench ledger`: writes per admitted request. It uses virtual time, so that the figures do
/// not depend on the machine.
@Command(name = "ledger", description = "Counts the ledger's writes per admitted request, in virtual time.")
public final class LedgerBench implements Callable<Integer> {
    private static final List<Long> LIMITS = List.of(30L, 60L, 120L, 300L, 600L, 1_000L, 2_000L, 6_000L, 18_000L);
    private static final List<Double> LOADS = List.of(0.05, 0.5, 0.7, 0.9, 1.2);

    @Option(names = "--copies", defaultValue = "40", description = "Copies of the gateway; default: ${DEFAULT-VALUE}.")
    int copies = 40;

    @Option(
            names = "--requests",
            defaultValue = "50000",
            description = "Requests of each figure; default: ${DEFAULT-VALUE}.")
    int requests = 50_000;

    @Option(names = "--seed", defaultValue = "1", description = "Another seed is other traffic.")
    long seed = 1;

    @Override
    public Integer call() {
        requirePositive("--copies", copies);
        requirePositive("--requests", requests);
        List<WriteCount> counts = new ArrayList<>();
        for (long perMinute : LIMITS) {
            for (double load : LOADS) {
                System.err.println("%d requests to a limit of %d a minute, %.0f %% of it"
                        .formatted(requests, perMinute, 100 * load));
                counts.add(new VirtualTraffic(new TenantTraffic(perMinute, load, copies), seed).run(requests));
            }
        }
        System.out.println(LedgerTable.of(counts));
        return 0;
    }

    private static void requirePositive(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be 1 or more, got " + value);
        }
    }
}
