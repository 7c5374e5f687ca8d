package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Place;
import io.breakwater.model.AccountId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;

/// Makes the clients of services in every place of an environment: on one HTTP client, with retries for longer than
/// the slowest of AWS's throttles lasts.
public final class AwsClients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(2);

    /// API Gateway changes one usage plan in 20 seconds, and deletes one API in 30 ("Amazon API Gateway
    /// quotas", Amazon API Gateway Developer Guide). After a throttle the SDK waits for up to 1 s, twice that
    /// each time, 20 s at most: seven waits come to 35 s on average. Its usual three give up after some 4 s.
    private static final int ATTEMPTS = 8;

    /// All kinds of resources in all places are read at once.
    private static final int CONNECTIONS = 500;

    private final SdkHttpClient http = Apache5HttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(ANSWER)
            .maxConnections(CONNECTIONS)
            .build();
    private final Map<AccountId, AwsCredentialsProvider> credentials = new ConcurrentHashMap<>();
    private final Function<AccountId, AwsCredentialsProvider> access;

    /// @param access asked once for each account
    public AwsClients(Function<AccountId, AwsCredentialsProvider> access) {
        this.access = access;
    }

    /// A service's clients, one for each place, created at first use.
    ///
    /// @param builder a new builder at each call
    public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> Function<Place, C> of(
            Supplier<B> builder) {
        Map<Place, C> made = new ConcurrentHashMap<>();
        return place -> made.computeIfAbsent(place, where -> client(builder.get(), where));
    }

    private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder, Place place) {
        return builder.httpClient(http)
                .overrideConfiguration(limits -> limits.apiCallTimeout(LONGEST).retryStrategy(patient()))
                .region(Region.of(place.region().value()))
                .credentialsProvider(credentials.computeIfAbsent(place.account(), access))
                .build();
    }

    private static RetryStrategy patient() {
        return AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(ATTEMPTS)
                .build();
    }

    @Override
    public void close() {
        http.close();
    }
}
