package io.breakwater.adapters.dynamodb;

import io.breakwater.routing.HealthStore;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// The targets' health in one item, `health`, of a DynamoDB table with the string key `pk`: an
/// attribute for each text, so that one read returns them all. A target that has never failed has none.
public final class DynamoHealthStore implements HealthStore {
    private static final String PK = "pk";
    private static final Map<String, AttributeValue> KEY = Map.of(PK, AttributeValue.fromS("health"));

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoHealthStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// Strongly consistent: otherwise a copy would briefly forget its own latest decision.
    ///
    /// @throws SdkException if the table cannot be read
    @Override
    public Map<String, String> all() {
        Map<String, String> texts = new HashMap<>();
        dynamo.getItem(get -> get.tableName(table).key(KEY).consistentRead(true))
                .item()
                .forEach((name, value) -> {
                    if (!name.equals(PK)) {
                        texts.put(name, value.s());
                    }
                });
        return texts;
    }

    /// @throws SdkException if the table cannot be written, or does not answer
    @Override
    public Replaced replace(String name, Optional<String> seen, Optional<String> next) {
        try {
            dynamo.updateItem(update(name, seen, next));
            return new Replaced.Done();
        } catch (ConditionalCheckFailedException other) {
            return new Replaced.Other(
                    Optional.ofNullable(other.item().get(name)).map(AttributeValue::s));
        }
    }

    private UpdateItemRequest update(String name, Optional<String> seen, Optional<String> next) {
        Map<String, AttributeValue> values = new HashMap<>();
        seen.ifPresent(text -> values.put(":seen", AttributeValue.fromS(text)));
        next.ifPresent(text -> values.put(":next", AttributeValue.fromS(text)));
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(KEY)
                .conditionExpression(seen.isPresent() ? "#name = :seen" : "attribute_not_exists(#name)")
                .updateExpression(next.isPresent() ? "SET #name = :next" : "REMOVE #name")
                .expressionAttributeNames(Map.of("#name", name))
                .expressionAttributeValues(values.isEmpty() ? null : values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }
}
