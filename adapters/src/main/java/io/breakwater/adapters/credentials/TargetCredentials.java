package io.breakwater.adapters.credentials;

import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import java.time.Duration;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The credentials to call a target with.
public interface TargetCredentials {

    /// Valid credentials, from memory as long as they last.
    ///
    /// @param tenant for whom the target is called
    /// @param within how long the caller can wait where they must be asked for first
    Found of(Target target, TenantId tenant, Duration within);

    /// Forgets by what the tenant's calls to the target's account were signed: it was refused.
    void renew(Target target, TenantId tenant);

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
