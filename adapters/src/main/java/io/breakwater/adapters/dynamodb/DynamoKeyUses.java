package io.breakwater.adapters.dynamodb;

import io.breakwater.identity.KeyTerm;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.BiConsumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/// The last use of keys, in the items of [DynamoKeyStore]: one conditional write, whole seconds, so that the
/// texts of instants sort as the instants do.
///
/// The client SHOULD be that of the ledgers: short time limits and hardly a retry, since a call waits for it.
public final class DynamoKeyUses implements BiConsumer<String, Instant> {
    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoKeyUses(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// @throws SdkException if the table cannot be written
    @Override
    public void accept(String keyId, Instant at) {
        try {
            dynamo.updateItem(update -> update.tableName(table)
                    .key(KeyItem.key(keyId))
                    .updateExpression("SET #used = :now")
                    .conditionExpression("attribute_exists(#key) AND (attribute_not_exists(#used) OR #used <= :stale)")
                    .expressionAttributeNames(Map.of("#used", KeyItem.LAST_USED, "#key", KeyItem.KEY))
                    .expressionAttributeValues(
                            Map.of(":now", seconds(at), ":stale", seconds(at.minus(KeyTerm.STALE)))));
        } catch (ConditionalCheckFailedException notedAlready) {
            return;
        }
    }

    private static AttributeValue seconds(Instant at) {
        return AttributeValue.fromS(at.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
