package io.breakwater.adapters.credentials;

import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import io.breakwater.routing.AccountSession;
import java.time.Duration;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The credentials to call a target with.
public interface TargetCredentials {

    /// Valid credentials, from memory as long as they last.
    ///
    /// @param tenant for whom the target is called
    /// @param within how long the caller can wait if they must be requested first
    Found of(Target target, TenantId tenant, Duration within);

    /// Forgets the credentials that signed the tenant's calls to the target's account, since they were
    /// refused.
    void renew(Target target, TenantId tenant);

    /// The credentials for the target's account that are at hand by now; asks for none.
    default AccountSession session(Target target) {
        return AccountSession.ALWAYS;
    }

    /// The result of a request for credentials.
    sealed interface Found {

        record Valid(AwsCredentialsIdentity identity) implements Found {}

        /// The issuer of credentials is silent, throttles or cannot be reached. This says nothing about
        /// the target.
        ///
        /// @param askAgainIn how long the issuer is not asked again
        record NoneNow(String why, Duration askAgainIn) implements Found {}

        /// The issuer refuses credentials for this account: its role or its trust is wrong.
        record Refused(String why) implements Found {}
    }
}
