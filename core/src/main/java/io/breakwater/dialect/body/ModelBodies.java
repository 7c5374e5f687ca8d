package io.breakwater.dialect.body;

import io.breakwater.model.ModelCard;

/// A request in the languages in which it can be put to models: the dialect decides for each model.
@FunctionalInterface
public interface ModelBodies {

    /// The body for a model; the same one whenever it is asked for.
    BodyChoice of(ModelCard model);

    /// The same where a guardrail checks prompt and answer: nothing of them stands where it does not look.
    default ModelBodies guarded() {
        return this;
    }

    /// The same where Bedrock is told whose call it is: of several APIs that carry it whole, one that can be told.
    default ModelBodies naming() {
        return this;
    }
}
