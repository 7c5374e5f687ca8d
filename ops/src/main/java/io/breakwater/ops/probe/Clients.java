package io.breakwater.ops.probe;

import io.breakwater.model.Region;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;

/// Clients of AWS services in one account and Region: the SDK's own retries, within a time a person waits.
public record Clients(SdkHttpClient http, AwsCredentialsProvider credentials, Region region) {
    private static final ClientOverrideConfiguration PATIENCE = ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofSeconds(10))
            .apiCallTimeout(Duration.ofSeconds(30))
            .build();

    /// A client; closing it leaves the connections to the next one.
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(B builder) {
        return builder.httpClient(http)
                .credentialsProvider(credentials)
                .region(software.amazon.awssdk.regions.Region.of(region.value()))
                .overrideConfiguration(PATIENCE)
                .build();
    }
}
