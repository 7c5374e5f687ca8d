package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.ResponsesBody;
import io.breakwater.model.ModelCard;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A request for a response as each model takes it: one that has OpenAI's Responses as the client wrote it, others
/// translated, where that can be.
final class ResponsesBodies implements ModelBodies {
    private final ObjectNode json;
    private final NameResolver names;
    private final ResponsesBody own;
    private @Nullable Decoded translated;

    /// @param json without what is the gateway's to decide
    ResponsesBodies(ObjectNode json, NameResolver names) {
        this.json = json;
        this.names = names;
        this.own = own(json);
    }

    /// What Claude thought is another model's, which could not read it. That an answer is kept is asked for in vain.
    private static ResponsesBody own(ObjectNode json) {
        ObjectNode others = Thought.without(json);
        return ResponsesBody.of(
                others,
                Stream.of(
                                json.path("store").asBoolean() ? Optional.of("store") : Optional.<String>empty(),
                                others.equals(json) ? Optional.<String>empty() : Optional.of("reasoning"))
                        .flatMap(Optional::stream)
                        .toList());
    }

    @Override
    public BodyChoice of(ModelCard model) {
        return ResponsesBody.isSpokenBy(model) ? new BodyChoice.Spoken(own) : translated(model, false);
    }

    /// Where a guardrail checks, all models are asked in the language in which it surely does.
    @Override
    public ModelBodies guarded() {
        return model -> translated(model, true);
    }

    private BodyChoice translated(ModelCard model, boolean guarded) {
        return switch (translation()) {
            case Decoded.Refused(Refusal refusal) -> new BodyChoice.NotSpoken(refusal.message());
            case Decoded.Call(ModelCall call, var _) -> (guarded ? call.bodies().guarded() : call.bodies()).of(model);
        };
    }

    /// Made once, and only where somebody may be asked so.
    private synchronized Decoded translation() {
        if (translated == null) {
            translated = new ResponseTranslation(json).decode(names);
        }
        return translated;
    }

    /// Why there is no translation, where one was looked for.
    synchronized Optional<Refusal> untranslated() {
        return translated instanceof Decoded.Refused(Refusal refusal) ? Optional.of(refusal) : Optional.empty();
    }

    /// The bound on the answer that a budget for thinking asks for, in words that are not OpenAI's own.
    OptionalLong boundByThinking() {
        return translation() instanceof Decoded.Call(ModelCall call, var _) ? call.maxTokens() : OptionalLong.empty();
    }
}
