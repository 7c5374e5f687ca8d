package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ChatBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.dialect.body.TranslatedBodies;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A chat completion in the form for each model: as the client wrote it if the model has OpenAI's own
/// API and takes it whole there; else translated, for Responses or Converse.
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

    /// Guardrails check chat completions that pass unchanged; for translated ones the translation
    /// decides.
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
        return TranslatedBodies.first(model, apis(model), this::by);
    }

    @Override
    public Map<ModelApi, String> passedOver(ModelCard model) {
        return TranslatedBodies.passedOver(model, apis(model), this::by);
    }

    /// The model's APIs that can carry a chat completion; not Responses where a guardrail checks, since
    /// AWS's pages disagree on whether Responses apply it.
    private List<ModelApi> apis(ModelCard model) {
        return model.apis().stream()
                .filter(api -> switch (api) {
                    case OPENAI_CHAT, CONVERSE -> true;
                    case OPENAI_RESPONSES -> !guarded;
                    case INVOKE, ANTHROPIC_MESSAGES -> false;
                })
                .toList();
    }

    private BodyChoice by(ModelCard there) {
        return there.apis().contains(ModelApi.OPENAI_CHAT)
                ? passed(there)
                : translated().of(there);
    }

    private BodyChoice passed(ModelCard model) {
        RefusedMembers rules = ChatRules.of(model, json);
        return rules.objection()
                .<BodyChoice>map(objection -> objection)
                .orElseGet(() ->
                        new BodyChoice.Spoken(bodies.computeIfAbsent(rules.without(), _ -> owned.without(rules))));
    }

    /// The translation, made once and only if a model may need it.
    private synchronized ModelBodies translated() {
        if (translated == null) {
            ModelBodies converse = new ChatRequest(json).forConverse().bodies();
            translated = guarded ? converse.guarded() : converse;
        }
        return translated;
    }
}
