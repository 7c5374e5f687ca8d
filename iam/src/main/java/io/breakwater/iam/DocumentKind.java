package io.breakwater.iam;

/// A kind of policy document, with its largest size in characters, white space not counted ("IAM and AWS STS quotas",
/// IAM User Guide).
public enum DocumentKind {
    /// All inline policies of one role together.
    INLINE(10_240),
    MANAGED(6_144),
    /// Passed to `AssumeRole`; what the session's tags take of the packed form is not counted here.
    SESSION(2_048),
    /// Who may assume a role.
    TRUST(2_048),
    /// A policy of a topic, a key, a bucket or a log destination: the size is the service's own affair.
    RESOURCE(20_480);

    private final int longest;

    DocumentKind(int longest) {
        this.longest = longest;
    }

    public int longest() {
        return longest;
    }

    /// Whether its statements name who is allowed, as those of no identity's policy do.
    boolean namesPrincipals() {
        return this == TRUST || this == RESOURCE;
    }
}
