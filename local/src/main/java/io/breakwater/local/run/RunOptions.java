package io.breakwater.local.run;

import io.breakwater.event.GatewayEvent;
import io.breakwater.local.front.TlsListener;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// The options of an embedded run.
///
/// @param port the gateway's port, 0 for any free one
/// @param tls where it listens for TLS beside it
/// @param simulationPort the simulated Bedrock's port, 0 for any free one
/// @param data a folder in which keys outlive a restart
/// @param ledger where the ledgers are: in the folder if there is one, unless they are in tables
/// @param drain how long requests may go on when the run is told to stop
/// @param events gets the events of requests
/// @param failures gets other failures, as text for the operator
public record RunOptions(
        Settings settings,
        int port,
        Optional<TlsListener> tls,
        int simulationPort,
        Optional<Path> data,
        LedgerPlace ledger,
        Bedrock bedrock,
        Duration drain,
        Consumer<GatewayEvent> events,
        Consumer<String> failures) {

    /// Orchestrators kill half a minute after they ask to stop (Kubernetes, "Termination of Pods");
    /// requests that are broken off need a few seconds of that.
    public static final Duration DRAIN = Duration.ofSeconds(20);

    /// @throws IllegalArgumentException if folder and ledger contradict each other
    public RunOptions {
        if (ledger instanceof LedgerPlace.DataFolder && data.isEmpty()) {
            throw new IllegalArgumentException("--ledger data needs a folder: add --data DIR");
        }
        if (ledger instanceof LedgerPlace.Memory && data.isPresent()) {
            throw new IllegalArgumentException(
                    "--data %s keeps the ledgers and --ledger memory does not: leave one of them out"
                            .formatted(data.get()));
        }
    }

    /// Which Bedrock is called.
    public enum Bedrock {
        SIMULATED,
        AWS
    }

    /// A run on free ports that logs only failures.
    ///
    /// @throws ConfigFiles.BadConfig if the configuration cannot be used
    public static RunOptions quiet(Path config) throws ConfigFiles.BadConfig {
        return new RunOptions(
                ConfigFiles.read(config),
                0,
                Optional.empty(),
                0,
                Optional.empty(),
                new LedgerPlace.Memory(),
                Bedrock.SIMULATED,
                DRAIN,
                _ -> {},
                System.err::println);
    }

    /// The folder for data, made if it is not there.
    ///
    /// @throws IOException if it is not a folder, or cannot be made; the message says which, and what
    /// to do
    Optional<Path> dataFolder() throws IOException {
        if (data.isPresent()) {
            try {
                Files.createDirectories(data.get());
            } catch (IOException failed) {
                throw new IOException(
                        "--data " + data.get() + " cannot be used: " + Reasons.of(failed) + "; name a folder", failed);
            }
        }
        return data;
    }
}
