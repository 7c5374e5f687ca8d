package io.breakwater.control.tenants;

import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import io.breakwater.identity.KeyText;
import io.breakwater.identity.Keyring;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Tenants with their secrets and the records of their keys. Writes can be made to fail from a given one
/// on.
final class ProvisionedTenants implements KeyRegister {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    private final InMemorySecrets stored = new InMemorySecrets(this::write);
    final Map<TenantId, String> secrets = stored.texts;
    final InMemoryKeyStore records = new InMemoryKeyStore();
    final Pepper pepper = new Pepper("p".repeat(64).getBytes(StandardCharsets.UTF_8));
    int writes;
    int writesLeft = Integer.MAX_VALUE;

    /// What others do once everything has been read.
    Runnable meanwhile = () -> {};

    private final RandomGenerator random = RandomGenerator.of("L64X128MixRandom");

    List<String> provision(String... tenants) {
        return provisioner().provision(desired(pepper, "", tenants), NOW);
    }

    /// Provisions tenants whose keys are issued by operators.
    List<String> provisionForOperators(String... tenants) {
        Desired desired = desired(pepper, "", tenants);
        return provisioner().provision(new Desired(desired.usageIdentifiers(), desired.hasher(), Set.of()), NOW);
    }

    static Desired desired(Pepper pepper, String suffix, String... tenants) {
        return new Desired(
                Stream.of(tenants)
                        .collect(Collectors.toMap(
                                TenantId::new, tenant -> "usage-identifier-of-the-tenant-" + tenant + suffix)),
                pepper);
    }

    TenantProvisioner provisioner() {
        return new TenantProvisioner(this, stored, () -> ApiKey.generate("dev", random));
    }

    String secret(String tenant) {
        return secrets.get(new TenantId(tenant));
    }

    /// The record of the key in the tenant's secret.
    Optional<KeyRecord> recordOf(String text) {
        return ApiKey.parse(text) instanceof KeyText.WellFormed(ApiKey key)
                ? records.find(key.keyId())
                : Optional.empty();
    }

    boolean letsIn(String text) {
        return ApiKey.parse(text) instanceof KeyText.WellFormed(ApiKey key)
                && records.find(key.keyId())
                        .filter(known -> !known.revoked() && pepper.hash(key).matches(known.hash()))
                        .isPresent();
    }

    int secretsRead() {
        return stored.reads;
    }

    private void write() {
        if (writesLeft-- <= 0) {
            throw new IllegalStateException("the region is on fire");
        }
        writes++;
    }

    @Override
    public Optional<KeyRecord> find(String keyId) {
        return records.find(keyId);
    }

    @Override
    public List<KeyRecord> all() {
        List<KeyRecord> found = records.all();
        meanwhile.run();
        return found;
    }

    @Override
    public void put(KeyRecord keyRecord) {
        write();
        records.put(keyRecord);
    }

    @Override
    public void delete(String keyId) {
        write();
        records.delete(keyId);
    }

    @Override
    public Keyring keyring(TenantId tenant) {
        return records.keyring(tenant);
    }

    @Override
    public boolean write(Keyring read, List<KeyRecord> changed) {
        write();
        return records.write(read, changed);
    }
}
