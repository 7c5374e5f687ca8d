package io.breakwater.dialect.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.dialect.body.BodyChoice;
import io.breakwater.dialect.body.ConverseBody;
import io.breakwater.dialect.body.ModelBodies;
import io.breakwater.model.ModelCard;

/// A chat completion as each model takes it: with all that the client asked for, of which each model gets what it has.
/// Claude alone gets back what it thought before its calls.
final class ChatBodies implements ModelBodies {

    private final ConverseBody claude;
    private final ConverseBody other;

    private ChatBodies(ObjectNode converse) {
        this.claude = ConverseBody.of(converse);
        this.other = ConverseBody.of(ThinkingBlocks.without(converse));
    }

    /// @param converse with cache points for all marks of the client
    /// @param singleCall whether the model shall call one tool at a time
    static ModelBodies of(ObjectNode converse, boolean singleCall) {
        ObjectNode told = singleCall ? SingleCall.askedOfClaude(converse).orElse(converse) : converse;
        return ThinkingBlocks.isIn(converse) ? new ChatBodies(told) : ConverseBody.of(told);
    }

    @Override
    public BodyChoice of(ModelCard model) {
        return (model.id().isClaude() ? claude : other).of(model);
    }
}
