package io.breakwater.local.run;

import io.breakwater.model.Region;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.BiFunction;

/// The surroundings of an embedded run.
///
/// @param wire maps a Region and the simulated Bedrock's address to the address that the gateway calls
record LocalEnvironment(InstantSource clock, Opening kept, BiFunction<Region, URI, URI> wire) {

    /// With nothing between the run and its simulated Bedrock.
    LocalEnvironment(InstantSource clock, Opening kept) {
        this(clock, kept, (_, simulated) -> simulated);
    }

    /// Opens the run's stored state.
    @FunctionalInterface
    interface Opening {
        /// @param open gets every part that is opened, even if the start fails half-way
        LocalState open(OpenParts open) throws IOException;
    }
}
