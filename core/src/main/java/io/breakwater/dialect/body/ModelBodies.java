package io.breakwater.dialect.body;

import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import java.util.Map;

/// A request in the form for each model, as the dialect decides.
@FunctionalInterface
public interface ModelBodies {

    /// The body for a model; always the same object.
    BodyChoice of(ModelCard model);

    /// Why APIs that the catalogue prefers to the chosen one are not used, for plans.
    default Map<ModelApi, String> passedOver(ModelCard model) {
        return Map.of();
    }

    /// The same for calls that a guardrail checks: prompt and answer are only in places that it checks.
    default ModelBodies guarded() {
        return this;
    }

    /// The same for calls where Bedrock is told the tenant: of several APIs that carry the request
    /// whole, one that can name the tenant.
    default ModelBodies naming() {
        return this;
    }

    /// The same, decided once for each model.
    default ModelBodies decided() {
        return new DecidedBodies(this);
    }
}
