package io.breakwater.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.MessagesBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;

/// A Messages request as each model takes it: Claude as the client wrote it.
final class MessagesBodies implements ModelBodies {
    private final MessagesBody messages;

    private MessagesBodies(MessagesBody messages) {
        this.messages = messages;
    }

    /// @param json without what the gateway owns
    static ModelBodies of(ObjectNode json) {
        return new MessagesBodies(MessagesBody.of(json));
    }

    @Override
    public BodyChoice of(ModelCard model) {
        return MessagesBody.isSpokenBy(model)
                ? new BodyChoice.Spoken(messages)
                : new BodyChoice.NotSpoken("the model does not take Anthropic's Messages by its API "
                        + ModelApi.INVOKE.label());
    }
}
