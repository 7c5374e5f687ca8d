package io.breakwater.router;

import io.breakwater.dialect.ModelNames;
import io.breakwater.dialect.NameResolver;
import io.breakwater.dialect.Refusal;
import io.breakwater.dialect.SealedIds;
import io.breakwater.model.Alias;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelId;
import io.breakwater.model.RouteNames;
import java.util.Optional;
import java.util.Set;

/// The names that one caller may ask for models by.
///
/// @param ofKey the aliases that its key is for
/// @param ofTenant the aliases of its tenant: a caller that is refused one of them is told that the key
/// forbids it
/// @param ids the ids of its tenant's stored responses
record CallersNames(RouteNames names, Set<Alias> ofKey, Set<Alias> ofTenant, SealedIds ids) implements NameResolver {

    @Override
    public Optional<Alias> alias(String name) {
        return names.alias(name, ofKey::contains).or(() -> names.alias(name, ofTenant::contains));
    }

    @Override
    public boolean calls(Alias alias, ModelApi api) {
        return names.calls(alias, api);
    }

    @Override
    public Optional<ModelId> embedding(Alias alias) {
        return names.embedding(alias);
    }

    @Override
    public boolean stores(Alias alias) {
        return names.stores(alias);
    }

    @Override
    public Refusal unknown(String name) {
        return ModelNames.notFound(name, names.names(ofKey::contains));
    }
}
