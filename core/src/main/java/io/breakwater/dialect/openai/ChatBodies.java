package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.ModelBody;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A chat completion as each model takes it: by OpenAI's own API, where the model has it and takes it whole, as the
/// client
/// wrote it; else translated to Converse. Of several APIs that carry it whole, or with the same harmless changes,
/// the first in the catalogue's order is taken.
final class ChatBodies implements ModelBodies {
    private final ObjectNode json;
    private final OwnedChat owned;
    private final boolean guarded;
    private final Map<List<String>, ChatBody> bodies = new ConcurrentHashMap<>();
    private @Nullable ModelBodies translated;

    private ChatBodies(ObjectNode json, OwnedChat owned, boolean guarded) {
        this.json = json;
        this.owned = owned;
        this.guarded = guarded;
    }

    /// @param json as the client wrote it; not modified
    static ModelBodies of(ObjectNode json) {
        return new ChatBodies(json, OwnedChat.of(json), false);
    }

    /// A guardrail looks at what passes as it is; of what is translated, that is said by the translation.
    @Override
    public ModelBodies guarded() {
        return new ChatBodies(json, owned, true);
    }

    @Override
    public BodyChoice of(ModelCard model) {
        return model.apis().contains(ModelApi.OPENAI_CHAT)
                ? first(model)
                : translated().of(model);
    }

    private BodyChoice first(ModelCard model) {
        List<ModelBody> possible = new ArrayList<>();
        List<String> whyNot = new ArrayList<>();
        for (ModelApi api : model.apis()) {
            switch (by(api, model)) {
                case BodyChoice.Spoken(ModelBody body)
                when body.adapted().isEmpty() -> {
                    return new BodyChoice.Spoken(body);
                }
                case BodyChoice.Spoken(ModelBody body) -> possible.add(body);
                case BodyChoice.NotSpoken(String why) when !why.isEmpty() -> whyNot.add(api.label() + ": " + why);
                case BodyChoice.NotSpoken _ -> {}
            }
        }
        return possible.isEmpty()
                ? new BodyChoice.NotSpoken(String.join("; ", whyNot))
                : new BodyChoice.Spoken(possible.getFirst());
    }

    /// An API that has nothing to do with chat completions does not count, and says nothing.
    private BodyChoice by(ModelApi api, ModelCard model) {
        return switch (api) {
            case OPENAI_CHAT -> passed(model);
            case CONVERSE -> translated(model);
            case INVOKE, ANTHROPIC_MESSAGES, OPENAI_RESPONSES -> new BodyChoice.NotSpoken("");
        };
    }

    private BodyChoice passed(ModelCard model) {
        RefusedMembers rules = ChatRules.of(model, json);
        Optional<String> objection = rules.objection();
        return objection.isPresent()
                ? new BodyChoice.NotSpoken(objection.get())
                : new BodyChoice.Spoken(bodies.computeIfAbsent(rules.without(), _ -> owned.without(rules)));
    }

    private BodyChoice translated(ModelCard model) {
        BodyChoice choice = translated().of(model);
        return choice instanceof BodyChoice.Spoken(ModelBody body)
                        && !model.features().containsAll(body.needs())
                ? new BodyChoice.NotSpoken(model.lacking(body.needs()))
                : choice;
    }

    /// Made once, and only where somebody may be asked so.
    private synchronized ModelBodies translated() {
        if (translated == null) {
            ModelBodies converse = new ChatRequest(json).forConverse().bodies();
            translated = guarded ? converse.guarded() : converse;
        }
        return translated;
    }
}
