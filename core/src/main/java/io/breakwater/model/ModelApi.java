package io.breakwater.model;

import java.util.Locale;

/// An API of Bedrock's runtime by which a model is called. Each request uses the first API that carries
/// it whole; load is never balanced over APIs, since all APIs of a target share its quota ("Quotas for
/// Amazon Bedrock", runtime rows) and its health.
public enum ModelApi {
    /// One format for all models ("Converse", Amazon Bedrock API Reference).
    CONVERSE,
    /// The model family's own format ("InvokeModel", the same).
    INVOKE,
    /// Anthropic's Messages, `/anthropic/v1/messages` ("Anthropic Messages", Amazon Bedrock User Guide).
    ANTHROPIC_MESSAGES,
    /// OpenAI's Chat Completions, `/openai/v1/chat/completions` ("Chat Completions", Amazon Bedrock User Guide).
    OPENAI_CHAT,
    /// OpenAI's Responses, `/openai/v1/responses` ("Responses", the same).
    OPENAI_RESPONSES;

    /// The operation of this API for a stream or for a whole answer.
    public ModelOperation operation(boolean stream) {
        return switch (this) {
            case CONVERSE -> stream ? ModelOperation.CONVERSE_STREAM : ModelOperation.CONVERSE;
            case INVOKE -> stream ? ModelOperation.INVOKE_WITH_RESPONSE_STREAM : ModelOperation.INVOKE;
            case ANTHROPIC_MESSAGES ->
                stream ? ModelOperation.ANTHROPIC_MESSAGES_STREAM : ModelOperation.ANTHROPIC_MESSAGES;
            case OPENAI_CHAT -> stream ? ModelOperation.OPENAI_CHAT_STREAM : ModelOperation.OPENAI_CHAT;
            case OPENAI_RESPONSES -> stream ? ModelOperation.OPENAI_RESPONSES_STREAM : ModelOperation.OPENAI_RESPONSES;
        };
    }

    /// Whether it is a vendor's API, as the vendor defines it: the body names the model, streams are
    /// server-sent events, and errors have the vendor's shape.
    public boolean isVendors() {
        return this == ANTHROPIC_MESSAGES || isOpenAi();
    }

    /// Whether it is one of OpenAI's.
    public boolean isOpenAi() {
        return switch (this) {
            case OPENAI_CHAT, OPENAI_RESPONSES -> true;
            case CONVERSE, INVOKE, ANTHROPIC_MESSAGES -> false;
        };
    }

    /// The name in plans, such as `converse` or `openai-chat`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
