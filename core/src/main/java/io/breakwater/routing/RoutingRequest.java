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

/// What a request asks of a target.
///
/// @param asked what it asks of each model
/// @param stream whether the answer is wanted piece by piece
/// @param inputTokens the estimate of the input
/// @param outputTokens the `max_tokens` that is sent to a model
/// @param guardrail what it is checked with
/// @param cachedPrefix the same for requests that share a cached prefix, so that they go to the same target; empty
/// where
/// nothing is cached
/// @param only the label of the one target that may serve it, if there is just one
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

    /// A request that can be put to every model and asks the same of each.
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

    /// What is reserved of the target: `input + max_tokens`.
    long tokens(RoutedTarget target) {
        return tokens(target.profile().model());
    }

    /// What a call to the model takes of its context.
    long tokens(ModelCard model) {
        return inputTokens + outputTokens.applyAsLong(model);
    }
}
