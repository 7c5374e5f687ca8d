package io.breakwater.dialect.body;

import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import java.util.Map;

/// A request in the languages in which it can be put to models: the dialect decides for each model.
@FunctionalInterface
public interface ModelBodies {

    /// The body for a model; the same one whenever it is asked for.
    BodyChoice of(ModelCard model);

    /// Why it is not put to a model by APIs that the catalogue prefers to the one by which it is, for plans.
    default Map<ModelApi, String> passedOver(ModelCard model) {
        return Map.of();
    }

    /// The same where a guardrail checks prompt and answer: nothing of them stands where it does not look.
    default ModelBodies guarded() {
        return this;
    }

    /// The same where Bedrock is told whose call it is: of several APIs that carry it whole, one that can be told.
    default ModelBodies naming() {
        return this;
    }
}
