package io.breakwater.identity;

import io.breakwater.model.TenantId;
import java.util.List;
import java.util.function.Function;

/// A key store that can be kept: what issues and ends keys writes here. Every method may be repeated.
public interface KeyRegister extends KeyStore {
    /// How often a change is tried that comes after somebody else's.
    int TRIES = 5;

    /// Every record, as of now.
    List<KeyRecord> all();

    /// Adds the record, or replaces the one of the same key id. A revoked one stays revoked: whoever writes what it
    /// has read before MUST NOT bring the key back.
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
    /// @param change what becomes of which records; asked again after a change of somebody else's
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
