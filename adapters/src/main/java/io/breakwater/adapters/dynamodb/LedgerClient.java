package io.breakwater.adapters.dynamodb;

import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/// The DynamoDB client of the ledgers: short time limits, and no retry of a write that may have
/// happened, since the ledger itself handles unknown results.
///
/// A write that the table throttled has not happened: it is tried once more within the time limit.
/// Otherwise a settlement would stay counted as reserved for the rest of the month.
public final class LedgerClient {
    /// A write takes about 4 ms; a store that takes this long will not answer in time for the caller.
    private static final Duration LONGEST = Duration.ofMillis(300);

    private static final int MOST_ATTEMPTS = 2;

    /// The pause before the second try: a table that throttles an item has room for it very soon, or
    /// not within a caller's time.
    private static final Duration PAUSE = Duration.ofMillis(50);

    private LedgerClient() {}

    /// @param more further configuration: Region, credentials, endpoint
    public static DynamoDbClient of(SdkHttpClient http, Consumer<DynamoDbClientBuilder> more) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .httpClient(http)
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .retryStrategy(onlyWhatWasThrottled())
                        .apiCallTimeout(LONGEST)
                        .build());
        more.accept(builder);
        return builder.build();
    }

    private static RetryStrategy onlyWhatWasThrottled() {
        return DefaultRetryStrategy.standardStrategyBuilder()
                .useClientDefaults(false)
                .retryOnException(LedgerClient::throttled)
                .treatAsThrottling(LedgerClient::throttled)
                .throttlingBackoffStrategy(BackoffStrategy.fixedDelay(PAUSE))
                .maxAttempts(MOST_ATTEMPTS)
                .build();
    }

    /// Whether DynamoDB throttled the write: then nothing has happened.
    static boolean throttled(Throwable trouble) {
        return trouble instanceof SdkServiceException answered && answered.isThrottlingException();
    }
}
