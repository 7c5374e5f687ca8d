package io.breakwater.dialect;

import io.breakwater.model.Alias;
import io.breakwater.surface.NearestText;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// The model names that clients write.
public final class ModelNames {

    private ModelNames() {}

    /// The alias with exactly this name; empty if the name cannot be an alias, as Bedrock's ids with
    /// `:` and ARNs cannot.
    public static Optional<Alias> alias(String name) {
        try {
            return Optional.of(new Alias(name));
        } catch (IllegalArgumentException anotherForm) {
            return Optional.empty();
        }
    }

    /// The refusal of a name that is malformed, unknown or not allowed; it does not tell which.
    ///
    /// @param asked the name as the client wrote it
    public static Refusal notFound(String asked) {
        return notFound(asked, List.of());
    }

    /// The same, which also names the nearest of the names that the caller may use.
    public static Refusal notFound(String asked, Collection<String> mayUse) {
        String instead = NearestText.to(asked, mayUse)
                .map(nearest -> "; the nearest name you may use is " + Refusal.quoted(nearest))
                .orElse("");
        return Refusal.modelNotFound(
                "the model %s does not exist or you may not use it%s; GET /v1/models lists the names you may use"
                        .formatted(Refusal.quoted(asked), instead));
    }

    /// The refusal of a model that the tenant may use but not with this key.
    public static Refusal notForThisKey() {
        return Refusal.modelNotAllowed(
                "this model is not allowed for this API key; use another key, or a model that GET /v1/models lists");
    }
}
