package io.breakwater.cleanup.run;

import io.breakwater.model.AccountId;
import io.breakwater.naming.Naming;
import java.util.Optional;

/// Whether STS accepts a session policy: checked before any account is entered, so that a policy that
/// is too large does not fail in the middle of a removal.
final class SessionSize {
    /// "IAM and AWS STS quotas", IAM User Guide.
    static final int LONGEST = 2_048;

    private SessionSize() {}

    /// The reason why a session with this policy is impossible; empty if it is possible.
    public static Optional<String> refusal(Naming naming, AccountId account, String policy) {
        return policy.length() <= LONGEST
                ? Optional.empty()
                : Optional.of(
                        "the session policy for account %s has %,d characters, and STS takes %,d; the environment's name '%s' occurs in it %d times: deploy under a shorter one; nothing was changed"
                                .formatted(
                                        account,
                                        policy.length(),
                                        LONGEST,
                                        naming.environment(),
                                        occurrences(policy, naming.environment())));
    }

    private static int occurrences(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }
}
