package io.breakwater.bench;

import io.breakwater.bench.child.FloodProcess;
import io.breakwater.bench.child.GatewayProcess;
import io.breakwater.bench.load.Contender;
import io.breakwater.bench.load.PacedStreams;
import io.breakwater.bench.load.PacedStreams.Pace;
import io.breakwater.bench.load.StreamSample;
import io.breakwater.bench.load.WaveSample;
import io.breakwater.bench.report.RunConditions;
import io.breakwater.local.run.ConfigFiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/bench flood`: one tenant's small calls, alone and beside another's waves of large prompts.
@Command(
        name = "flood",
        description = "Measures what waves of large prompts, all sent at once, cost the small calls of another tenant,"
                + " and how soon those that are refused learn it.")
final class FloodCommand implements Callable<Integer> {
    private static final double SMALL_PER_SECOND = 50;

    /// How long a client waits that is told to retry in a second.
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    @Option(names = "--rounds", defaultValue = "5", description = "Pairs of rounds; default: ${DEFAULT-VALUE}.")
    int rounds = 5;

    @Option(names = "--seconds", defaultValue = "10", description = "Length of a round; default: ${DEFAULT-VALUE}.")
    int seconds = 10;

    @Option(names = "--prompts", defaultValue = "120", description = "Prompts at once; default: ${DEFAULT-VALUE}.")
    int prompts = 120;

    @Option(names = "--gateway-flag", paramLabel = "FLAG", description = "One more flag for the measured JVM.")
    List<String> flags = List.of();

    @Override
    public Integer call() throws Exception {
        try (GatewayProcess gateway =
                        GatewayProcess.start(ConfigFiles.root().resolve("bench/config/flood.yaml"), flags);
                FloodProcess flood = FloodProcess.start(gateway.gateway(), gateway.key("large"), prompts)) {
            System.err.println("warming up");
            small(gateway).run();
            round(gateway, flood);
            RunConditions before = RunConditions.now(GatewayProcess.FLAGS);
            List<FloodRound> measured = new ArrayList<>();
            for (int i = 1; i <= rounds; i++) {
                System.err.println("round " + i + " of " + rounds);
                measured.add(round(gateway, flood));
            }
            double after = RunConditions.now(GatewayProcess.FLAGS).load();
            System.out.println(FloodTable.of(before, after, measured));
        }
        return 0;
    }

    private FloodRound round(GatewayProcess gateway, FloodProcess flood) throws Exception {
        long begun = gateway.figures().cpuNanos();
        StreamSample alone = small(gateway).run();
        long middle = gateway.figures().cpuNanos();
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<StreamSample> small = beside.submit(small(gateway)::run);
            List<WaveSample> waves = new ArrayList<>();
            while (!small.isDone()) {
                waves.add(flood.wave());
                Thread.sleep(RETRY_AFTER);
            }
            long flooded = gateway.figures().cpuNanos() - middle;
            return new FloodRound(alone, small.get(), waves, flooded - (middle - begun));
        }
    }

    private PacedStreams small(GatewayProcess gateway) {
        Contender subject = Subjects.small(gateway, "small");
        return new PacedStreams(List.of(new Pace(subject, SMALL_PER_SECOND)), Duration.ofSeconds(seconds));
    }
}
