package io.breakwater.adapters.credentials;

import io.breakwater.model.Target;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/// The caller's own credentials for every target: all shards are then the caller's account.
public final class OwnCredentials implements TargetCredentials {
    private final AwsCredentialsProvider provider;

    public OwnCredentials(AwsCredentialsProvider provider) {
        this.provider = provider;
    }

    @Override
    public AwsCredentialsIdentity of(Target target) {
        return provider.resolveCredentials();
    }

    /// The provider renews by itself.
    @Override
    public void renew(Target target) {}
}
