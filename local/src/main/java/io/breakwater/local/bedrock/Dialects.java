package io.breakwater.local.bedrock;

import io.breakwater.local.bedrock.answer.ConverseDialect;
import io.breakwater.local.bedrock.answer.Dialect;
import io.breakwater.local.bedrock.answer.GenericDialect;
import io.breakwater.local.bedrock.answer.MessagesDialect;

/// Chooses the body format of a call.
final class Dialects {

    private static final Dialect CONVERSE = new ConverseDialect();
    private static final Dialect MESSAGES = new MessagesDialect();
    private static final Dialect GENERIC = new GenericDialect();

    private Dialects() {}

    static Dialect of(Operation operation, String modelId) {
        return operation.invokes() ? ofInvoke(modelId) : CONVERSE;
    }

    static Dialect ofInvoke(String modelId) {
        return modelId.startsWith("anthropic.") ? MESSAGES : GENERIC;
    }

    static Dialect converse() {
        return CONVERSE;
    }
}
