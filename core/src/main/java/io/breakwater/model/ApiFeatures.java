package io.breakwater.model;

import java.util.List;

/// What a model takes by one of its APIs, from the catalogue: the same model may understand more by one
/// API than by another.
///
/// @param features what it understands by this API
/// @param refuses members of a request that it refuses, by their names in this API
/// @param refusesReasoning members that it refuses while it reasons; it reasons unless the level of
/// effort is `none`
public record ApiFeatures(Features features, List<String> refuses, List<String> refusesReasoning) {

    public ApiFeatures {
        refuses = List.copyOf(refuses);
        refusesReasoning = List.copyOf(refusesReasoning);
    }
}
