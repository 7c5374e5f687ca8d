package io.breakwater.identity;

import io.breakwater.model.TenantId;

/// Turns a key into what may be stored of it.
@FunctionalInterface
public interface KeyHasher {
    KeyHash hash(ApiKey key);

    /// The secret under which the ids of what is stored for a tenant are sealed: the same for all of its keys, whenever
    /// it is asked for. Empty where there is none.
    default String sealing(TenantId tenant) {
        return "";
    }
}
