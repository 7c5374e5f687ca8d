package io.breakwater.dialect;

import io.breakwater.model.Alias;
import java.util.Optional;

/// The model names that clients write.
public final class ModelNames {

    private ModelNames() {}

    /// The alias of this very name; empty if the name has another form, as Bedrock's ids with `:` and ARNs have.
    public static Optional<Alias> alias(String name) {
        try {
            return Optional.of(new Alias(name));
        } catch (IllegalArgumentException anotherForm) {
            return Optional.empty();
        }
    }

    /// The one answer for a name that is malformed, unknown or not allowed; it does not repeat the name.
    public static Refusal.ModelNotFound notFound() {
        return new Refusal.ModelNotFound(
                "the model does not exist or you may not use it; GET /v1/models lists the names you may use");
    }

    /// The answer for a model of the tenant that the key is not for.
    public static Refusal.ModelNotAllowed notForThisKey() {
        return new Refusal.ModelNotAllowed(
                "this model is not allowed for this API key; use another key, or a model that GET /v1/models lists");
    }
}
