package io.breakwater.simulated.bedrock;

import io.breakwater.simulated.bedrock.answer.BodyFormat;
import io.breakwater.simulated.bedrock.answer.ChatFormat;
import io.breakwater.simulated.bedrock.answer.ChunkedChatFormat;
import io.breakwater.simulated.bedrock.answer.ConverseFormat;
import io.breakwater.simulated.bedrock.answer.EmbeddingFormat;
import io.breakwater.simulated.bedrock.answer.MessagesFormat;
import io.breakwater.simulated.bedrock.answer.NovaFormat;
import io.breakwater.simulated.bedrock.answer.PromptFormat;
import io.breakwater.simulated.bedrock.answer.ResponsesFormat;
import io.breakwater.simulated.bedrock.wire.Checked;
import io.breakwater.simulated.bedrock.wire.SentError;

/// Chooses the body format of a call.
final class BodyFormats {

    private static final BodyFormat CONVERSE = new ConverseFormat();
    private static final BodyFormat MESSAGES = MessagesFormat.invoked();
    private static final BodyFormat NATIVE_MESSAGES = MessagesFormat.natively();
    private static final BodyFormat CHAT = new ChatFormat();
    private static final BodyFormat RESPONSES = new ResponsesFormat();
    private static final BodyFormat NOVA = new NovaFormat();
    private static final BodyFormat PROMPT = new PromptFormat();
    private static final BodyFormat CHUNKED_CHAT = new ChunkedChatFormat();
    private static final BodyFormat EMBEDDING = new EmbeddingFormat();

    private BodyFormats() {}

    /// The format of an operation on a model, or a refusal when the model does not offer the operation.
    static Checked<BodyFormat> of(RuntimeOperation operation, String modelId) {
        if (EmbeddingFormat.speaks(modelId) && operation != RuntimeOperation.INVOKE) {
            return Checked.no(SentError.validation(
                    "The model " + modelId + " does not support " + operation.apiName() + ", only InvokeModel."));
        }
        if (operation.isMessages()) {
            return isClaude(modelId) ? Checked.ok(NATIVE_MESSAGES) : Checked.no(unknown(modelId));
        }
        if (operation.isResponses()) {
            return ResponsesFormat.speaks(modelId) ? Checked.ok(RESPONSES) : Checked.no(unknown(modelId));
        }
        if (operation.isVendors()) {
            return ChatFormat.speaks(modelId) ? Checked.ok(CHAT) : Checked.no(unknown(modelId));
        }
        return Checked.ok(operation.invokes() ? ofInvoke(modelId) : CONVERSE);
    }

    private static SentError unknown(String modelId) {
        return SentError.notFound("The model " + modelId + " doesn't exist or doesn't support this API.");
    }

    static BodyFormat ofInvoke(String modelId) {
        if (EmbeddingFormat.speaks(modelId)) {
            return EMBEDDING;
        }
        if (isClaude(modelId)) {
            return MESSAGES;
        }
        if (modelId.startsWith("meta.") || modelId.startsWith("deepseek.r1")) {
            return PROMPT;
        }
        return ChatFormat.speaks(modelId) ? CHUNKED_CHAT : NOVA;
    }

    private static boolean isClaude(String modelId) {
        return modelId.startsWith("anthropic.");
    }

    static BodyFormat converse() {
        return CONVERSE;
    }
}
