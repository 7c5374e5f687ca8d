package io.breakwater.demo;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A gateway that somebody else runs; closing it does nothing.
record ForeignGateway(URI gateway, Optional<URI> simulation, Map<String, String> keys) implements RunningGateway {
    private static final int USUAL_SIMULATION_PORT = 8081;

    ForeignGateway {
        keys = Map.copyOf(keys);
    }

    /// @param named the simulated Bedrock, if the user names it; else it is searched on the port after
    /// the gateway's, then on 8081
    /// @throws DemoException if a simulated Bedrock was named, but none is there
    static ForeignGateway found(URI gateway, Optional<URI> named, Map<String, String> keys, HttpClient http)
            throws DemoException, InterruptedException {
        if (named.isPresent()) {
            if (!new SimulationLog(http, named.get()).there()) {
                throw DemoException.unusable("No simulated Bedrock answers at " + named.get()
                        + "; scripts/local prints where its own one is");
            }
            return new ForeignGateway(gateway, named, keys);
        }
        return new ForeignGateway(gateway, beside(gateway, http), keys);
    }

    private static Optional<URI> beside(URI gateway, HttpClient http) throws InterruptedException {
        for (int port : List.of(gateway.getPort() + 1, USUAL_SIMULATION_PORT)) {
            URI candidate = URI.create("http://" + gateway.getHost() + ":" + port);
            if (port > 1 && port < 65_536 && new SimulationLog(http, candidate).there()) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        // It goes on serving its owner.
    }
}
