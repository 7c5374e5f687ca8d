package io.breakwater.dialect;

import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.model.Alias;
import java.util.Optional;
import java.util.OptionalLong;

/// A request for a model, whatever its client's language.
///
/// @param alias the model the client asked for
/// @param stream whether the answer is wanted piece by piece
/// @param bodies the request as it is put to a model
/// @param maxTokens the client's own bound on the answer, if it gave one
/// @param guardrail the guardrail that the client asks for, if it does
public record ModelCall(
        Alias alias, boolean stream, ModelBodies bodies, OptionalLong maxTokens, Optional<AskedGuardrail> guardrail) {

    /// The same as it is put to models where a guardrail checks it.
    public ModelCall guarded() {
        return new ModelCall(alias, stream, bodies.guarded(), maxTokens, guardrail);
    }

    /// A request that asks for no guardrail.
    public ModelCall(Alias alias, boolean stream, ModelBodies bodies, OptionalLong maxTokens) {
        this(alias, stream, bodies, maxTokens, Optional.empty());
    }
}
