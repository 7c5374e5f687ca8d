package io.breakwater.dialect;

import io.breakwater.model.Alias;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelId;
import java.util.Optional;

/// Finds the alias that a client means by the name it wrote, as [io.breakwater.model.RouteNames] knows them.
@FunctionalInterface
public interface NameResolver {

    /// Empty if the name is nobody's, and none that an alias could have.
    Optional<Alias> alias(String name);

    /// Whether some model of the alias is called by this API, so that a request in its language may pass as it is.
    default boolean calls(Alias alias, ModelApi api) {
        return false;
    }

    /// The one model of an alias that makes vectors of texts; empty if its models answer in words.
    default Optional<ModelId> embedding(Alias alias) {
        return Optional.empty();
    }

    /// Whether responses to requests for the alias may be stored by Bedrock.
    default boolean stores(Alias alias) {
        return false;
    }

    /// The ids of what is stored for the caller's tenant.
    default SealedIds ids() {
        return SealedIds.NONE;
    }

    /// The refusal of a name that leads to no alias.
    default Refusal unknown(String name) {
        return ModelNames.notFound(name);
    }
}
