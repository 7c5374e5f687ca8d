package io.breakwater.local.run;

import io.breakwater.control.tenants.TenantSecrets;
import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import io.breakwater.identity.KeyScope;
import io.breakwater.identity.KeyTerm;
import io.breakwater.identity.KeyText;
import io.breakwater.identity.Pepper;
import io.breakwater.model.TenantId;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// One key per tenant, made at the first start; with a data folder the same keys come back at the next
/// start. Further issued keys live as long as the store has their records; a rotated key is replaced in
/// the folder, a revoked one is removed from it.
///
/// @param keys the key texts, which are shown to the person who started the run
/// @param store the records that the authorizer reads
/// @param usageIdentifiers the internal API Gateway key of each tenant
/// @param file the file in which the keys outlive the run
record LocalKeys(
        Map<TenantId, String> keys,
        Pepper pepper,
        KeyRegister store,
        Map<TenantId, String> usageIdentifiers,
        Optional<Path> file)
        implements TenantSecrets {
    /// The usage identifier of tenants that are applied during the run.
    static final String SHARED_USAGE = "usage-plan-shared-by-tenants-without-their-own";

    private static final int PEPPER_BYTES = 32;

    /// @param store takes the records; it may know those of the folder's keys from another run
    /// @throws IOException if the folder cannot be read or written
    static LocalKeys of(Settings settings, KeyRegister store, Optional<Path> data) throws IOException {
        SecureRandom random = new SecureRandom();
        Optional<Path> file = data.map(folder -> folder.resolve("keys.json"));
        Map<String, String> known = file.isPresent() ? KeysJson.read(file.get()) : Map.of();
        Map<TenantId, String> keys = new TreeMap<>();
        settings.topology()
                .tenants()
                .keySet()
                .forEach(tenant -> keys.put(tenant, key(settings, known.get(tenant.value()), store, random)));
        if (file.isPresent()) {
            KeysJson.write(file.get(), keys);
        }
        return hashed(settings, new ConcurrentSkipListMap<>(keys), store, pepper(data, random), file);
    }

    private static String key(Settings settings, @Nullable String before, KeyRegister store, SecureRandom random) {
        return before != null
                        && ApiKey.parse(before) instanceof KeyText.WellFormed(ApiKey key)
                        && store.find(key.keyId()).filter(KeyRecord::revoked).isEmpty()
                ? before
                : ApiKey.generate(settings.environment(), random).text();
    }

    /// Kept beside the keys, so that all runs of a folder can check the records of each other.
    private static Pepper pepper(Optional<Path> data, SecureRandom random) throws IOException {
        byte[] secret = new byte[PEPPER_BYTES];
        random.nextBytes(secret);
        if (data.isPresent()) {
            Path kept = data.get().resolve("pepper");
            if (Files.exists(kept)) {
                return kept(kept);
            }
            PrivateFile.write(kept, secret);
        }
        return new Pepper(secret);
    }

    private static Pepper kept(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) < PEPPER_BYTES) {
            throw new IOException(
                    "The file %s, by which keys are checked, is not a plain file of at least %d bytes; restore it, or move"
                                    .formatted(file, PEPPER_BYTES)
                            + " it and keys.json away, and new ones are made");
        }
        return new Pepper(Files.readAllBytes(file));
    }

    private static LocalKeys hashed(
            Settings settings, Map<TenantId, String> keys, KeyRegister store, Pepper pepper, Optional<Path> file) {
        Map<TenantId, String> identifiers = new HashMap<>();
        keys.forEach((tenant, text) -> {
            String identifier = "usage-plan-of-" + settings.environment() + "-" + tenant;
            identifiers.put(tenant, identifier);
            if (ApiKey.parse(text) instanceof KeyText.WellFormed(ApiKey key)
                    && store.find(key.keyId()).isEmpty()) {
                store.put(
                        new KeyRecord(key.keyId(), pepper.hash(key), tenant, KeyScope.WHOLE, KeyTerm.OPEN, identifier));
            }
        });
        return new LocalKeys(keys, pepper, store, identifiers, file);
    }

    @Override
    public Optional<String> read(TenantId tenant) {
        return Optional.ofNullable(keys.get(tenant));
    }

    @Override
    public void keep(TenantId tenant, ApiKey key) {
        keys.put(tenant, key.text());
    }

    @Override
    public void forget(TenantId tenant) {
        keys.remove(tenant);
    }

    /// Writes the keys that have not been revoked into the data folder, if there is one.
    ///
    /// @throws UncheckedIOException if the file cannot be written
    synchronized void save() {
        Map<TenantId, String> good = new TreeMap<>();
        keys.forEach((tenant, text) -> {
            if (isGood(text)) {
                good.put(tenant, text);
            }
        });
        try {
            if (file.isPresent()) {
                KeysJson.write(file.get(), good);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write the keys to " + file.get() + ": " + e.getMessage(), e);
        }
    }

    private boolean isGood(String text) {
        return ApiKey.parse(text) instanceof KeyText.WellFormed(ApiKey key)
                && store.find(key.keyId()).filter(known -> !known.revoked()).isPresent();
    }
}
