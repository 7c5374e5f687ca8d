package io.breakwater.local.run;

import java.io.IOException;
import java.time.InstantSource;

/// What an embedded run stands on.
record LocalEnvironment(InstantSource clock, Opening kept) {

    /// Opens what the run remembers.
    @FunctionalInterface
    interface Opening {
        /// @param open takes what is opened, also when the start fails half-way
        LocalState open(OpenParts open) throws IOException;
    }
}
