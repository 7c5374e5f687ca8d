package io.breakwater.deploytest.world;

import io.breakwater.ops.account.AccountRegion;
import io.breakwater.ops.account.InvokeUrl;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of the test, as given.
public final class TestOptions {
    private static final String EMULATED = "no AWS endpoint is given: set AWS_ENDPOINT_URL and credentials to test"
            + " against an emulator, or say --real-aws to deploy into the sandbox accounts that --home, --shard-a and"
            + " --shard-b name";

    /// The most tenants of an environment.
    private static final int MOST_TENANTS = 10_000;

    @Option(names = "--real-aws")
    private boolean realAws;

    @Option(names = "--home", defaultValue = "${env:BREAKWATER_TEST_HOME:-123456789012/us-east-1}")
    private String home = "";

    @Option(names = "--shard-a", defaultValue = "${env:BREAKWATER_TEST_SHARD_A:-111111111111/us-east-1}")
    private String shardA = "";

    @Option(names = "--shard-b", defaultValue = "${env:BREAKWATER_TEST_SHARD_B:-222222222222/us-west-2}")
    private String shardB = "";

    @Option(names = "--no-bootstrap")
    private boolean noBootstrap;

    @Option(names = "--sim-port")
    private @Nullable Integer simulationPort;

    @Option(names = "--invoke-url", defaultValue = InvokeUrl.AWS)
    private String invokeUrl = "";

    @Option(names = "--inventory")
    private @Nullable String inventory;

    @Option(names = "--denials")
    private @Nullable String denials;

    @Option(names = "--decisions")
    private @Nullable String decisions;

    @Option(names = "--tenants")
    private @Nullable Integer tenants;

    @Option(names = "--keep")
    private boolean keep;

    /// The reason why the test cannot run; empty if it can.
    ///
    /// @param endpoint the variable `AWS_ENDPOINT_URL`, or null
    public Optional<String> problem(@Nullable String endpoint) {
        boolean elsewhere = endpoint != null && !endpoint.isBlank();
        if (!elsewhere && !realAws) {
            return Optional.of(EMULATED);
        }
        if (elsewhere && realAws) {
            return Optional.of(
                    "--real-aws and AWS_ENDPOINT_URL=" + endpoint + " contradict each other: use only one of them");
        }
        if (realAws && simulationPort != null) {
            return Optional.of("--sim-port is for an endpoint on this machine: functions in AWS cannot reach it");
        }
        if (tenants != null && (tenants < 1 || tenants > MOST_TENANTS)) {
            return Optional.of("--tenants takes 1 to %,d, got %,d".formatted(MOST_TENANTS, tenants));
        }
        return placesProblem();
    }

    private Optional<String> placesProblem() {
        try {
            places();
            return Optional.empty();
        } catch (IllegalArgumentException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage()));
        }
    }

    /// @throws IllegalArgumentException if one of them is malformed
    public Places places() {
        return new Places(AccountRegion.parse(home), AccountRegion.parse(shardA), AccountRegion.parse(shardB));
    }

    public boolean realAws() {
        return realAws;
    }

    public boolean bootstrap() {
        return !noBootstrap;
    }

    public OptionalInt simulationPort() {
        return simulationPort == null ? OptionalInt.empty() : OptionalInt.of(simulationPort);
    }

    public InvokeUrl invokeUrl() {
        return new InvokeUrl(invokeUrl);
    }

    public Optional<String> inventory() {
        return Optional.ofNullable(inventory);
    }

    /// The command that lists what IAM has denied.
    public Optional<String> denials() {
        return Optional.ofNullable(denials);
    }

    /// The command that lists every decision of IAM.
    public Optional<String> decisions() {
        return Optional.ofNullable(decisions);
    }

    /// The number of tenants of the single environment that is tested; empty for the usual test.
    public OptionalInt tenants() {
        return tenants == null ? OptionalInt.empty() : OptionalInt.of(tenants);
    }

    /// Whether a failed test leaves everything as it is.
    public boolean keep() {
        return keep;
    }
}
