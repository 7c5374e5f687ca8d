package io.breakwater.ops.demo;

import io.breakwater.demo.DemoException;
import io.breakwater.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of how the environment is reached.
final class DeployedOptions {
    private static final int LONGEST_WAIT_MINUTES = 60;

    @Option(names = "--url", paramLabel = "URL", description = "The gateway's address; default: read from its stack.")
    private @Nullable URI url;

    @Option(names = "--sim-url", paramLabel = "URL", description = "A simulated Bedrock that the environment calls.")
    private @Nullable URI simulation;

    @Option(
            names = "--wait",
            paramLabel = "MINUTES",
            description = "How many minutes to wait for Bedrock's invocation log, 1 to 60; default: 5.")
    private int waitMinutes = 5;

    /// @throws DemoException if a value makes no sense
    void check() throws DemoException {
        if (waitMinutes < 1 || waitMinutes > LONGEST_WAIT_MINUTES) {
            throw DemoException.badUse("--wait is " + waitMinutes + "; give 1 to " + LONGEST_WAIT_MINUTES + " minutes");
        }
    }

    /// @param each how many requests to send, if the user says so
    DemoFinder finder(Settings settings, OptionalInt each) {
        return new DemoFinder(
                settings, each, simulation != null || settings.logging().invocations());
    }

    /// The gateway's address, if the user gives it.
    Optional<URI> gateway() {
        return Optional.ofNullable(url);
    }

    Optional<URI> simulation() {
        return Optional.ofNullable(simulation);
    }

    Duration patience() {
        return Duration.ofMinutes(waitMinutes);
    }
}
