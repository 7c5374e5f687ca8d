package io.breakwater.identity;

/// The verdict on a presented key.
public sealed interface KeyVerdict {

    /// The key is good.
    record Accepted(Caller caller, String usageIdentifierKey) implements KeyVerdict {}

    /// The key is refused. The reason is for the operator's log only; clients are never told it.
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

        /// The name in metrics and the authorizer's log, which does not change with the constant's.
        public String label() {
            return label;
        }
    }
}
