package io.breakwater.adapters.dynamodb;

import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.WriteResult;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/// Ledger items in a DynamoDB table with the string key `pk`: one `UpdateItem` per write, exact for any number of
/// writers.
///
/// The client MUST NOT retry a write that may have happened: after a time-out that is unknown, and a
/// settlement applied twice refunds twice.
public final class DynamoLedgerStore implements LedgerStore {
    private static final String KEY = "pk";

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoLedgerStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    @Override
    public WriteResult write(String key, ConditionalWrite write) {
        try {
            return new WriteResult.Applied(
                    image(dynamo.updateItem(request(key, write)).attributes()));
        } catch (ConditionalCheckFailedException refused) {
            return new WriteResult.Refused(refused.hasItem() ? image(refused.item()) : LedgerItem.EMPTY);
        } catch (SdkException trouble) {
            return failed(trouble);
        }
    }

    private static WriteResult failed(SdkException trouble) {
        String reason = trouble.getClass().getSimpleName() + ": " + trouble.getMessage();
        return LedgerClient.throttled(trouble) ? new WriteResult.Busy(reason) : new WriteResult.Unknown(reason);
    }

    private UpdateItemRequest request(String key, ConditionalWrite write) {
        Expressions expressions = Expressions.of(write);
        UpdateItemRequest.Builder request = UpdateItemRequest.builder()
                .tableName(table)
                .key(key(key))
                .updateExpression(expressions.update())
                .expressionAttributeNames(expressions.names())
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
        if (!expressions.values().isEmpty()) {
            request.expressionAttributeValues(expressions.values());
        }
        return write.guards().isEmpty()
                ? request.build()
                : request.conditionExpression(expressions.condition()).build();
    }

    /// The item, strongly consistent.
    ///
    /// @throws SdkException if the table cannot be read
    @Override
    public LedgerItem read(String key) {
        return image(dynamo.getItem(get -> get.tableName(table).key(key(key)).consistentRead(true))
                .item());
    }

    private static Map<String, AttributeValue> key(String key) {
        return Map.of(KEY, AttributeValue.fromS(key));
    }

    private static LedgerItem image(Map<String, AttributeValue> item) {
        Map<String, Long> numbers = new HashMap<>();
        item.forEach((name, value) -> {
            if (value.n() != null) {
                numbers.put(name, Long.parseLong(value.n()));
            }
        });
        return new LedgerItem(numbers);
    }
}
