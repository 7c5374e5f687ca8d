package io.breakwater.adapters.dynamodb;

import static java.util.Objects.requireNonNull;

import io.breakwater.routing.Drain;
import io.breakwater.routing.DrainStore;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/// Drains in one item, `drains`, of a DynamoDB table with the string key `pk`: an attribute for each, so that two
/// operators do not overwrite each other, and one read for all of them.
public final class DynamoDrains implements DrainStore {
    static final Map<String, AttributeValue> KEY = Map.of("pk", AttributeValue.fromS("drains"));
    private static final String PREFIX = "d#";
    private static final String BY = "by";
    private static final String SINCE = "since";
    private static final String UNTIL = "until";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Consumer<Map<String, AttributeValue>> also;

    public DynamoDrains(DynamoDbClient dynamo, String table) {
        this(dynamo, table, _ -> {});
    }

    /// @param also called with the item whenever it is read, so that other attributes need no read of
    /// their own
    public DynamoDrains(DynamoDbClient dynamo, String table, Consumer<Map<String, AttributeValue>> also) {
        this.dynamo = dynamo;
        this.table = table;
        this.also = also;
    }

    /// Strongly consistent.
    ///
    /// @throws SdkException if the table cannot be read
    @Override
    public List<Drain> all() {
        Map<String, AttributeValue> item = dynamo.getItem(
                        get -> get.tableName(table).key(KEY).consistentRead(true))
                .item();
        also.accept(item);
        return item.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PREFIX))
                .map(entry -> drain(
                        entry.getKey().substring(PREFIX.length()),
                        entry.getValue().m()))
                .toList();
    }

    private static Drain drain(String name, Map<String, AttributeValue> said) {
        return new Drain(
                name,
                text(said, BY),
                Instant.parse(text(said, SINCE)),
                Optional.ofNullable(said.get(UNTIL)).map(until -> Instant.parse(until.s())));
    }

    private static String text(Map<String, AttributeValue> said, String name) {
        return requireNonNull(said.get(name), "a drain has no '" + name + "'; remove it and drain again")
                .s();
    }

    /// @throws SdkException if the table cannot be written
    @Override
    public void put(Drain drain) {
        Map<String, AttributeValue> said = new HashMap<>();
        said.put(BY, AttributeValue.fromS(drain.by()));
        said.put(SINCE, AttributeValue.fromS(drain.since().toString()));
        drain.until().ifPresent(until -> said.put(UNTIL, AttributeValue.fromS(until.toString())));
        dynamo.updateItem(update -> update.tableName(table)
                .key(KEY)
                .updateExpression("SET #name = :said")
                .expressionAttributeNames(Map.of("#name", PREFIX + drain.name()))
                .expressionAttributeValues(Map.of(":said", AttributeValue.fromM(said))));
    }

    /// @throws SdkException if the table cannot be written
    @Override
    public boolean remove(String name) {
        return !dynamo.updateItem(update -> update.tableName(table)
                        .key(KEY)
                        .updateExpression("REMOVE #name")
                        .expressionAttributeNames(Map.of("#name", PREFIX + name))
                        .returnValues(ReturnValue.UPDATED_OLD))
                .attributes()
                .isEmpty();
    }
}
