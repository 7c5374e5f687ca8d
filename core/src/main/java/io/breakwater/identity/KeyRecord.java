package io.breakwater.identity;

import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/// The stored record of one key. A tenant may have two live keys, so that a new one can be rolled out
/// before the old one ends.
///
/// @param usageIdentifierKey the value of the tenant's API Gateway key, which chooses its usage plan; never
/// handed out
public record KeyRecord(
        String keyId, KeyHash hash, TenantId tenant, KeyScope scope, KeyTerm term, String usageIdentifierKey) {

    /// @throws IllegalArgumentException if the usage identifier is not of 20 to 128 characters, as API
    /// Gateway demands
    public KeyRecord {
        if (usageIdentifierKey.length() < 20 || usageIdentifierKey.length() > 128) {
            throw new IllegalArgumentException("the usage identifier of key %s must have 20 to 128 characters, got %d"
                    .formatted(keyId, usageIdentifierKey.length()));
        }
    }

    /// The instant from which the key is refused.
    public Optional<Instant> notAfter() {
        return term.notAfter();
    }

    public boolean revoked() {
        return term.revoked();
    }

    /// Neither revoked nor expired.
    public boolean live(Instant now) {
        return term.live(now);
    }

    /// The record, revoked: for good, since nothing takes that back.
    public KeyRecord ended() {
        return with(term.ended());
    }

    public KeyRecord with(KeyTerm other) {
        return new KeyRecord(keyId, hash, tenant, scope, other, usageIdentifierKey);
    }

    /// The same key, counted on another API Gateway key.
    public KeyRecord countedOn(String otherUsageIdentifierKey) {
        return new KeyRecord(keyId, hash, tenant, scope, term, otherUsageIdentifierKey);
    }

    KeyRecord with(KeyScope other) {
        return new KeyRecord(keyId, hash, tenant, other, term, usageIdentifierKey);
    }

    /// Neither hash nor usage identifier.
    @Override
    public String toString() {
        return "KeyRecord[%s of %s, %s, %s]".formatted(keyId, tenant, scope, term);
    }
}
