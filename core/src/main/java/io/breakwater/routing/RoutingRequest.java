package io.breakwater.routing;

import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import java.util.Set;
import java.util.function.Function;

/// What a request asks of a target.
///
/// @param asked what it asks of each model
/// @param stream whether the answer is wanted piece by piece
/// @param inputTokens the estimate of the input
/// @param outputTokens `max_tokens` after the tenant's clamp
public record RoutingRequest(
        Tenant tenant, Function<ModelCard, Asked> asked, boolean stream, long inputTokens, long outputTokens) {

    /// A request that can be put to every model and asks the same of each.
    public RoutingRequest(Tenant tenant, Set<Feature> needs, boolean stream, long inputTokens, long outputTokens) {
        this(
                tenant,
                model -> new Asked.Spoken(needs, model.streaming().carries(needs)),
                stream,
                inputTokens,
                outputTokens);
    }

    /// What is reserved of the target: `input + max_tokens`, no more of these than its model can write.
    long tokens(RoutedTarget target) {
        return inputTokens + Math.min(outputTokens, target.profile().model().maxOutputTokens());
    }
}
