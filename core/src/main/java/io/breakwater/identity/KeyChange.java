package io.breakwater.identity;

import java.util.List;

/// What a wish to change a tenant's keys comes to.
public sealed interface KeyChange {

    /// These records are to be written, all or none. Without any there is nothing left to do.
    record Write(List<KeyRecord> records) implements KeyChange {
        public Write {
            records = List.copyOf(records);
        }
    }

    /// The wish is against the rules.
    ///
    /// @param message for the operator: what is wrong and what to do
    record Refused(Why why, String message) implements KeyChange {}

    /// The rule that stands against it.
    enum Why {
        UNKNOWN_KEY,
        ENDED,
        TOO_MANY,
        NOT_PROVISIONED,
        BUSY
    }
}
