package io.breakwater.control;

import io.breakwater.adapters.dynamodb.LedgerClient;
import java.time.Duration;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Makes the AWS clients of the control functions: on one HTTP client, with the SDK's own retries, and
/// with time limits well below that of the function, so that failures can be reported.
final class ControlClients implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(2);
    private static final Duration LONGEST = Duration.ofSeconds(7);

    private final SdkHttpClient http = Apache5HttpClient.builder()
            .connectionTimeout(CONNECT)
            .socketTimeout(ANSWER)
            .build();
    private final Consumer<AwsClientBuilder<?, ?>> more;

    /// @param more further configuration: Region, credentials, endpoint
    ControlClients(Consumer<AwsClientBuilder<?, ?>> more) {
        this.more = more;
    }

    /// The same with separate connections.
    ControlClients again() {
        return new ControlClients(more);
    }

    /// A client that fails fast and never retries: for work that a call waits for but can do without.
    DynamoDbClient brief() {
        return LedgerClient.of(http, more::accept);
    }

    <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
        builder.httpClient(http).overrideConfiguration(limits -> limits.apiCallTimeout(LONGEST));
        more.accept(builder);
        return builder.build();
    }

    /// Ends all connections.
    @Override
    public void close() {
        http.close();
    }
}
