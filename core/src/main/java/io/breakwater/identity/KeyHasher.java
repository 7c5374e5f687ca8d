package io.breakwater.identity;

import io.breakwater.model.TenantId;

/// Turns a key into the hash that may be stored.
@FunctionalInterface
public interface KeyHasher {
    KeyHash hash(ApiKey key);

    /// The secret that seals the ids of a tenant's stored responses: always the same, for all of its
    /// keys. Empty if there is none.
    default String sealing(TenantId tenant) {
        return "";
    }
}
