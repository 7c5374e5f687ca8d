package io.breakwater.routing;

import io.breakwater.model.AppliedGuardrail;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// What a request needs from a target.
///
/// @param asked what it needs from each model
/// @param stream whether the caller wants the answer piece by piece
/// @param inputTokens the estimate of the input
/// @param outputTokens the `max_tokens` that is sent to a model
/// @param guardrail the guardrail that checks it
/// @param cachedPrefix a number that requests with the same cached prefix share, so that they go to the
/// same target; empty if nothing is cached
/// @param only the label of the only target that may serve it, if it is bound to one
public record RoutingRequest(
        Tenant tenant,
        Function<ModelCard, Asked> asked,
        boolean stream,
        long inputTokens,
        ToLongFunction<ModelCard> outputTokens,
        Optional<AppliedGuardrail> guardrail,
        OptionalLong cachedPrefix,
        Optional<String> only) {

    /// A request that any target may serve.
    public RoutingRequest(
            Tenant tenant,
            Function<ModelCard, Asked> asked,
            boolean stream,
            long inputTokens,
            ToLongFunction<ModelCard> outputTokens,
            Optional<AppliedGuardrail> guardrail,
            OptionalLong cachedPrefix) {
        this(tenant, asked, stream, inputTokens, outputTokens, guardrail, cachedPrefix, Optional.empty());
    }

    /// A request that needs the same from every model.
    public RoutingRequest(Tenant tenant, Set<Feature> needs, boolean stream, long inputTokens, long outputTokens) {
        this(
                tenant,
                model -> new Asked.Spoken(needs, model.streaming().carries(needs)),
                stream,
                inputTokens,
                model -> Math.min(outputTokens, model.maxOutputTokens()),
                Optional.empty(),
                OptionalLong.empty());
    }

    /// What is reserved at the target: `input + max_tokens`.
    long tokens(RoutedTarget target) {
        return tokens(target.profile().model());
    }

    /// What a call to the model takes of the context window.
    long tokens(ModelCard model) {
        return inputTokens + outputTokens.applyAsLong(model);
    }
}
