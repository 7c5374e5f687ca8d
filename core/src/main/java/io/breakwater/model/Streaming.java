package io.breakwater.model;

import java.util.Set;

/// What a model can send piece by piece.
public enum Streaming {
    /// Every answer.
    ALL,
    /// Answers without tools; Bedrock refuses a stream with tools ("Supported models and model
    /// features", column "Streaming tool use", Amazon Bedrock User Guide).
    TEXT,
    /// Nothing.
    NONE;

    /// Whether a request that needs this may be answered piece by piece.
    public boolean carries(Set<Feature> needs) {
        return switch (this) {
            case ALL -> true;
            case TEXT -> !needs.contains(Feature.TOOLS);
            case NONE -> false;
        };
    }
}
