package io.breakwater.demo;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of the command line about the gateway.
final class DemoOptions {
    @Option(names = "--url", paramLabel = "URL", description = "A running gateway to use instead of starting one.")
    private @Nullable URI url;

    @Option(names = "--keys-file", paramLabel = "FILE", description = "The keys of that gateway: {tenant: key}.")
    private @Nullable Path keysFile;

    @Option(
            names = "--sim-url",
            paramLabel = "URL",
            description = "The simulated Bedrock behind that gateway; default: the one beside it.")
    private @Nullable URI simulation;

    /// @throws DemoException if a value or a combination makes no sense
    void check() throws DemoException {
        if (url == null && (keysFile != null || simulation != null)) {
            throw DemoException.badUse("--keys-file and --sim-url go with --url, the gateway they belong to");
        }
        if (url != null && keysFile == null) {
            throw DemoException.badUse("--url needs --keys-file; scripts/local --keys-file FILE writes one");
        }
        checkAddress("--url", url);
        checkAddress("--sim-url", simulation);
    }

    private static void checkAddress(String option, @Nullable URI address) throws DemoException {
        if (address == null) {
            return;
        }
        String scheme = String.valueOf(address.getScheme());
        if (!scheme.matches("https?") || address.getHost() == null) {
            throw DemoException.badUse(option + " is " + address + "; give an address such as http://127.0.0.1:8080");
        }
    }

    /// The running gateway to use; empty if the demo starts its own.
    Optional<URI> gateway() {
        return Optional.ofNullable(url);
    }

    Optional<URI> simulation() {
        return Optional.ofNullable(simulation);
    }

    /// The keys for these tenants.
    Map<String, String> keys(List<String> tenants) throws DemoException {
        return keysFile == null ? Map.of() : KeysFile.read(keysFile, tenants);
    }
}
