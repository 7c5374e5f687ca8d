package io.breakwater.adapters.bedrock;

import io.breakwater.adapters.credentials.TargetCredentials;
import io.breakwater.model.Target;
import io.breakwater.model.TenantId;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/// The same credentials for every target, which never expire.
final class FixedCredentials implements TargetCredentials {
    @Override
    public Found of(Target target, TenantId tenant, Duration within) {
        return new Found.Valid(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"));
    }

    @Override
    public void renew(Target target, TenantId tenant) {}
}
