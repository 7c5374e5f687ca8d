package io.breakwater.model;

import java.util.Locale;

/// An API of Bedrock's runtime by which a model is called: the door of a target. It is chosen for each
/// request by what carries it whole, and never balanced: all APIs of a target draw on its one quota ("Quotas
/// for Amazon Bedrock", runtime rows) and have its one health.
public enum ModelApi {
    /// One language for all models ("Converse", Amazon Bedrock API Reference).
    CONVERSE,
    /// A family's own language ("InvokeModel", the same).
    INVOKE;

    /// The operation that answers whole or piece by piece.
    public ModelOperation operation(boolean stream) {
        return switch (this) {
            case CONVERSE -> stream ? ModelOperation.CONVERSE_STREAM : ModelOperation.CONVERSE;
            case INVOKE -> stream ? ModelOperation.INVOKE_WITH_RESPONSE_STREAM : ModelOperation.INVOKE;
        };
    }

    /// The name in plans, such as `converse`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
