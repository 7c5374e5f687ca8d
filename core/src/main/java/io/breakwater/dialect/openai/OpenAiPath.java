package io.breakwater.dialect.openai;

import io.breakwater.surface.ApiOperation;
import java.util.Optional;

/// What a path says of a request.
///
/// @param asked which API it is
/// @param deployment the model, as Azure's paths have it; whatever the body says of it does not count
record OpenAiPath(Asked asked, Optional<String> deployment) {
    private static final OpenAiPath CHAT = new OpenAiPath(Asked.CHAT, Optional.empty());

    /// An API of OpenAI.
    enum Asked {
        CHAT,
        /// A completion of one text, the API before conversations.
        COMPLETION,
        EMBEDDINGS
    }

    static OpenAiPath of(String path) {
        return ApiOperation.at(path).map(operation -> of(operation, path)).orElse(CHAT);
    }

    private static OpenAiPath of(ApiOperation operation, String path) {
        return switch (operation) {
            case CREATE_COMPLETION -> new OpenAiPath(Asked.COMPLETION, Optional.empty());
            case CREATE_DEPLOYMENT_COMPLETION ->
                new OpenAiPath(Asked.COMPLETION, Optional.of(operation.variable(path)));
            case CREATE_DEPLOYMENT_CHAT_COMPLETION -> new OpenAiPath(Asked.CHAT, Optional.of(operation.variable(path)));
            case CREATE_EMBEDDING -> new OpenAiPath(Asked.EMBEDDINGS, Optional.empty());
            case CREATE_DEPLOYMENT_EMBEDDING -> new OpenAiPath(Asked.EMBEDDINGS, Optional.of(operation.variable(path)));
            case HEALTH,
                    CREATE_CHAT_COMPLETION,
                    CREATE_RESPONSE,
                    CREATE_MESSAGE,
                    COUNT_MESSAGE_TOKENS,
                    HELLO,
                    LIST_MODELS,
                    GET_MODEL,
                    PLAN,
                    GET_USAGE,
                    CONVERSE,
                    CONVERSE_STREAM,
                    INVOKE,
                    INVOKE_STREAM,
                    COUNT_TOKENS,
                    LIST_INFERENCE_PROFILES,
                    GET_INFERENCE_PROFILE -> CHAT;
        };
    }
}
