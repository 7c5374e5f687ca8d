package io.breakwater.simulated.command;

import io.breakwater.simulated.bedrock.SimulatedBedrock;
import io.breakwater.simulated.bedrock.SimulationSettings;
import io.breakwater.surface.ProjectVersion;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `scripts/simulated-bedrock`: a Bedrock and STS on loopback until it is told to stop, without the gateway.
@Command(
        name = "simulated-bedrock",
        mixinStandardHelpOptions = true,
        version = ProjectVersion.TEXT,
        usageHelpAutoWidth = true,
        description = "Runs a simulated Amazon Bedrock and STS on this machine, with quotas, and failures on demand.")
final class SimulatedBedrockCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "${env:BREAKWATER_SIM_PORT:-8081}",
            description = "Where it listens; 0 takes any free one.")
    int port;

    @Mixin
    SimulationOptions options = new SimulationOptions();

    @Spec
    CommandSpec spec = CommandSpec.create();

    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new SimulatedBedrockCommand()).setExecutionExceptionHandler((trouble, command, _) -> {
            command.getErr().println(trouble.getMessage());
            return trouble instanceof IllegalArgumentException ? ExitCode.USAGE : ExitCode.SOFTWARE;
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        SimulationSettings settings = options.settings();
        SimulatedBedrock bedrock = SimulatedBedrock.start(
                settings,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                InstantSource.system(),
                Thread::sleep,
                spec.commandLine().getErr()::println);
        tell(out, settings, bedrock.endpoint());
        return untilStopped(bedrock, out);
    }

    private void tell(PrintWriter out, SimulationSettings settings, URI endpoint) {
        Set<String> accounts = options.accountIds();
        out.println("Accounts, and an access key of each; any secret will do");
        accounts.forEach(account -> out.println("  " + account + "  " + SimulatedBedrock.accessKeyId(account)));
        out.println("Inference profiles: " + settings.catalogue().profiles().size() + " of "
                + settings.catalogue().models().size() + " models");
        out.println("Quotas: " + endpoint + "/_sim/pools  faults: " + endpoint + "/_sim/faults  calls: " + endpoint
                + "/_sim/invocations");
        out.println("Simulated Bedrock and STS are ready: " + endpoint);
        out.flush();
    }

    /// SIGINT and SIGTERM start the JVM's shutdown, which waits for the hook.
    private static int untilStopped(SimulatedBedrock bedrock, PrintWriter out) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            bedrock.close();
            out.println("The simulated Bedrock has stopped.");
            out.flush();
        }));
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }
}
