package io.breakwater.adapters.credentials;

import io.breakwater.model.Target;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The credentials to call a target with.
public interface TargetCredentials {

    /// Valid credentials, from memory as long as they last.
    ///
    /// @throws software.amazon.awssdk.core.exception.SdkException if there are none to be had
    AwsCredentialsIdentity of(Target target);

    /// Forgets what is cached for the target's account: it was refused.
    void renew(Target target);
}
