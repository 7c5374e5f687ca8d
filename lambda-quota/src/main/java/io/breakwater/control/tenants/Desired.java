package io.breakwater.control.tenants;

import io.breakwater.identity.KeyHasher;
import io.breakwater.model.TenantId;
import io.breakwater.settings.FirstKeys;
import java.util.Map;

/// What the configuration asks for.
///
/// @param usageIdentifiers for each tenant the value of its API Gateway key
/// @param hasher turns a key into what may be stored of it
/// @param firstKeys whether tenants are given keys at all
public record Desired(Map<TenantId, String> usageIdentifiers, KeyHasher hasher, FirstKeys firstKeys) {
    public Desired {
        usageIdentifiers = Map.copyOf(usageIdentifiers);
    }

    /// Every tenant is given its first key.
    public Desired(Map<TenantId, String> usageIdentifiers, KeyHasher hasher) {
        this(usageIdentifiers, hasher, FirstKeys.SECRET);
    }

    /// The tenants, but not their usage identifiers.
    @Override
    public String toString() {
        return "Desired" + usageIdentifiers.keySet();
    }
}
