package io.breakwater.routing;

import io.breakwater.model.Feature;
import io.breakwater.model.RequestPart;
import java.util.Optional;
import java.util.Set;

/// What a request asks of one model, in the API by which the model would be called.
public sealed interface Asked {

    /// @param needs what the model must understand
    /// @param streamable whether the model can answer it piece by piece
    record Spoken(Set<Feature> needs, boolean streamable) implements Asked {}

    /// The model has no API that can carry the request.
    ///
    /// @param why the reason for the plan and the caller
    /// @param about the part of the request at fault, if it is one
    record NotSpoken(String why, Optional<RequestPart> about) implements Asked {

        public NotSpoken(String why) {
            this(why, Optional.empty());
        }
    }
}
