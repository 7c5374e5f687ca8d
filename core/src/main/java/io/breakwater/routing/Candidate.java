package io.breakwater.routing;

import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Target;

/// A target that may serve a request.
///
/// @param tier the tier it stands in, from 1
/// @param probe whether its breaker is half open, so that only one request may try it at a time
public record Candidate(int tier, RoutedTarget routed, boolean probe) {

    public Target target() {
        return routed.target();
    }
}
