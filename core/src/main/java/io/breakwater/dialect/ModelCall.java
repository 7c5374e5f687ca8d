package io.breakwater.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.model.Alias;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// A request for a model, in any dialect.
///
/// @param alias the model the client asked for
/// @param stream whether the client wants the answer piece by piece
/// @param bodies the request in the form for each model
/// @param maxTokens the client's own bound on the answer, if it gave one
/// @param guardrail the guardrail that the client asks for, if it does
/// @param session the client's name for the conversation of the request, if it gives one
/// @param only the label of the one target that has stored what the request continues, if it continues
/// something
public record ModelCall(
        Alias alias,
        boolean stream,
        ModelBodies bodies,
        OptionalLong maxTokens,
        Optional<AskedGuardrail> guardrail,
        Optional<String> session,
        Optional<String> only) {

    /// A request without a session.
    public ModelCall(
            Alias alias,
            boolean stream,
            ModelBodies bodies,
            OptionalLong maxTokens,
            Optional<AskedGuardrail> guardrail) {
        this(alias, stream, bodies, maxTokens, guardrail, Optional.empty(), Optional.empty());
    }

    /// The same in the session that the client's request names: OpenAI's `prompt_cache_key`, else its `user`, else
    /// Anthropic's `metadata.user_id`.
    public ModelCall sessionOf(JsonNode asked) {
        return Stream.of(
                        asked.path("prompt_cache_key"),
                        asked.path("user"),
                        asked.path("metadata").path("user_id"))
                .filter(name -> name.isTextual() && !name.textValue().isEmpty())
                .map(JsonNode::textValue)
                .findFirst()
                .map(this::inSession)
                .orElse(this);
    }

    public ModelCall inSession(String name) {
        return new ModelCall(alias, stream, bodies, maxTokens, guardrail, Optional.of(name), only);
    }

    /// The same, asking for a guardrail.
    public ModelCall asking(AskedGuardrail asked) {
        return new ModelCall(alias, stream, bodies, maxTokens, Optional.of(asked), session, only);
    }

    /// The same, bound to the one target that has stored what the request continues, if it continues
    /// something.
    ///
    /// @param label the target's
    public ModelCall from(Optional<String> label) {
        return new ModelCall(alias, stream, bodies, maxTokens, guardrail, session, label);
    }

    /// The same in the form for models where a guardrail checks it.
    public ModelCall guarded() {
        return new ModelCall(alias, stream, bodies.guarded(), maxTokens, guardrail, session, only);
    }

    /// The same in the form for models where Bedrock is told the tenant.
    public ModelCall naming() {
        return new ModelCall(alias, stream, bodies.naming(), maxTokens, guardrail, session, only);
    }

    /// The same, with its form decided once for each model.
    public ModelCall decided() {
        return new ModelCall(alias, stream, bodies.decided(), maxTokens, guardrail, session, only);
    }

    /// A request that asks for no guardrail.
    public ModelCall(Alias alias, boolean stream, ModelBodies bodies, OptionalLong maxTokens) {
        this(alias, stream, bodies, maxTokens, Optional.empty());
    }
}
