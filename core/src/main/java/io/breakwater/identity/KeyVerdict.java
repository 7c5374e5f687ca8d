package io.breakwater.identity;

/// What became of a presented key.
public sealed interface KeyVerdict {

    /// The key is good.
    record Accepted(Caller caller, String usageIdentifierKey) implements KeyVerdict {}

    /// It is not. The reason is for the operator's log: a client is never told which.
    record Rejected(Reason reason) implements KeyVerdict {}

    /// Why a key is refused.
    enum Reason {
        MISSING,
        MALFORMED,
        FOREIGN_ENVIRONMENT,
        UNKNOWN,
        WRONG_SECRET,
        REVOKED,
        EXPIRED,
        FOREIGN_SOURCE
    }
}
