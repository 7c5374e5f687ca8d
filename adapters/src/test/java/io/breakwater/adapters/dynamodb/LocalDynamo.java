package io.breakwater.adapters.dynamodb;

import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.dynamodb.services.local.embedded.DynamoDBEmbedded;
import software.amazon.dynamodb.services.local.shared.access.AmazonDynamoDBLocal;

/// DynamoDB's own engine in this process, with tables as the stacks make them.
final class LocalDynamo {
    /// One engine for all tests of the process: it takes a second to start.
    static final LocalDynamo SHARED = new LocalDynamo();

    private final AmazonDynamoDBLocal engine = DynamoDBEmbedded.create(true);

    DynamoDbClient client() {
        return engine.dynamoDbClient();
    }

    /// Makes the table, empty whether or not it was there.
    void emptyTable(String name) {
        if (client().listTables().tableNames().contains(name)) {
            client().deleteTable(delete -> delete.tableName(name));
        }
        client().createTable(create -> create.tableName(name)
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
