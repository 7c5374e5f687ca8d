package io.breakwater.model;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// An operation of a model's API that can be called ("Supported models and model features", Amazon Bedrock
/// User Guide). Whole answers and streams are operations of their own.
public enum ModelOperation {
    CONVERSE,
    CONVERSE_STREAM,
    INVOKE,
    INVOKE_WITH_RESPONSE_STREAM;

    /// What a model has of which the catalogue says nothing else.
    public static final Set<ModelOperation> USUAL = Set.copyOf(EnumSet.of(CONVERSE, CONVERSE_STREAM));

    /// The same of Claude: every model of it also takes Anthropic's Messages by InvokeModel ("Anthropic
    /// Claude Messages API", Amazon Bedrock User Guide).
    private static final Set<ModelOperation> USUAL_OF_CLAUDE = Set.of(values());

    /// What a model has of which the catalogue says nothing else.
    public static Set<ModelOperation> usual(ModelId model) {
        return model.isClaude() ? USUAL_OF_CLAUDE : USUAL;
    }

    /// Whether it answers piece by piece.
    public boolean streams() {
        return switch (this) {
            case CONVERSE, INVOKE -> false;
            case CONVERSE_STREAM, INVOKE_WITH_RESPONSE_STREAM -> true;
        };
    }

    /// The API it belongs to.
    public ModelApi api() {
        return switch (this) {
            case CONVERSE, CONVERSE_STREAM -> ModelApi.CONVERSE;
            case INVOKE, INVOKE_WITH_RESPONSE_STREAM -> ModelApi.INVOKE;
        };
    }

    /// The name in the catalogue, such as `converse-stream`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
