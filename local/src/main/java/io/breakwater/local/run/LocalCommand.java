package io.breakwater.local.run;

import io.breakwater.event.GatewayEvent;
import io.breakwater.local.front.TlsListener;
import io.breakwater.router.JsonEvents;
import io.breakwater.settings.Settings;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `scripts/local`: runs the gateway until it is told to stop.
@Command(
        name = "local",
        description = "Runs the whole gateway on this machine, with a simulated Bedrock or the real one.")
public final class LocalCommand implements Callable<Integer> {
    @Option(
            names = "--port",
            defaultValue = "${env:BREAKWATER_PORT:-8080}",
            description = "The gateway's port; 0 takes any free one.")
    int port;

    @Option(
            names = "--tls-port",
            paramLabel = "PORT",
            description = "The gateway's port for https; default: 8443, or any free one if that is taken.")
    @Nullable
    Integer tlsPort;

    @Option(
            names = "--sim-port",
            defaultValue = "${env:BREAKWATER_SIM_PORT:-8081}",
            description = "The simulated Bedrock's port; 0 takes any free one.")
    int simulationPort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keeps keys over a restart, and ledgers unless they are in DynamoDB.")
    @Nullable
    Path data;

    @Option(
            names = "--ledger",
            paramLabel = "PLACE",
            description = "Where the ledgers are: ${COMPLETION-CANDIDATES}; default: data with --data, else memory.")
    @Nullable
    Ledger ledger;

    @Option(names = "--quota-table", paramLabel = "NAME", description = "The ledgers' table, with --ledger dynamodb.")
    @Nullable
    String quotaTable;

    @Option(names = "--health-table", paramLabel = "NAME", description = "The drains' table.")
    @Nullable
    String healthTable;

    @Option(names = "--keys-table", paramLabel = "NAME", description = "The keys' table, used with --data.")
    @Nullable
    String keysTable;

    @Option(names = "--config", paramLabel = "FILE", description = "The environment; default: config/local.yaml.")
    @Nullable
    Path config;

    @Option(names = "--bedrock", defaultValue = "simulated", description = "${COMPLETION-CANDIDATES}.")
    RunOptions.Bedrock bedrock = RunOptions.Bedrock.SIMULATED;

    @Option(names = "--keys-file", paramLabel = "FILE", description = "Writes {tenant: key} as JSON.")
    @Nullable
    Path keysFile;

    @Option(
            names = "--admin-token-file",
            paramLabel = "FILE",
            description = "Writes the token of the operators' API; without it the token is printed.")
    @Nullable
    Path adminTokenFile;

    @Option(
            names = "--drain",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "Seconds for which running requests may continue when it stops; default: 20.")
    int drainSeconds;

    private static final int TLS_PORT = 8_443;

    /// The most bytes of log lines that may wait: a minute at a thousand requests a second.
    private static final long MOST_WAITING_BYTES = 16L * 1024 * 1024;

    private static final Duration LAST_LINES = Duration.ofSeconds(2);

    /// The values of `--ledger`.
    enum Ledger {
        MEMORY,
        DATA,
        DYNAMODB
    }

    @Override
    public Integer call() throws Exception {
        Path environment = config == null ? ConfigFiles.root().resolve("config/local.yaml") : config;
        Settings settings = ConfigFiles.read(environment);
        outputs().check(List.of(environment, ConfigFiles.catalogue()));
        QueuedOutput queue = QueuedOutput.to(new FileOutputStream(FileDescriptor.out), MOST_WAITING_BYTES);
        QueuedOutput errors = QueuedOutput.to(new FileOutputStream(FileDescriptor.err), MOST_WAITING_BYTES);
        PrintStream out = queue.printing();
        Optional<LocalTls> tls = tls(errors.printing()::println);
        EmbeddedRun run = EmbeddedRun.start(
                new RunOptions(
                        settings,
                        port,
                        tls.map(this::listener),
                        simulationPort,
                        Optional.ofNullable(data),
                        place(settings),
                        bedrock,
                        drain(),
                        requestLog(out),
                        errors.printing()::println),
                out::println);
        if (keysFile != null) {
            KeysJson.write(keysFile, run.keys());
        }
        if (adminTokenFile != null) {
            PrivateFile.write(adminTokenFile, run.adminToken().getBytes(StandardCharsets.UTF_8));
        }
        new StartSummary(out).print(settings, run, Optional.ofNullable(adminTokenFile), tls);
        return untilStopped(run, out, queue);
    }

    /// Without certificates the gateway serves plain HTTP, unless https was asked for.
    private Optional<LocalTls> tls(Consumer<String> failures) throws IOException {
        try {
            return Optional.of(LocalTls.open(ConfigFiles.root().resolve(".breakwater/tls"), Instant.now()));
        } catch (IOException notMade) {
            if (tlsPort != null) {
                throw notMade;
            }
            failures.accept("https is not served: " + Reasons.of(notMade));
            return Optional.empty();
        }
    }

    private TlsListener listener(LocalTls tls) {
        return new TlsListener(tlsPort == null ? TLS_PORT : tlsPort, tlsPort == null, tls.identity());
    }

    private OutputFiles outputs() {
        OutputFiles outputs = new OutputFiles();
        if (keysFile != null) {
            outputs.add("--keys-file", keysFile);
        }
        if (adminTokenFile != null) {
            outputs.add("--admin-token-file", adminTokenFile);
        }
        return outputs;
    }

    private Duration drain() {
        if (drainSeconds < 0 || drainSeconds > 840) {
            throw new IllegalArgumentException("--drain takes 0 to 840 seconds, got " + drainSeconds);
        }
        return Duration.ofSeconds(drainSeconds);
    }

    private LedgerPlace place(Settings settings) {
        Ledger usual = data == null ? Ledger.MEMORY : Ledger.DATA;
        Ledger wanted = ledger == null ? usual : ledger;
        if (wanted != Ledger.DYNAMODB && (quotaTable != null || healthTable != null || keysTable != null)) {
            throw new IllegalArgumentException("table names are only for DynamoDB: add --ledger dynamodb");
        }
        return switch (wanted) {
            case MEMORY -> new LedgerPlace.Memory();
            case DATA -> new LedgerPlace.DataFolder();
            case DYNAMODB -> tables(LedgerPlace.Tables.of(settings));
        };
    }

    private LedgerPlace.Tables tables(LedgerPlace.Tables usual) {
        Map<String, String> variables = System.getenv();
        return new LedgerPlace.Tables(
                named(quotaTable, variables.getOrDefault("BREAKWATER_QUOTA_TABLE", usual.quota())),
                named(healthTable, variables.getOrDefault("BREAKWATER_HEALTH_TABLE", usual.health())),
                named(keysTable, variables.getOrDefault("BREAKWATER_KEYS_TABLE", usual.keys())));
    }

    private static String named(@Nullable String wanted, String otherwise) {
        return wanted == null ? otherwise : wanted;
    }

    /// The request log: for people on a terminal, for programs elsewhere.
    private static Consumer<GatewayEvent> requestLog(PrintStream out) {
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        return terminal ? new RequestLog(out) : new JsonEvents(out);
    }

    /// SIGINT and SIGTERM start the JVM's shutdown, which waits for the hook: running requests end first.
    private static int untilStopped(EmbeddedRun run, PrintStream out, QueuedOutput queue) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                run.close();
                out.println("Breakwater has stopped.");
            } catch (IOException trouble) {
                System.err.println("Breakwater did not stop cleanly: " + trouble);
            }
            queue.awaitWritten(LAST_LINES);
        }));
        new CountDownLatch(1).await();
        return 0;
    }
}
