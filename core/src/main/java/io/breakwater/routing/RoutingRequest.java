package io.breakwater.routing;

import io.breakwater.model.Feature;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import java.util.Set;

/// What a request asks of a target.
///
/// @param stream whether the answer is wanted piece by piece
/// @param inputTokens the estimate of the input
/// @param outputTokens `max_tokens` after the tenant's clamp
public record RoutingRequest(Tenant tenant, Set<Feature> needs, boolean stream, long inputTokens, long outputTokens) {

    /// What is reserved of the target: `input + max_tokens`, no more of these than its model can write.
    long tokens(RoutedTarget target) {
        return inputTokens + Math.min(outputTokens, target.profile().model().maxOutputTokens());
    }
}
