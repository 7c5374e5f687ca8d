package io.breakwater.adapters.dynamodb;

import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import io.breakwater.identity.Keyring;
import io.breakwater.model.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/// Key records in a DynamoDB table with the string key `pk`: `K#<key id>`, one item for each key.
///
/// In addition, `V#<tenant>` counts the changes of a tenant's keys, so that two writers cannot both add
/// the last permitted key.
public final class DynamoKeyStore implements KeyRegister {
    private static final String VERSION_PREFIX = "V#";
    private static final String VERSION = "version";

    /// The condition that keeps a revocation, even against a writer that has read the record before it.
    private static final String STAYS_REVOKED = "attribute_not_exists(#key) OR #revoked = :false OR #revoked = :next";

    private static final Map<String, String> NAMES = Map.of("#key", KeyItem.KEY, "#revoked", KeyItem.REVOKED);

    private final DynamoDbClient dynamo;
    private final String table;

    public DynamoKeyStore(DynamoDbClient dynamo, String table) {
        this.dynamo = dynamo;
        this.table = table;
    }

    /// The record, strongly consistent: a key that is revoked ends with the write that revokes it.
    ///
    /// @throws SdkException if the table cannot be read
    /// @throws IllegalStateException if the item is not a whole record
    @Override
    public Optional<KeyRecord> find(String keyId) {
        return Optional.of(dynamo.getItem(get ->
                                get.tableName(table).key(KeyItem.key(keyId)).consistentRead(true))
                        .item())
                .filter(item -> !item.isEmpty())
                .map(KeyItem::read);
    }

    /// Every record, strongly consistent, by reading the whole table.
    ///
    /// @throws SdkException if the table cannot be read
    @Override
    public List<KeyRecord> all() {
        return dynamo
                .scanPaginator(scan -> scan.tableName(table)
                        .consistentRead(true)
                        .filterExpression("begins_with(" + KeyItem.KEY + ", :prefix)")
                        .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS(KeyItem.PREFIX))))
                .items()
                .stream()
                .map(KeyItem::read)
                .toList();
    }

    /// Adds the record, or replaces the one of the same key id; a revoked one stays revoked.
    ///
    /// @throws SdkException if the table cannot be written
    @Override
    public void put(KeyRecord keyRecord) {
        try {
            dynamo.putItem(put -> put.tableName(table)
                    .item(KeyItem.of(keyRecord))
                    .conditionExpression(STAYS_REVOKED)
                    .expressionAttributeNames(NAMES)
                    .expressionAttributeValues(next(keyRecord)));
        } catch (ConditionalCheckFailedException revokedAlready) {
            return;
        }
    }

    private static Map<String, AttributeValue> next(KeyRecord keyRecord) {
        return Map.of(":false", AttributeValue.fromBool(false), ":next", AttributeValue.fromBool(keyRecord.revoked()));
    }

    /// Removes the record of a key id; without one nothing happens.
    ///
    /// @throws SdkException if the table cannot be written
    @Override
    public void delete(String keyId) {
        dynamo.deleteItem(delete -> delete.tableName(table).key(KeyItem.key(keyId)));
    }

    /// The tenant's records. The version is read first, so that a change in between makes it too old.
    ///
    /// @throws SdkException if the table cannot be read
    @Override
    public Keyring keyring(TenantId tenant) {
        AttributeValue version = dynamo.getItem(
                        get -> get.tableName(table).key(versionKey(tenant)).consistentRead(true))
                .item()
                .get(VERSION);
        List<KeyRecord> records =
                all().stream().filter(known -> known.tenant().equals(tenant)).toList();
        return new Keyring(tenant, version == null ? 0 : Long.parseLong(version.n()), records);
    }

    /// One transaction: the version moves on from the one that was read, and none of the records brings
    /// a revoked key back, or else nothing is written.
    ///
    /// @throws SdkException if the table cannot be written
    @Override
    public boolean write(Keyring read, List<KeyRecord> changed) {
        List<TransactWriteItem> items = new ArrayList<>();
        items.add(moveOn(read));
        changed.forEach(keyRecord -> items.add(TransactWriteItem.builder()
                .put(put -> put.tableName(table)
                        .item(KeyItem.of(keyRecord))
                        .conditionExpression(STAYS_REVOKED)
                        .expressionAttributeNames(NAMES)
                        .expressionAttributeValues(next(keyRecord)))
                .build()));
        try {
            dynamo.transactWriteItems(transaction -> transaction.transactItems(items));
            return true;
        } catch (TransactionCanceledException changedSince) {
            return false;
        }
    }

    private TransactWriteItem moveOn(Keyring read) {
        return TransactWriteItem.builder()
                .update(update -> update.tableName(table)
                        .key(versionKey(read.tenant()))
                        .updateExpression("ADD #version :one")
                        .conditionExpression("attribute_not_exists(#version) OR #version = :read")
                        .expressionAttributeNames(Map.of("#version", VERSION))
                        .expressionAttributeValues(Map.of(
                                ":one", AttributeValue.fromN("1"),
                                ":read", AttributeValue.fromN(Long.toString(read.version())))))
                .build();
    }

    private static Map<String, AttributeValue> versionKey(TenantId tenant) {
        return Map.of(KeyItem.KEY, AttributeValue.fromS(VERSION_PREFIX + tenant));
    }
}
