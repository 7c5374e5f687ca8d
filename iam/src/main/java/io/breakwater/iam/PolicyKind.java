package io.breakwater.iam;

/// The place of a policy in IAM's decision ("Policy evaluation logic", IAM User Guide).
public enum PolicyKind {
    /// What the organization permits an account.
    CONTROL(false),
    /// What an identity is allowed.
    IDENTITY(false),
    /// The most that an identity may have.
    BOUNDARY(false),
    /// The most that a session may have.
    SESSION(false),
    /// Who may assume a role; without one, nobody may.
    TRUST(true),
    /// Who may use a KMS key; without one, nobody may.
    KEY(true),
    /// Who may use any other resource; without one, the identities of its own account may.
    RESOURCE(false);

    private final boolean decisive;

    PolicyKind(boolean decisive) {
        this.decisive = decisive;
    }

    /// Whether a resource with such a policy is closed to everybody that the policy does not name.
    boolean decisive() {
        return decisive;
    }
}
