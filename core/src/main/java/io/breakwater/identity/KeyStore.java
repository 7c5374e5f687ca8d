package io.breakwater.identity;

import java.util.Optional;

/// Where the records of keys live.
@FunctionalInterface
public interface KeyStore {

    /// The record of a key id, if there is one. A store that cannot be reached throws, so that no call
    /// passes unchecked.
    Optional<KeyRecord> find(String keyId);
}
