package io.breakwater.control.keys;

import io.breakwater.identity.ApiKey;
import io.breakwater.identity.KeyChange;
import io.breakwater.identity.KeyRecord;
import java.util.Optional;

/// The outcome of an operator's request for keys.
public sealed interface KeyOutcome {

    /// There is a new key; its text is shown here and nowhere else.
    ///
    /// @param before the record of the key that it replaces
    /// @param warning what did not work, and what to do
    record Issued(ApiKey key, KeyRecord known, Optional<KeyRecord> before, Optional<String> warning)
            implements KeyOutcome {}

    /// The key is revoked.
    record Revoked(KeyRecord before, KeyRecord known) implements KeyOutcome {}

    /// Nothing has changed.
    record Refused(KeyChange.Why why, String message) implements KeyOutcome {}
}
