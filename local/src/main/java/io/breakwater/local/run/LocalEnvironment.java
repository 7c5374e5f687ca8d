package io.breakwater.local.run;

import io.breakwater.model.Region;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.function.BiFunction;

/// What an embedded run stands on.
///
/// @param wire where it reaches a Region of the simulated Bedrock, which answers there itself
record LocalEnvironment(InstantSource clock, Opening kept, BiFunction<Region, URI, URI> wire) {

    /// With nothing between the run and its simulated Bedrock.
    LocalEnvironment(InstantSource clock, Opening kept) {
        this(clock, kept, (_, simulated) -> simulated);
    }

    /// Opens what the run remembers.
    @FunctionalInterface
    interface Opening {
        /// @param open takes what is opened, also when the start fails half-way
        LocalState open(OpenParts open) throws IOException;
    }
}
