package io.breakwater.bench;

import io.breakwater.bench.child.GatewayProcess;
import io.breakwater.bench.load.ClosedLoop;
import io.breakwater.bench.load.Contender;
import io.breakwater.bench.load.LoadSample;
import io.breakwater.bench.report.RunConditions;
import io.breakwater.local.run.ConfigFiles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/bench large`: the cost of a large prompt, compared with a small one. The cost of the direct
/// way is that of reading it in the simulated Bedrock, which runs in the same process; the difference
/// is the gateway's own.
@Command(
        name = "large",
        description = "Measures the CPU that a large prompt costs the gateway, beside a small one and the direct way.")
final class LargeCommand implements Callable<Integer> {
    @Option(names = "--bytes", defaultValue = "1000000", description = "Of the prompt; default: ${DEFAULT-VALUE}.")
    int bytes = 1_000_000;

    @Option(names = "--rounds", defaultValue = "5", description = "Of each kind of call; default: ${DEFAULT-VALUE}.")
    int rounds = 5;

    @Option(names = "--seconds", defaultValue = "4", description = "Length of a round; default: ${DEFAULT-VALUE}.")
    int seconds = 4;

    @Option(names = "--gateway-flag", paramLabel = "FLAG", description = "One more flag for the measured JVM.")
    List<String> flags = List.of();

    @Override
    public Integer call() throws Exception {
        try (GatewayProcess process =
                GatewayProcess.start(ConfigFiles.root().resolve("bench/config/large.yaml"), flags)) {
            List<Contender> small = Subjects.large(process, 0).whole();
            List<Contender> large = Subjects.large(process, bytes).whole();
            System.err.println("warming up");
            for (int i = 0; i < small.size(); i++) {
                cpuMillis(process, small.get(i));
                cpuMillis(process, large.get(i));
            }
            RunConditions before = RunConditions.now(GatewayProcess.FLAGS);
            Map<String, List<LargeTable.Round>> measured = new LinkedHashMap<>();
            for (int round = 1; round <= rounds; round++) {
                System.err.println("round " + round + " of " + rounds);
                for (int i = 0; i < small.size(); i++) {
                    measured.computeIfAbsent(small.get(i).name(), _ -> new ArrayList<>())
                            .add(new LargeTable.Round(
                                    cpuMillis(process, small.get(i)), cpuMillis(process, large.get(i))));
                }
            }
            double after = RunConditions.now(GatewayProcess.FLAGS).load();
            System.out.println(LargeTable.of(before, after, bytes, measured));
        }
        return 0;
    }

    private double cpuMillis(GatewayProcess process, Contender subject) throws IOException, InterruptedException {
        return cpuMillis(process, subject, seconds);
    }

    /// The CPU of a call in the whole process, measured for this many seconds.
    static double cpuMillis(GatewayProcess process, Contender subject, int seconds)
            throws IOException, InterruptedException {
        long before = process.figures().cpuNanos();
        LoadSample sample = new ClosedLoop(subject).run(1, Duration.ofSeconds(seconds));
        if (sample.firstFailure().isPresent()) {
            throw new IOException(subject.name() + ": " + sample.firstFailure().get());
        }
        return (process.figures().cpuNanos() - before)
                / 1e6
                / sample.latencies().count();
    }
}
