package io.breakwater.identity;

import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/// What is stored of one key. A tenant may have two live ones, so that a new one can be rolled out before the
/// old ends.
///
/// @param notAfter the instant from which the key is refused
/// @param usageIdentifierKey the value of the tenant's API Gateway key, which chooses its usage plan; never
/// handed out
public record KeyRecord(
        String keyId,
        KeyHash hash,
        TenantId tenant,
        Optional<Instant> notAfter,
        boolean revoked,
        String usageIdentifierKey) {

    /// @throws IllegalArgumentException if the usage identifier is not of 20 to 128 characters, as API
    /// Gateway demands
    public KeyRecord {
        if (usageIdentifierKey.length() < 20 || usageIdentifierKey.length() > 128) {
            throw new IllegalArgumentException("the usage identifier of key %s must have 20 to 128 characters, got %d"
                    .formatted(keyId, usageIdentifierKey.length()));
        }
    }

    boolean expired(Instant now) {
        return notAfter.filter(end -> !now.isBefore(end)).isPresent();
    }
}
