package io.breakwater.adapters.dynamodb;

import io.breakwater.tenancy.PlanRegister;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The plans in the table of the file's tenants, as the item `PLANS`.
public final class DynamoPlans implements PlanRegister {
    private static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("PLANS"));
    private static final String TEXT = "plans";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoPlans(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Strongly consistent.
    ///
    /// @throws SdkException if the table cannot be read
    @Override
    public Optional<String> find() {
        return Optional.ofNullable(
                        dynamo.getItem(get -> get.tableName(table).key(KEY).consistentRead(true))
                                .item()
                                .get(TEXT))
                .map(AttributeValue::s);
    }

    /// @throws SdkException if the table cannot be written
    @Override
    public void put(String text) {
        dynamo.putItem(put -> put.tableName(table)
                .item(Map.of("pk", AttributeValue.fromS("PLANS"), TEXT, AttributeValue.fromS(text))));
    }
}
