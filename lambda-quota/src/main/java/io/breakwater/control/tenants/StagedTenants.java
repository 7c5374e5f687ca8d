package io.breakwater.control.tenants;

import io.breakwater.settings.FileTenants;
import java.util.function.Function;
import software.amazon.awssdk.services.s3.S3Client;

/// Reads the plans and tenants that a deploy has put into a bucket.
public record StagedTenants(S3Client client) implements Function<StagedFile, FileTenants> {

    /// @throws software.amazon.awssdk.core.exception.SdkException if the object cannot be read
    /// @throws IllegalArgumentException if it is something else
    @Override
    public FileTenants apply(StagedFile file) {
        return FileTenants.read(
                client.getObjectAsBytes(get -> get.bucket(file.bucket()).key(file.key()))
                        .asUtf8String());
    }
}
