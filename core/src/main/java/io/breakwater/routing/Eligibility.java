package io.breakwater.routing;

import io.breakwater.model.Feature;
import io.breakwater.model.ModelCard;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether a target may serve a request at all, whatever the time.
final class Eligibility {

    /// Why a target may not serve a request.
    ///
    /// @param detail says more than the reason's own text
    record Objection(Skipped.Reason reason, Optional<String> detail) {

        private static Optional<Objection> of(Skipped.Reason reason) {
            return Optional.of(new Objection(reason, Optional.empty()));
        }
    }

    /// The first reason against it, if there is one. Of those that are the target's own residency comes first: it is a
    /// promise, the others are technical.
    static Optional<Objection> against(RoutedTarget target, int tier, RoutingRequest request) {
        Tenant tenant = request.tenant();
        if (request.only()
                .filter(label -> !label.equals(target.target().label()))
                .isPresent()) {
            return Objection.of(Skipped.Reason.KEPT_ELSEWHERE);
        }
        if (!tenant.residency().admits(target)) {
            return Objection.of(Skipped.Reason.RESIDENCY);
        }
        if (!tenant.hand().contains(target.target().shard())) {
            return Objection.of(Skipped.Reason.NOT_IN_HAND);
        }
        if (tier > 1 && !tenant.tierFallback()) {
            return Objection.of(Skipped.Reason.TIER_FALLBACK_OFF);
        }
        if (request.guardrail().isPresent()
                && request.guardrail().get().at(target.target()).isEmpty()) {
            return Objection.of(Skipped.Reason.GUARDRAIL_MISSING);
        }
        ModelCard model = target.profile().model();
        return switch (request.asked().apply(model)) {
            case Asked.NotSpoken(String why) ->
                Optional.of(new Objection(Skipped.Reason.LANGUAGE_NOT_SPOKEN, Optional.of(why)));
            case Asked.Spoken spoken -> against(model, spoken, request);
        };
    }

    private static Optional<Objection> against(ModelCard model, Asked.Spoken spoken, RoutingRequest request) {
        if (!model.features().containsAll(spoken.needs())) {
            return Optional.of(new Objection(Skipped.Reason.FEATURE_MISSING, Optional.of(lacking(model, spoken))));
        }
        if (request.stream() && !spoken.streamable()) {
            return Objection.of(Skipped.Reason.NOT_STREAMED);
        }
        return fits(model, request) ? Optional.empty() : Objection.of(Skipped.Reason.CONTEXT_TOO_SMALL);
    }

    private static String lacking(ModelCard model, Asked.Spoken spoken) {
        return spoken.needs().stream()
                .filter(need -> !model.features().contains(need))
                .map(Feature::label)
                .sorted()
                .collect(Collectors.joining(", ", "the model lacks ", ""));
    }

    private static boolean fits(ModelCard model, RoutingRequest request) {
        return request.tokens(model) <= model.contextTokens();
    }

    private Eligibility() {}
}
