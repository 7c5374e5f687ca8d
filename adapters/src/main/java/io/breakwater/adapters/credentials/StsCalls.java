package io.breakwater.adapters.credentials;

import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The STS client of the request path: short time limits and at most one retry, because a request waits
/// for it and can go to other accounts.
public final class StsCalls {
    /// AssumeRole takes some 100 ms; the first one over a new connection, three times that.
    private static final Duration ATTEMPT = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMillis(1_500);
    private static final int MOST_ATTEMPTS = 2;

    private StsCalls() {}

    /// @param http with a connect limit of its own
    /// @param more further configuration: Region, credentials, endpoint
    public static StsClient of(SdkHttpClient http, Consumer<StsClientBuilder> more) {
        StsClientBuilder builder = StsClient.builder()
                .httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(DefaultRetryStrategy.standardStrategyBuilder()
                                .maxAttempts(MOST_ATTEMPTS)
                                .build())
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(LONGEST)
                        .build());
        more.accept(builder);
        return builder.build();
    }

    static AwsCredentialsIdentity identity(Credentials issued) {
        return AwsSessionCredentials.create(issued.accessKeyId(), issued.secretAccessKey(), issued.sessionToken());
    }
}
