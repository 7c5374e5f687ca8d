package io.breakwater.dialect.body;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.model.Feature;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// An InvokeModel body in a model family's own format. Only models of that format are asked; it is
/// never translated.
public final class FamilyBodies implements ModelBodies {
    private final ObjectNode json;
    private final boolean flex;
    private final Map<FamilyLanguage, FamilyBody> bodies = new ConcurrentHashMap<>();

    private FamilyBodies(ObjectNode json, boolean flex) {
        this.json = json;
        this.flex = flex;
    }

    /// Empty if the body is in no known format.
    ///
    /// @param json as the client wrote it; not modified from now on
    /// @param flex whether the service tier `flex` is asked for
    public static Optional<FamilyBodies> of(ObjectNode json, boolean flex) {
        return Stream.of(FamilyLanguage.values()).anyMatch(language -> language.takes(json))
                ? Optional.of(new FamilyBodies(json, flex))
                : Optional.empty();
    }

    @Override
    public BodyChoice of(ModelCard model) {
        Optional<FamilyLanguage> language = FamilyLanguage.of(model.id());
        if (language.isEmpty()) {
            return new BodyChoice.NotSpoken(otherwise(model));
        }
        if (!model.apis().contains(ModelApi.INVOKE)) {
            return new BodyChoice.NotSpoken("the model has no operation "
                    + ModelApi.INVOKE.operation(false).label());
        }
        return language.get().takes(json)
                ? new BodyChoice.Spoken(
                        tiered(bodies.computeIfAbsent(language.get(), own -> FamilyBody.of(own, json)), model))
                : new BodyChoice.NotSpoken("the body is in another family's language; the model takes "
                        + language.get().description());
    }

    private FamilyBody tiered(FamilyBody body, ModelCard model) {
        return flex ? body.flex(model.features().contains(Feature.FLEX)) : body;
    }

    private static String otherwise(ModelCard model) {
        if (model.id().embeds()) {
            return "the model makes embeddings and answers no chats";
        }
        return model.id().isClaude()
                ? "the model takes Anthropic's Messages by InvokeModel, with " + MessagesBody.VERSION
                : "what the model takes by InvokeModel is not known here; call it by Converse";
    }
}
