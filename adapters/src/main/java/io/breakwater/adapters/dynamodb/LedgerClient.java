package io.breakwater.adapters.dynamodb;

import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/// The DynamoDB client of the ledgers: short time limits and no retry, since the ledger decides itself what an
/// unknown outcome means.
public final class LedgerClient {
    /// A write takes about 4 ms; whoever takes this long is not going to answer in time for the caller.
    private static final Duration LONGEST = Duration.ofMillis(300);

    private LedgerClient() {}

    /// @param more what else to configure: Region, credentials, endpoint
    public static DynamoDbClient of(SdkHttpClient http, Consumer<DynamoDbClientBuilder> more) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(DefaultRetryStrategy.doNotRetry())
                        .apiCallTimeout(LONGEST)
                        .build());
        more.accept(builder);
        return builder.build();
    }
}
