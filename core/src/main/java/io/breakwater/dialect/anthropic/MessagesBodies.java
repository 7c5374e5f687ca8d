package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.model.ModelCard;
import org.jspecify.annotations.Nullable;

/// A Messages request as each model takes it: Claude as the client wrote it, others translated, where that
/// can be.
final class MessagesBodies implements ModelBodies {
    private final ObjectNode json;
    private final MessagesBody messages;
    private @Nullable ModelBodies translated;

    private MessagesBodies(ObjectNode json) {
        this.json = json;
        this.messages = MessagesBody.of(json);
    }

    /// @param json without what the gateway owns
    static ModelBodies of(ObjectNode json) {
        return new MessagesBodies(json);
    }

    @Override
    public BodyChoice of(ModelCard model) {
        return MessagesBody.isSpokenBy(model)
                ? new BodyChoice.Spoken(messages)
                : translated().of(model);
    }

    /// Made once, and only where somebody may be asked so.
    private synchronized ModelBodies translated() {
        if (translated == null) {
            translated = TranslatedRequest.of(json);
        }
        return translated;
    }
}
