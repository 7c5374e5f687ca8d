package io.breakwater.control.tenants;

import io.breakwater.identity.KeyHasher;
import io.breakwater.model.TenantId;
import java.util.Map;
import java.util.Set;

/// What the configuration and the operators ask for.
///
/// @param usageIdentifiers for each tenant the value of the API Gateway key on which it is counted
/// @param hasher turns a key into what may be stored of it
/// @param firstKeys the tenants that are given a first key; operators give theirs to the others
public record Desired(Map<TenantId, String> usageIdentifiers, KeyHasher hasher, Set<TenantId> firstKeys) {
    public Desired {
        usageIdentifiers = Map.copyOf(usageIdentifiers);
        firstKeys = Set.copyOf(firstKeys);
    }

    /// Every tenant is given its first key.
    public Desired(Map<TenantId, String> usageIdentifiers, KeyHasher hasher) {
        this(usageIdentifiers, hasher, usageIdentifiers.keySet());
    }

    /// The tenants, but not their usage identifiers.
    @Override
    public String toString() {
        return "Desired" + usageIdentifiers.keySet();
    }
}
