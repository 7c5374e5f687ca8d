package io.breakwater.ops.probe;

import io.breakwater.model.Region;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;

/// Clients of AWS services in one account and Region, with the SDK's own retries and time limits for a
/// waiting person.
///
/// @param endpoint the endpoint for all services; if empty, the SDK finds each service
public record ProbeClients(
        SdkHttpClient http, AwsCredentialsProvider credentials, Region region, Optional<URI> endpoint) {
    private static final ClientOverrideConfiguration PATIENCE = ClientOverrideConfiguration.builder()
            .apiCallAttemptTimeout(Duration.ofSeconds(10))
            .apiCallTimeout(Duration.ofSeconds(30))
            .build();

    /// Clients of AWS itself, or of the endpoints in the SDK's own settings.
    public ProbeClients(SdkHttpClient http, AwsCredentialsProvider credentials, Region region) {
        this(http, credentials, region, Optional.empty());
    }

    /// A client; closing it keeps the connections for the next one.
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C of(B builder) {
        endpoint.ifPresent(builder::endpointOverride);
        return builder.httpClient(http)
                .credentialsProvider(credentials)
                .region(software.amazon.awssdk.regions.Region.of(region.value()))
                .overrideConfiguration(PATIENCE)
                .build();
    }
}
