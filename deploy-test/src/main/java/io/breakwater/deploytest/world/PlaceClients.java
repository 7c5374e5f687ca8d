package io.breakwater.deploytest.world;

import io.breakwater.adapters.credentials.AccountAccess;
import io.breakwater.model.AccountId;
import io.breakwater.ops.account.AccountRegion;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/// Clients of AWS services in each place. The SDK finds the endpoint; `AWS_ENDPOINT_URL` changes it.
public final class PlaceClients {
    /// The time limits of one attempt and of a whole call, including its retries.
    private static final Duration ATTEMPT = Duration.ofSeconds(30);

    private static final Duration CALL = Duration.ofMinutes(2);

    private final AccountAccess access;
    private final SdkHttpClient http;
    private final Map<AccountId, AwsCredentialsProvider> credentials = new ConcurrentHashMap<>();

    public PlaceClients(AccountAccess access, SdkHttpClient http) {
        this.access = access;
        this.http = http;
    }

    /// A client of a service in a place.
    public <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> C at(AccountRegion place, B builder) {
        return builder.httpClient(http)
                .region(Region.of(place.region().value()))
                .credentialsProvider(credentials(place.account()))
                .overrideConfiguration(
                        limits -> limits.apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL))
                .build();
    }

    /// The credentials of an account, obtained once.
    public AwsCredentialsProvider credentials(AccountId account) {
        return credentials.computeIfAbsent(account, access::to);
    }
}
