package io.breakwater.local.run;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/// Makes sure that a table of the gateway exists: paid on demand, with one string key `pk`.
final class TableMaker {
    private static final String KEY = "pk";

    private final DynamoDbClient dynamo;
    private final URI endpoint;

    /// @param endpoint the endpoint to name in errors
    TableMaker(DynamoDbClient dynamo, URI endpoint) {
        this.dynamo = dynamo;
        this.endpoint = endpoint;
    }

    /// Makes the table if it is missing; when this returns, the table can be read. True if it was made.
    ///
    /// @throws IOException if it cannot be reached or made, or has another key
    boolean make(String table) throws IOException {
        try {
            boolean missing = missing(table);
            if (missing) {
                create(table);
            }
            dynamo.getItem(get -> get.tableName(table).key(Map.of(KEY, AttributeValue.fromS("start"))));
            return missing;
        } catch (SdkException trouble) {
            throw new IOException(
                    "The table %s cannot be used at %s: %s".formatted(table, endpoint, trouble.getMessage()), trouble);
        }
    }

    private boolean missing(String table) {
        try {
            dynamo.describeTable(describe -> describe.tableName(table));
            return false;
        } catch (ResourceNotFoundException notThere) {
            return true;
        }
    }

    private void create(String table) {
        try {
            dynamo.createTable(create -> create.tableName(table)
                    .billingMode(BillingMode.PAY_PER_REQUEST)
                    .attributeDefinitions(AttributeDefinition.builder()
                            .attributeName(KEY)
                            .attributeType(ScalarAttributeType.S)
                            .build())
                    .keySchema(KeySchemaElement.builder()
                            .attributeName(KEY)
                            .keyType(KeyType.HASH)
                            .build()));
        } catch (ResourceInUseException madeMeanwhile) {
            // Another run has started at the same time; its table is as good.
        }
        dynamo.waiter().waitUntilTableExists(describe -> describe.tableName(table));
    }
}
