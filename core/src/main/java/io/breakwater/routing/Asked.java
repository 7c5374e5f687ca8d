package io.breakwater.routing;

import io.breakwater.model.Feature;
import java.util.Set;

/// What a request asks of one model, in the language in which it would be put to it.
public sealed interface Asked {

    /// @param needs what the model must understand
    /// @param streamable whether the model can answer it piece by piece
    record Spoken(Set<Feature> needs, boolean streamable) implements Asked {}

    /// The model speaks no language in which the request can be put.
    ///
    /// @param why for the plan and the caller
    record NotSpoken(String why) implements Asked {}
}
