package io.breakwater.identity;

import java.util.List;

/// The result of a request to change a tenant's keys.
public sealed interface KeyChange {

    /// Write these records, all or none; an empty list means that nothing has to be done.
    record Write(List<KeyRecord> records) implements KeyChange {
        public Write {
            records = List.copyOf(records);
        }
    }

    /// The change is against the rules.
    ///
    /// @param message for the operator: what is wrong and what to do
    record Refused(Why why, String message) implements KeyChange {}

    /// The rule that it breaks.
    enum Why {
        UNKNOWN_KEY,
        ENDED,
        TOO_MANY,
        NOT_PROVISIONED,
        BUSY
    }
}
