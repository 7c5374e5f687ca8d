package io.breakwater.control.tenants;

import io.breakwater.identity.KeyHasher;
import io.breakwater.model.TenantId;
import java.util.Map;

/// What the configuration asks for.
///
/// @param usageIdentifiers for each tenant the value of its API Gateway key
/// @param hasher turns a key into what may be stored of it
public record Desired(Map<TenantId, String> usageIdentifiers, KeyHasher hasher) {
    public Desired {
        usageIdentifiers = Map.copyOf(usageIdentifiers);
    }

    /// The tenants, but not their usage identifiers.
    @Override
    public String toString() {
        return "Desired" + usageIdentifiers.keySet();
    }
}
