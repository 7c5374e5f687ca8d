package io.breakwater.adapters.credentials;

import io.breakwater.model.Target;
import java.time.Duration;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The credentials to call a target with.
public interface TargetCredentials {

    /// Valid credentials, from memory as long as they last.
    ///
    /// @param within how long the caller can wait where they must be asked for first
    Found of(Target target, Duration within);

    /// Forgets what is cached for the target's account: it was refused.
    void renew(Target target);

    /// What there is to call a target with.
    sealed interface Found {

        record Valid(AwsCredentialsIdentity identity) implements Found {}

        /// Whoever issues credentials is silent, throttles or cannot be reached. Says nothing about the target.
        ///
        /// @param askAgainIn nobody asks before that
        record NoneNow(String why, Duration askAgainIn) implements Found {}

        /// Whoever issues credentials will not give any for this account: its role or its trust is wrong.
        record Refused(String why) implements Found {}
    }
}
