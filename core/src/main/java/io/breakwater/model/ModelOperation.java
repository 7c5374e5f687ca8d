package io.breakwater.model;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An operation of a model's API that can be called ("Supported models and model features", Amazon Bedrock
/// User Guide). Whole answers and streams are operations of their own.
public enum ModelOperation {
    CONVERSE,
    CONVERSE_STREAM,
    INVOKE,
    INVOKE_WITH_RESPONSE_STREAM,
    ANTHROPIC_MESSAGES,
    ANTHROPIC_MESSAGES_STREAM,
    OPENAI_CHAT,
    OPENAI_CHAT_STREAM,
    OPENAI_RESPONSES,
    OPENAI_RESPONSES_STREAM;

    /// The operations of a model without an entry of its own in the catalogue, in the order of
    /// preference of [ModelCard#apis].
    public static final Set<ModelOperation> USUAL = Collections.unmodifiableSet(EnumSet.of(CONVERSE, CONVERSE_STREAM));

    /// The same of Claude: every model of it also takes Anthropic's Messages by InvokeModel ("Anthropic
    /// Claude Messages API", Amazon Bedrock User Guide).
    private static final Set<ModelOperation> USUAL_OF_CLAUDE =
            Collections.unmodifiableSet(EnumSet.range(CONVERSE, INVOKE_WITH_RESPONSE_STREAM));

    /// The operations of a model without an entry of its own in the catalogue.
    public static Set<ModelOperation> usual(ModelId model) {
        return model.isClaude() ? USUAL_OF_CLAUDE : USUAL;
    }

    /// Whether it answers piece by piece.
    public boolean streams() {
        return switch (this) {
            case CONVERSE, INVOKE, ANTHROPIC_MESSAGES, OPENAI_CHAT, OPENAI_RESPONSES -> false;
            case CONVERSE_STREAM,
                    INVOKE_WITH_RESPONSE_STREAM,
                    ANTHROPIC_MESSAGES_STREAM,
                    OPENAI_CHAT_STREAM,
                    OPENAI_RESPONSES_STREAM -> true;
        };
    }

    /// The API it belongs to.
    public ModelApi api() {
        return switch (this) {
            case CONVERSE, CONVERSE_STREAM -> ModelApi.CONVERSE;
            case INVOKE, INVOKE_WITH_RESPONSE_STREAM -> ModelApi.INVOKE;
            case ANTHROPIC_MESSAGES, ANTHROPIC_MESSAGES_STREAM -> ModelApi.ANTHROPIC_MESSAGES;
            case OPENAI_CHAT, OPENAI_CHAT_STREAM -> ModelApi.OPENAI_CHAT;
            case OPENAI_RESPONSES, OPENAI_RESPONSES_STREAM -> ModelApi.OPENAI_RESPONSES;
        };
    }

    /// The operation of that name in the catalogue.
    public static Optional<ModelOperation> of(String label) {
        return Stream.of(values())
                .filter(operation -> operation.label().equals(label))
                .findFirst();
    }

    /// The name in the catalogue, such as `converse-stream`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
