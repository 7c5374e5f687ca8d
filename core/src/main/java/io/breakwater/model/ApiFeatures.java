package io.breakwater.model;

import java.util.List;

/// What a model takes by one of its APIs, as the catalogue says it: the same model may understand more by one API than
/// by another.
///
/// @param features what it understands there
/// @param refuses members of a request, by their names there, that it refuses
/// @param refusesReasoning those that it refuses while it reasons, which it does unless the level of effort is `none`
public record ApiFeatures(Features features, List<String> refuses, List<String> refusesReasoning) {

    public ApiFeatures {
        refuses = List.copyOf(refuses);
        refusesReasoning = List.copyOf(refusesReasoning);
    }
}
