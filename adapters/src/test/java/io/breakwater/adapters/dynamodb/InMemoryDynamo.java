package io.breakwater.adapters.dynamodb;

import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// The SDK's client of DynamoDB in this process's memory, with tables as the stacks make them.
final class InMemoryDynamo {
    /// One for all tests of the process: a client takes a second to make.
    static final InMemoryDynamo SHARED = new InMemoryDynamo();

    private final DynamoDbClient client = DynamoDbClient.builder()
            .httpClient(new InProcessHttp())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();

    DynamoDbClient client() {
        return client;
    }

    /// Makes the table, empty whether or not it was there.
    void emptyTable(String name) {
        try {
            client.deleteTable(delete -> delete.tableName(name));
        } catch (ResourceNotFoundException fresh) {
            // There is nothing to take away.
        }
        client.createTable(create -> create.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build()));
    }
}
