package io.breakwater.identity;

import java.util.List;

/// A key store that can be kept: what issues and ends keys writes here. Every method may be repeated.
public interface KeyRegister extends KeyStore {

    /// Every record, as of now.
    List<KeyRecord> all();

    /// Adds the record, or replaces the one of the same key id.
    void put(KeyRecord keyRecord);

    /// Removes the record of a key id; without one nothing happens.
    void delete(String keyId);
}
