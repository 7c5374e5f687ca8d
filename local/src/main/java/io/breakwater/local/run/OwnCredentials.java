package io.breakwater.local.run;

import io.breakwater.adapters.credentials.TargetCredentials;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;

/// The caller's own credentials for every target: all shards are then the caller's account.
final class OwnCredentials implements TargetCredentials {
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final AwsCredentialsProvider provider;

    public OwnCredentials(AwsCredentialsProvider provider) {
        this.provider = provider;
    }

    /// The provider decides how long it takes; it caches what it finds.
    @Override
    public Found of(Target target, TenantId tenant, Duration within) {
        try {
            return new Found.Valid(provider.resolveCredentials());
        } catch (SdkException none) {
            return new Found.NoneNow(none.toString(), ASK_AGAIN);
        }
    }

    /// The provider renews by itself.
    @Override
    public void renew(Target target, TenantId tenant) {}
}
