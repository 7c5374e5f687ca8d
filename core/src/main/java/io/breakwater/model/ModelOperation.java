package io.breakwater.model;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/// An operation of a model's API that can be called ("Supported models and model features", Amazon Bedrock User
/// Guide). Whole answers and streams are operations of their own.
public enum ModelOperation {
    CONVERSE,
    CONVERSE_STREAM;

    /// What a model has of which the catalogue says nothing else.
    public static final Set<ModelOperation> USUAL = Set.copyOf(EnumSet.allOf(ModelOperation.class));

    /// Whether it answers piece by piece.
    public boolean streams() {
        return switch (this) {
            case CONVERSE -> false;
            case CONVERSE_STREAM -> true;
        };
    }

    /// The name in the catalogue, such as `converse-stream`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
