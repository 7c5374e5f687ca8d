package io.breakwater.routing;

import io.breakwater.model.ModelCard;
import io.breakwater.model.RequestPart;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import java.util.Optional;

/// Whether a target may serve a request at all, apart from health and load.
final class Eligibility {

    /// The first reason against it, if there is one. Among the reasons of the target itself, residency
    /// comes first: it is a promise, the others are technical.
    static Optional<Skipped> against(RoutedTarget target, int tier, RoutingRequest request) {
        Tenant tenant = request.tenant();
        if (request.only()
                .filter(label -> !label.equals(target.target().label()))
                .isPresent()) {
            return skipped(target, tier, Skipped.Reason.KEPT_ELSEWHERE);
        }
        if (!tenant.residency().admits(target)) {
            return skipped(target, tier, Skipped.Reason.RESIDENCY);
        }
        if (!tenant.hand().contains(target.target().shard())) {
            return skipped(target, tier, Skipped.Reason.NOT_IN_HAND);
        }
        if (tier > 1 && !tenant.tierFallback()) {
            return skipped(target, tier, Skipped.Reason.TIER_FALLBACK_OFF);
        }
        if (request.guardrail().isPresent()
                && request.guardrail().get().at(target.target()).isEmpty()) {
            return skipped(target, tier, Skipped.Reason.GUARDRAIL_MISSING);
        }
        return switch (request.asked().apply(target.profile().model())) {
            case Asked.NotSpoken(String why, Optional<RequestPart> about) ->
                skipped(target, tier, Skipped.Reason.LANGUAGE_NOT_SPOKEN, Optional.of(why), about);
            case Asked.Spoken spoken -> against(target, tier, spoken, request);
        };
    }

    private static Optional<Skipped> against(
            RoutedTarget target, int tier, Asked.Spoken spoken, RoutingRequest request) {
        ModelCard model = target.profile().model();
        if (!model.features().containsAll(spoken.needs())) {
            return skipped(
                    target,
                    tier,
                    Skipped.Reason.FEATURE_MISSING,
                    Optional.of(model.lacking(spoken.needs())),
                    model.lacks(spoken.needs()));
        }
        if (request.stream() && !spoken.streamable()) {
            return skipped(target, tier, Skipped.Reason.NOT_STREAMED);
        }
        return fits(model, request) ? Optional.empty() : skipped(target, tier, Skipped.Reason.CONTEXT_TOO_SMALL);
    }

    private static Optional<Skipped> skipped(RoutedTarget target, int tier, Skipped.Reason reason) {
        return skipped(target, tier, reason, Optional.empty(), Optional.empty());
    }

    private static Optional<Skipped> skipped(
            RoutedTarget target,
            int tier,
            Skipped.Reason reason,
            Optional<String> detail,
            Optional<RequestPart> about) {
        return Optional.of(new Skipped(tier, target.target(), reason, Optional.empty(), detail, about));
    }

    private static boolean fits(ModelCard model, RoutingRequest request) {
        return request.tokens(model) <= model.contextTokens();
    }

    private Eligibility() {}
}
