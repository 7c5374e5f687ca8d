package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.answer.ConverseDialect;
import io.breakwater.simulated.bedrock.answer.Dialect;
import io.breakwater.simulated.bedrock.answer.EmbeddingDialect;
import io.breakwater.simulated.bedrock.answer.GenericDialect;
import io.breakwater.simulated.bedrock.answer.MessagesDialect;
import io.breakwater.simulated.bedrock.wire.BedrockError;
import io.breakwater.simulated.bedrock.wire.Checked;

/// Chooses the body format of a call.
final class Dialects {

    private static final Dialect CONVERSE = new ConverseDialect();
    private static final Dialect MESSAGES = new MessagesDialect();
    private static final Dialect GENERIC = new GenericDialect();
    private static final Dialect EMBEDDING = new EmbeddingDialect();

    private Dialects() {}

    /// The format of an operation on a model, or a refusal when the model does not offer the operation.
    static Checked<Dialect> of(Operation operation, String modelId) {
        if (EmbeddingDialect.speaks(modelId) && operation != Operation.INVOKE) {
            return Checked.no(BedrockError.validation(
                    "The model " + modelId + " does not support " + operation.apiName() + ", only InvokeModel."));
        }
        return Checked.ok(operation.invokes() ? ofInvoke(modelId) : CONVERSE);
    }

    static Dialect ofInvoke(String modelId) {
        if (EmbeddingDialect.speaks(modelId)) {
            return EMBEDDING;
        }
        return modelId.startsWith("anthropic.") ? MESSAGES : GENERIC;
    }

    static Dialect converse() {
        return CONVERSE;
    }
}
