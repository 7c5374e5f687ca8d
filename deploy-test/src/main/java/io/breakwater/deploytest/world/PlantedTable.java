package io.breakwater.deploytest.world;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.Tag;

/// An empty table.
///
/// @param guarded whether it has deletion protection
record PlantedTable(DynamoDbClient tables, String name, Map<String, String> tags, boolean guarded) implements Planted {
    @Override
    public void plant() {
        List<Tag> marks = tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        tables.createTable(create -> create.tableName(name)
                .keySchema(KeySchemaElement.builder()
                        .attributeName("pk")
                        .keyType(KeyType.HASH)
                        .build())
                .attributeDefinitions(AttributeDefinition.builder()
                        .attributeName("pk")
                        .attributeType(ScalarAttributeType.S)
                        .build())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .deletionProtectionEnabled(guarded)
                .tags(marks.isEmpty() ? null : marks));
        tables.waiter().waitUntilTableExists(ask -> ask.tableName(name));
    }

    @Override
    public boolean isThere() {
        return tables.listTablesPaginator().tableNames().stream().anyMatch(name::equals);
    }

    @Override
    public void remove() {
        tables.updateTable(update -> update.tableName(name).deletionProtectionEnabled(false));
        tables.deleteTable(delete -> delete.tableName(name));
        tables.waiter().waitUntilTableNotExists(ask -> ask.tableName(name));
    }
}
