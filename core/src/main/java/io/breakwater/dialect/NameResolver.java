package io.breakwater.dialect;

import io.breakwater.model.Alias;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelId;
import java.util.Optional;

/// Finds the alias that a client means by the name it wrote, by [io.breakwater.model.RouteNames].
@FunctionalInterface
public interface NameResolver {

    /// The alias; empty if no alias has or could have the name.
    Optional<Alias> alias(String name);

    /// Whether a model of the alias is called by this API, so that a request in its format may pass
    /// unchanged.
    default boolean calls(Alias alias, ModelApi api) {
        return false;
    }

    /// The one model of an alias that makes vectors of texts; empty if its models answer in words.
    default Optional<ModelId> embedding(Alias alias) {
        return Optional.empty();
    }

    /// Whether Bedrock may store the responses of the alias.
    default boolean stores(Alias alias) {
        return false;
    }

    /// The ids of the responses stored for the caller's tenant.
    default SealedIds ids() {
        return SealedIds.NONE;
    }

    /// The refusal of a name that leads to no alias.
    default Refusal unknown(String name) {
        return ModelNames.notFound(name);
    }
}
