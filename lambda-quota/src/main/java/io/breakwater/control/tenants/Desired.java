package io.breakwater.control.tenants;

import io.breakwater.identity.KeyHasher;
import io.breakwater.model.TenantId;
import java.util.Map;
import java.util.Set;

/// The state that the configuration and the operators ask for.
///
/// @param usageIdentifiers for each tenant the value of the API Gateway key that counts it
/// @param hasher turns a key into the hash that may be stored
/// @param firstKeys the tenants that get a first key; operators give keys to the others
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
