package io.breakwater.adapters.dynamodb;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The SDK's client of DynamoDB in this process's memory, with tables as the stacks make them.
final class InMemoryDynamo {
    /// One client for all tests of the process, since it takes a second to make.
    static final InMemoryDynamo SHARED = new InMemoryDynamo();

    private final DynamoDbClient client = DynamoDbClient.builder()
            .httpClient(new InProcessHttp())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();

    DynamoDbClient client() {
        return client;
    }

    /// Makes the table empty, whether or not it existed.
    void emptyTable(String name) {
        DynamoTables.empty(client, name);
    }
}
