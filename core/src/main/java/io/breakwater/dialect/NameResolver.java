package io.breakwater.dialect;

import io.breakwater.model.Alias;
import java.util.Optional;

/// Finds the alias that a client means by the name it wrote, as [io.breakwater.model.RouteNames] knows them.
@FunctionalInterface
public interface NameResolver {

    /// Empty if the name is nobody's, and none that an alias could have.
    Optional<Alias> alias(String name);

    /// What is said of a name that leads to no alias.
    default Refusal.ModelNotFound unknown(String name) {
        return ModelNames.notFound(name);
    }
}
