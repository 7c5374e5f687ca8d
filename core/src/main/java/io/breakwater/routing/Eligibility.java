package io.breakwater.routing;

import io.breakwater.model.ModelCard;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import java.util.Optional;

/// Whether a target may serve a request at all, whatever the time.
final class Eligibility {

    /// The first reason against it, if there is one. Residency comes first: it is a promise, the others are
    /// technical.
    static Optional<Skipped.Reason> against(RoutedTarget target, int tier, RoutingRequest request) {
        Tenant tenant = request.tenant();
        ModelCard model = target.profile().model();
        if (!tenant.residency().admits(target.profile().geography())) {
            return Optional.of(Skipped.Reason.RESIDENCY);
        }
        if (!tenant.hand().contains(target.target().shard())) {
            return Optional.of(Skipped.Reason.NOT_IN_HAND);
        }
        if (tier > 1 && !tenant.tierFallback()) {
            return Optional.of(Skipped.Reason.TIER_FALLBACK_OFF);
        }
        if (!model.features().containsAll(request.needs())) {
            return Optional.of(Skipped.Reason.FEATURE_MISSING);
        }
        if (request.stream() && !model.streaming().carries(request.needs())) {
            return Optional.of(Skipped.Reason.NOT_STREAMED);
        }
        return fits(model, request) ? Optional.empty() : Optional.of(Skipped.Reason.CONTEXT_TOO_SMALL);
    }

    private static boolean fits(ModelCard model, RoutingRequest request) {
        return request.inputTokens() + Math.min(request.outputTokens(), model.maxOutputTokens())
                <= model.contextTokens();
    }

    private Eligibility() {}
}
