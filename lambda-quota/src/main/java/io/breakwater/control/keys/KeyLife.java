package io.breakwater.control.keys;

import io.breakwater.control.tenants.TenantSecrets;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyChange;
import io.breakwater.identity.KeyChange.Why;
import io.breakwater.identity.KeyHasher;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.Keyring;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Issues, rotates and revokes keys, correctly even if two operators do so at once.
///
/// Only hashes are stored. The text of a new key is in the outcome. If the key replaces the one in the
/// tenant's secret, the text is in that secret as well, so that the tenant still finds its key there.
public final class KeyLife {
    private final Parts parts;

    /// The parts it works with.
    ///
    /// @param newKey makes a new key
    /// @param firstUsage the value of the API Gateway key for tenants without their own; empty if a
    /// deploy gives out first keys
    public record Parts(
            KeyRegister register,
            KeyHasher hasher,
            Supplier<ApiKey> newKey,
            TenantSecrets secrets,
            Function<TenantId, Optional<String>> firstUsage) {}

    /// A requested key.
    ///
    /// @param notAfter when it expires, if it does
    public record Wish(KeyScope scope, Optional<Instant> notAfter) {}

    public KeyLife(Parts parts) {
        this.parts = parts;
    }

    /// All keys that the tenant ever had, as far as their records are kept.
    public List<KeyRecord> list(TenantId tenant) {
        return parts.register().keyring(tenant).records();
    }

    /// Makes a further key for the tenant.
    public KeyOutcome issue(TenantId tenant, Wish wish, Instant now) {
        ApiKey key = parts.newKey().get();
        return carryOut(
                tenant,
                ring -> planned(ring, key, wish, now, fresh -> ring.issue(fresh, now)),
                (_, written) -> new KeyOutcome.Issued(key, written.getLast(), Optional.empty(), Optional.empty()));
    }

    /// Makes a key of the same scope as an old one, which ends after the grace.
    public KeyOutcome rotate(TenantId tenant, String keyId, Duration grace, Instant now) {
        ApiKey key = parts.newKey().get();
        Wish wish = new Wish(KeyScope.WHOLE, Optional.empty());
        return carryOut(
                tenant,
                ring -> planned(ring, key, wish, now, fresh -> ring.rotate(keyId, fresh, grace, now)),
                (ring, written) -> new KeyOutcome.Issued(
                        key, written.getLast(), ring.find(keyId), replaceSecret(ring, keyId, key)));
    }

    /// Ends a key with the next call that presents it. A revoked key stays unchanged.
    public KeyOutcome revoke(TenantId tenant, String keyId) {
        return carryOut(tenant, ring -> ring.revoke(keyId), (ring, written) -> {
            KeyRecord before = ring.find(keyId).orElseThrow();
            return new KeyOutcome.Revoked(before, written.isEmpty() ? before : written.getFirst());
        });
    }

    /// Ends every key that the tenant has.
    ///
    /// @throws IllegalStateException if others keep changing one of them
    public void endAll(TenantId tenant) {
        list(tenant).stream().filter(known -> !known.revoked()).forEach(known -> {
            if (revoke(tenant, known.keyId()) instanceof KeyOutcome.Refused(var _, String message)) {
                throw new IllegalStateException(message);
            }
        });
    }

    private interface Ending {
        KeyOutcome of(Keyring before, List<KeyRecord> written);
    }

    private KeyOutcome carryOut(TenantId tenant, Function<Keyring, KeyChange> plan, Ending ending) {
        for (int attempt = 0; attempt < KeyRegister.TRIES; attempt++) {
            Keyring ring = parts.register().keyring(tenant);
            switch (plan.apply(ring)) {
                case KeyChange.Refused(Why why, String message) -> {
                    return new KeyOutcome.Refused(why, message);
                }
                case KeyChange.Write(List<KeyRecord> records) -> {
                    if (records.isEmpty() || parts.register().write(ring, records)) {
                        return ending.of(ring, records);
                    }
                }
            }
        }
        return new KeyOutcome.Refused(
                Why.BUSY, "the keys of tenant " + tenant + " are being changed by others; try again");
    }

    /// The planned change; the new key counts on the same API Gateway key as the tenant's other keys.
    private KeyChange planned(Keyring ring, ApiKey key, Wish wish, Instant now, Function<KeyRecord, KeyChange> rule) {
        return ring.usageIdentifier()
                .or(() -> parts.firstUsage().apply(ring.tenant()))
                .map(usage -> rule.apply(new KeyRecord(
                        key.keyId(),
                        parts.hasher().hash(key),
                        ring.tenant(),
                        wish.scope(),
                        KeyTerm.from(now, wish.notAfter()),
                        usage)))
                .orElseGet(() -> new KeyChange.Refused(
                        Why.NOT_PROVISIONED,
                        "tenant %s has no key yet; deploy the environment, which gives it its first"
                                .formatted(ring.tenant())));
    }

    /// Replaces the secret. The records are written by now, and the new key is in the outcome, so a
    /// failure here is returned, not thrown.
    private Optional<String> replaceSecret(Keyring before, String keyId, ApiKey key) {
        try {
            if (parts.secrets()
                    .read(before.tenant())
                    .filter(text -> goesWith(before, keyId, text))
                    .isPresent()) {
                parts.secrets().keep(before.tenant(), key);
            }
            return Optional.empty();
        } catch (RuntimeException unreachable) {
            return Optional.of(
                    "the new key works, but the tenant's secret still holds an older one: %s; to put a key there, rotate %s with a grace of 0s"
                            .formatted(unreachable.getMessage(), key.keyId()));
        }
    }

    /// Whether the secret holds the key that is rotated, or one of the same scope that a rotation has ended
    /// already without reaching the secret.
    private static boolean goesWith(Keyring before, String keyId, String text) {
        Optional<KeyRecord> kept = before.records().stream()
                .filter(known -> text.contains("_" + known.keyId() + "_"))
                .findFirst();
        Optional<KeyScope> scope = before.find(keyId).map(KeyRecord::scope);
        return kept.filter(known ->
                        known.keyId().equals(keyId) || (ends(known) && scope.equals(Optional.of(known.scope()))))
                .isPresent();
    }

    private static boolean ends(KeyRecord known) {
        return known.revoked() || known.notAfter().isPresent();
    }
}
