package io.breakwater.iam;

/// IAM's decision on a call, and the statement that decided it.
public sealed interface Decision {

    /// @param by the statement that allows it
    record Allowed(DecidingStatement by) implements Decision {}

    /// @param by the statement that denies it, whatever else allows it
    record Denied(DecidingStatement by) implements Decision {}

    /// @param kind of policy, of which no statement allows it
    record NotAllowed(PolicyKind kind) implements Decision {}

    /// A statement of a policy.
    ///
    /// @param statement its `Sid`, or its number
    record DecidingStatement(PolicyKind kind, String policy, String statement) {}

    default boolean allowed() {
        return switch (this) {
            case Allowed _ -> true;
            case Denied _, NotAllowed _ -> false;
        };
    }
}
