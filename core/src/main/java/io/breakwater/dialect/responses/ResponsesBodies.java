package io.breakwater.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.Decoded;
import io.breakwater.dialect.ModelCall;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.ResponsesBody;
import io.breakwater.dialect.json.SharedMembers;
import io.breakwater.dialect.openai.RefusedMembers;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.RequestPart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A Responses request in the form for each model: as the client wrote it if the model has OpenAI's
/// Responses, else translated, if possible.
final class ResponsesBodies implements ModelBodies {
    private static final String STORE = "store";
    private static final String THOUGHTS = "reasoning.encrypted_content";

    private static final String ONLY_SENT =
            "previous_response_id and item_reference work only with models that have OpenAI's Responses, because"
                    + " Bedrock stores nothing for others; send the whole conversation in input";

    private final ObjectNode json;
    private final NameResolver names;
    private final ResponsesBody.Storing storing;
    private final boolean goesOn;
    private final boolean asksToStore;
    private final ObjectNode own;
    private final List<String> adapted;
    private final Map<List<String>, ResponsesBody> bodies = new ConcurrentHashMap<>();
    private @Nullable Decoded translated;

    /// @param json without the members that the gateway decides
    /// @param goesOn whether it continues something that Bedrock has stored
    ResponsesBodies(ObjectNode json, NameResolver names, ResponsesBody.Storing storing, boolean goesOn) {
        this.json = json;
        this.names = names;
        this.storing = storing;
        this.goesOn = goesOn;
        this.asksToStore = json.path(STORE).asBoolean(storing.stores());
        ObjectNode readable = Thought.without(json);
        boolean comesBack = json.path(STORE).asBoolean(true) && !storing.stores();
        this.own = comesBack ? withThoughts(readable) : readable;
        this.adapted = Stream.concat(
                        asksToStore && !storing.stores() ? Stream.of(STORE) : Stream.empty(),
                        sameItems(readable) ? Stream.empty() : Stream.of("reasoning"))
                .toList();
    }

    private boolean sameItems(ObjectNode readable) {
        return readable.path("input").size() == json.path("input").size();
    }

    /// The request with encrypted thinking included: a client that does not say `store: false` sends an
    /// answer's items back unchanged, and they must then hold the thinking.
    private static ObjectNode withThoughts(ObjectNode json) {
        ObjectNode asked = SharedMembers.of(json);
        ArrayNode included = asked.putArray("include");
        json.path("include").forEach(included::add);
        if (json.path("include").valueStream().noneMatch(each -> each.asText().equals(THOUGHTS))) {
            included.add(THOUGHTS);
        }
        return asked;
    }

    @Override
    public BodyChoice of(ModelCard model) {
        if (!ResponsesBody.isSpokenBy(model)) {
            return translated(model, false);
        }
        RefusedMembers rules = ResponseRules.of(model, json);
        return rules.objection()
                .map(objection -> goesOn ? objection : otherwise(objection, model))
                .orElseGet(() -> new BodyChoice.Spoken(bodies.computeIfAbsent(rules.without(), _ -> without(rules))));
    }

    @Override
    public Map<ModelApi, String> passedOver(ModelCard model) {
        return ResponsesBody.isSpokenBy(model)
                ? ResponseRules.of(model, json)
                        .objection()
                        .map(objection -> Map.of(ModelApi.OPENAI_RESPONSES, objection.why()))
                        .orElse(Map.of())
                : Map.of();
    }

    private BodyChoice otherwise(BodyChoice.NotSpoken objection, ModelCard model) {
        BodyChoice choice = translated(model, false);
        return choice instanceof BodyChoice.NotSpoken(String why, Optional<RequestPart> about)
                ? new BodyChoice.NotSpoken(
                        "%s: %s; %s".formatted(ModelApi.OPENAI_RESPONSES.label(), objection.why(), why),
                        objection.about().or(() -> about))
                : choice;
    }

    private ResponsesBody without(RefusedMembers rules) {
        return ResponsesBody.of(
                SharedMembers.of(own).remove(rules.without()),
                Stream.concat(rules.named().stream(), adapted.stream()).toList(),
                storing);
    }

    /// With a guardrail, all models are called by APIs that are documented to apply it.
    @Override
    public ModelBodies guarded() {
        return model -> translated(model, true);
    }

    private BodyChoice translated(ModelCard model, boolean guarded) {
        if (goesOn) {
            return new BodyChoice.NotSpoken(ONLY_SENT);
        }
        return switch (translation()) {
            case Decoded.Refused(Refusal refusal) -> refusal.notSpoken(refusal.message());
            case Decoded.Call(ModelCall call, var _) -> (guarded ? call.bodies().guarded() : call.bodies()).of(model);
        };
    }

    /// The translation, made once and only if a model may need it.
    private synchronized Decoded translation() {
        if (translated == null) {
            translated =
                    new ResponseTranslation(asksToStore ? SharedMembers.of(json).put(STORE, true) : json).decode(names);
        }
        return translated;
    }

    /// Why there is no translation, if one was tried.
    synchronized Optional<Refusal> untranslated() {
        return translated instanceof Decoded.Refused(Refusal refusal) ? Optional.of(refusal) : Optional.empty();
    }

    /// The bound on the answer that a budget for thinking requires, if the client sets one in words
    /// other than OpenAI's.
    OptionalLong boundByThinking() {
        return translation() instanceof Decoded.Call(ModelCall call, var _) ? call.maxTokens() : OptionalLong.empty();
    }
}
