package io.breakwater.local.run;

import io.breakwater.adapters.bedrock.BedrockHttp;
import io.breakwater.adapters.dynamodb.DynamoLedgerStore;
import io.breakwater.adapters.dynamodb.LedgerClient;
import io.breakwater.adapters.memory.InMemoryDrains;
import io.breakwater.adapters.memory.InMemoryHealthStore;
import io.breakwater.adapters.memory.InMemoryKeyStore;
import io.breakwater.routing.TargetStores;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// One ledger table that several gateways in this process share over HTTP, as they would in AWS.
final class SharedTable implements AutoCloseable {
    private static final String NAME = "quota";
    /// Much longer than a real gateway waits: on a busy machine a test of exactness must not lose
    /// answers.
    private static final Duration PATIENT = Duration.ofSeconds(10);

    private final DynamoServer dynamo = DynamoServer.start();

    SharedTable() throws IOException {
        new TableMaker(dynamo.tables(), dynamo.endpoint()).make(NAME);
    }

    int port() {
        return dynamo.port();
    }

    /// A gateway's environment that never misses an answer of the table.
    LocalEnvironment environment(InstantSource clock) {
        return environment(clock, dynamo.endpoint(), PATIENT);
    }

    /// @param endpoint the address of the table or of a server in front of it
    /// @param longest how long the gateway waits for the table
    LocalEnvironment environment(InstantSource clock, URI endpoint, Duration longest) {
        return new LocalEnvironment(clock, open -> {
            InMemoryKeyStore keys = new InMemoryKeyStore();
            DynamoDbClient client = open.add(client(open, endpoint, longest));
            return new LocalState(
                    new DynamoLedgerStore(client, NAME),
                    new TargetStores(new InMemoryHealthStore(), new InMemoryDrains()),
                    keys,
                    keys,
                    endpoint.toString());
        });
    }

    private static DynamoDbClient client(OpenParts open, URI endpoint, Duration longest) {
        return LedgerClient.of(
                open.add(BedrockHttp.client(Duration.ofSeconds(1))),
                builder -> builder.endpointOverride(endpoint)
                        .region(Region.US_EAST_1)
                        .credentialsProvider(
                                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                        .overrideConfiguration(limits ->
                                limits.apiCallTimeout(longest).retryStrategy(DefaultRetryStrategy.doNotRetry())));
    }

    @Override
    public void close() {
        dynamo.close();
    }
}
