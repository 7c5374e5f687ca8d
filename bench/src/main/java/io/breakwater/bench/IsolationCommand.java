package io.breakwater.bench;

import io.breakwater.bench.child.GatewayProcess;
import io.breakwater.bench.load.PacedStreams;
import io.breakwater.bench.load.PacedStreams.Pace;
import io.breakwater.bench.load.StreamSample;
import io.breakwater.bench.report.RunConditions;
import io.breakwater.local.run.ConfigFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/bench isolation`: 20 tenants at 60 % of their limits, alone and beside one at 50 times its own.
@Command(
        name = "isolation",
        description = "Measures what a tenant at 50 times its limit costs 20 others, in turn with the same load"
                + " without it.")
final class IsolationCommand implements Callable<Integer> {
    private static final int OTHERS = 20;
    /// 60 % of the 300 a minute in `isolation.yaml`.
    private static final double OTHERS_PER_SECOND = 3;
    /// 50 times the 60 a minute there.
    private static final double NOISY_PER_SECOND = 50;

    @Option(names = "--rounds", defaultValue = "6", description = "Pairs of rounds; default: ${DEFAULT-VALUE}.")
    int rounds = 6;

    @Option(names = "--seconds", defaultValue = "15", description = "Length of a round; default: ${DEFAULT-VALUE}.")
    int seconds = 15;

    @Override
    public Integer call() throws Exception {
        try (GatewayProcess process =
                GatewayProcess.start(ConfigFiles.root().resolve("bench/config/isolation.yaml"), List.of())) {
            RunConditions before = RunConditions.now(GatewayProcess.FLAGS);
            System.err.println("warming up");
            load(process).run();
            List<IsolationRound> measured = new ArrayList<>();
            for (int i = 1; i <= rounds; i++) {
                System.err.println("round " + i + " of " + rounds);
                measured.add(round(process));
            }
            double after = RunConditions.now(GatewayProcess.FLAGS).load();
            System.out.println(IsolationTable.of(before, after, measured));
        }
        return 0;
    }

    private IsolationRound round(GatewayProcess process) throws Exception {
        StreamSample alone = load(process).run();
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<StreamSample> noisy =
                    beside.submit(paced(List.of(new Pace(Subjects.small(process, "noisy"), NOISY_PER_SECOND)))::run);
            StreamSample others = load(process).run();
            return new IsolationRound(alone, others, noisy.get());
        }
    }

    private PacedStreams load(GatewayProcess process) {
        return paced(IntStream.rangeClosed(1, OTHERS)
                .mapToObj(i -> new Pace(Subjects.small(process, "other" + i), OTHERS_PER_SECOND))
                .toList());
    }

    private PacedStreams paced(List<Pace> paces) {
        return new PacedStreams(paces, Duration.ofSeconds(seconds));
    }
}
