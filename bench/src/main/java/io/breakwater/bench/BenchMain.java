package io.breakwater.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.bench.ledger.LedgerBench;
import io.breakwater.bench.micro.MicroBenchmarks;
import io.breakwater.bench.report.BenchReport;
import io.breakwater.bench.report.Table;
import io.breakwater.local.run.ConfigFiles;
import io.breakwater.surface.ProjectVersion;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// `scripts/bench`: measures and prints. How fast it was never changes the exit code.
@Command(
        name = "bench",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        version = ProjectVersion.TEXT,
        usageHelpAutoWidth = true,
        subcommands = {
            ApisCommand.class,
            FloodCommand.class,
            IsolationCommand.class,
            LargeCommand.class,
            LedgerBench.class
        },
        description = "Measures the gateway beside a direct call of the simulated Bedrock, and prints the ratios.")
final class BenchMain implements Callable<Integer> {
    @Option(
            names = "--quick",
            description = "A minute or less instead of three; hardly warm, so the figures are rougher.")
    boolean quick;

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    boolean json;

    @Option(names = "--streams", defaultValue = "300", description = "Streams at once; default: ${DEFAULT-VALUE}.")
    int streams = 300;

    @Option(names = "--gateway-flag", paramLabel = "FLAG", description = "One more flag for the measured JVM.")
    List<String> flags = List.of();

    @Option(names = "--micro", description = "Runs the micro-benchmarks instead.")
    boolean micro;

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new BenchMain()).setExecutionExceptionHandler((trouble, command, _) -> {
            command.getErr().println("bench: " + trouble.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
    }

    @Override
    public Integer call() throws Exception {
        if (streams < 1) {
            throw new IllegalArgumentException("--streams must be 1 or more, got " + streams);
        }
        if (micro) {
            MicroBenchmarks.run(quick);
            return 0;
        }
        BenchReport report = new SideBySide(new SideBySide.Setup(
                        ConfigFiles.root(),
                        quick ? Schedule.QUICK : Schedule.FULL,
                        streams,
                        flags,
                        System.err::println))
                .run();
        System.out.println(json ? new ObjectMapper().writeValueAsString(report) : Table.of(report));
        return 0;
    }
}
