package io.breakwater.control.tenants;

import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import io.breakwater.identity.KeyText;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads the current state, plans, and takes the steps of the plan in order.
public final class TenantProvisioner {
    private final KeyRegister records;
    private final TenantSecrets secrets;
    private final Supplier<ApiKey> newKey;

    /// @param newKey makes a new key
    public TenantProvisioner(KeyRegister records, TenantSecrets secrets, Supplier<ApiKey> newKey) {
        this.records = records;
        this.secrets = secrets;
        this.newKey = newKey;
    }

    /// Gives each configured tenant a key, unless operators do, and ends the keys of all others; a
    /// repetition does nothing.
    ///
    /// @return the steps that were taken, without secrets
    /// @throws ProvisioningException if a step fails, with that step
    public List<String> provision(Desired desired, Instant now) {
        List<KeyRecord> known = records.all();
        Set<TenantId> tenants = tenants(desired.usageIdentifiers().keySet(), known);
        return take(ProvisionPlan.of(desired, new ProvisionedState(keys(read(tenants, desired)), known, now), newKey));
    }

    /// The tenants whose secrets are read. A deploy would not change the secret of a remaining tenant
    /// whose keys operators give out.
    private static Set<TenantId> read(Set<TenantId> all, Desired desired) {
        return all.stream()
                .filter(tenant -> desired.firstKeys().contains(tenant)
                        || !desired.usageIdentifiers().containsKey(tenant))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Removes all secrets and records, including those of former tenants.
    ///
    /// @param configured the tenants of the configuration
    /// @return the steps that were taken
    /// @throws ProvisioningException if a step fails, with that step
    public List<String> remove(Set<TenantId> configured) {
        List<KeyRecord> known = records.all();
        return take(ProvisionPlan.ofNothing(tenants(configured, known), known));
    }

    private static Set<TenantId> tenants(Collection<TenantId> configured, List<KeyRecord> known) {
        return Stream.concat(configured.stream(), known.stream().map(KeyRecord::tenant))
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<TenantId, ApiKey> keys(Set<TenantId> tenants) {
        Map<TenantId, ApiKey> keys = new HashMap<>();
        tenants.forEach(tenant -> read(tenant).map(text -> key(tenant, text)).ifPresent(key -> keys.put(tenant, key)));
        return keys;
    }

    /// Reads a secret; one that is scheduled for deletion can be neither read nor written.
    private Optional<String> read(TenantId tenant) {
        try {
            return secrets.read(tenant);
        } catch (RuntimeException e) {
            throw new ProvisioningException(
                    "could not read the secret of tenant %s: %s; nothing was changed; restore it if it is being deleted, and deploy again"
                            .formatted(tenant, e.getMessage()),
                    e);
        }
    }

    private static ApiKey key(TenantId tenant, String text) {
        return switch (ApiKey.parse(text)) {
            case KeyText.WellFormed(ApiKey key) -> key;
            case KeyText.Malformed(String reason) ->
                throw new ProvisioningException(
                        "the secret of tenant %s holds no API key (%s); delete it without recovery and deploy again"
                                .formatted(tenant, reason));
        };
    }

    private List<String> take(ProvisionPlan plan) {
        plan.actions().forEach(this::take);
        return plan.actions().stream().map(Action::toString).toList();
    }

    private void take(Action action) {
        try {
            switch (action) {
                case Action.PutRecord(KeyRecord wanted) -> put(wanted);
                case Action.KeepSecret(TenantId tenant, ApiKey key) -> secrets.keep(tenant, key);
                case Action.ForgetSecret(TenantId tenant) -> secrets.forget(tenant);
                case Action.DropRecord(String keyId) -> records.delete(keyId);
            }
        } catch (RuntimeException e) {
            throw new ProvisioningException(
                    "could not " + action + ": " + e.getMessage() + "; what was done stays, deploy again to finish", e);
        }
    }

    /// Writes a record. Operators change keys at any time, so changes since the plan was made are kept:
    /// a key that was revoked or got an end does not come back.
    private void put(KeyRecord wanted) {
        boolean written = records.change(
                wanted.tenant(),
                ring -> List.of(ring.find(wanted.keyId())
                        .map(there -> merged(wanted, there))
                        .orElse(wanted)));
        if (!written) {
            throw new IllegalStateException("the tenant's keys are being changed by others");
        }
    }

    private static KeyRecord merged(KeyRecord wanted, KeyRecord there) {
        KeyRecord merged = wanted.with(there.term());
        return wanted.revoked() ? merged.ended() : merged;
    }
}
