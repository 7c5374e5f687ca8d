package io.breakwater.identity;

/// What became of a presented key.
public sealed interface KeyVerdict {

    /// The key is good.
    record Accepted(Caller caller, String usageIdentifierKey) implements KeyVerdict {}

    /// It is not. The reason is for the operator's log: a client is never told which.
    record Rejected(Reason reason) implements KeyVerdict {}

    /// Why a key is refused.
    enum Reason {
        MISSING("MISSING"),
        MALFORMED("MALFORMED"),
        FOREIGN_ENVIRONMENT("FOREIGN_ENVIRONMENT"),
        UNKNOWN("UNKNOWN"),
        WRONG_SECRET("WRONG_SECRET"),
        REVOKED("REVOKED"),
        EXPIRED("EXPIRED"),
        FOREIGN_SOURCE("FOREIGN_SOURCE");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        /// What metrics and the authorizer's log call it, whatever the constant is called.
        public String label() {
            return label;
        }
    }
}
