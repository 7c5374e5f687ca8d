package io.breakwater.demo;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// A gateway that serves, with the keys of its tenants.
public interface RunningGateway extends AutoCloseable {

    URI gateway();

    /// The simulated Bedrock behind the gateway; empty if there is none or it was not found.
    Optional<URI> simulation();

    /// API keys by tenant.
    Map<String, String> keys();

    @Override
    void close();

    /// Starts a gateway.
    @FunctionalInterface
    interface Starter {

        /// @throws DemoException if it does not start: the message says why
        RunningGateway start() throws DemoException, InterruptedException;
    }
}
