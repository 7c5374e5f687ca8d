package io.breakwater.identity;

import io.breakwater.model.TenantId;
import java.util.List;
import java.util.function.Function;

/// A key store that can be written: commands that issue and end keys use it. Every method may be
/// repeated.
public interface KeyRegister extends KeyStore {
    /// How many times a change is tried if others change the keyring first.
    int TRIES = 5;

    /// Every record, as of now.
    List<KeyRecord> all();

    /// Adds the record, or replaces the one of the same key id. A revoked key stays revoked: writing a
    /// record that was read before the revocation MUST NOT bring the key back.
    void put(KeyRecord keyRecord);

    /// Removes the record of a key id; without one nothing happens.
    void delete(String keyId);

    /// The tenant's records, with the version that the next write must be based on.
    Keyring keyring(TenantId tenant);

    /// Writes these records of the keyring's tenant, all or none.
    ///
    /// @return false, and nothing is written, if the keyring was changed by [#write] since it was read
    boolean write(Keyring read, List<KeyRecord> changed);

    /// Changes the tenant's records as they are now; others may change them at any time.
    ///
    /// @param change returns the changed records; called again if others have changed the keyring
    /// @return false, and nothing is written, if others changed them each time
    default boolean change(TenantId tenant, Function<Keyring, List<KeyRecord>> change) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Keyring ring = keyring(tenant);
            if (write(ring, change.apply(ring))) {
                return true;
            }
        }
        return false;
    }
}
