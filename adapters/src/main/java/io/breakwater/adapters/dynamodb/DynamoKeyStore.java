package io.breakwater.adapters.dynamodb;

import io.breakwater.identity.KeyHash;
import io.breakwater.identity.KeyRecord;
import io.breakwater.identity.KeyRegister;
import io.breakwater.model.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Key records in a DynamoDB table with the string key `pk`: `K#<key id>`, one item for each key.
public final class DynamoKeyStore implements KeyRegister {
    private static final String PREFIX = "K#";
    private static final String KEY = "pk";
    private static final String HASH = "hash";
    private static final String TENANT = "tenant";
    private static final String NOT_AFTER = "notAfter";
    private static final String REVOKED = "revoked";
    private static final String USAGE = "usageIdentifier";

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
        return Optional.of(dynamo.getItem(
                                get -> get.tableName(table).key(key(keyId)).consistentRead(true))
                        .item())
                .filter(item -> !item.isEmpty())
                .map(DynamoKeyStore::keyRecord);
    }

    /// Every record, strongly consistent, by reading the whole table.
    ///
    /// @throws SdkException if the table cannot be read
    @Override
    public List<KeyRecord> all() {
        return dynamo
                .scanPaginator(scan -> scan.tableName(table)
                        .consistentRead(true)
                        .filterExpression("begins_with(" + KEY + ", :prefix)")
                        .expressionAttributeValues(Map.of(":prefix", AttributeValue.fromS(PREFIX))))
                .items()
                .stream()
                .map(DynamoKeyStore::keyRecord)
                .toList();
    }

    /// Adds the record, or replaces the one of the same key id.
    ///
    /// @throws SdkException if the table cannot be written
    @Override
    public void put(KeyRecord keyRecord) {
        dynamo.putItem(put -> put.tableName(table).item(item(keyRecord)));
    }

    /// Removes the record of a key id; without one nothing happens.
    ///
    /// @throws SdkException if the table cannot be written
    @Override
    public void delete(String keyId) {
        dynamo.deleteItem(delete -> delete.tableName(table).key(key(keyId)));
    }

    private static Map<String, AttributeValue> key(String keyId) {
        return Map.of(KEY, AttributeValue.fromS(PREFIX + keyId));
    }

    private static Map<String, AttributeValue> item(KeyRecord keyRecord) {
        Map<String, AttributeValue> item = new HashMap<>(key(keyRecord.keyId()));
        item.put(HASH, AttributeValue.fromS(keyRecord.hash().hex()));
        item.put(TENANT, AttributeValue.fromS(keyRecord.tenant().value()));
        item.put(REVOKED, AttributeValue.fromBool(keyRecord.revoked()));
        item.put(USAGE, AttributeValue.fromS(keyRecord.usageIdentifierKey()));
        keyRecord.notAfter().ifPresent(end -> item.put(NOT_AFTER, AttributeValue.fromS(end.toString())));
        return item;
    }

    private static KeyRecord keyRecord(Map<String, AttributeValue> item) {
        return new KeyRecord(
                text(item, KEY).substring(PREFIX.length()),
                new KeyHash(text(item, HASH)),
                new TenantId(text(item, TENANT)),
                Optional.ofNullable(item.get(NOT_AFTER)).map(AttributeValue::s).map(Instant::parse),
                revoked(item),
                text(item, USAGE));
    }

    /// Whoever takes the attribute away must not bring a revoked key back to life.
    private static boolean revoked(Map<String, AttributeValue> item) {
        AttributeValue revoked = item.get(REVOKED);
        return revoked == null || !Boolean.FALSE.equals(revoked.bool());
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .map(AttributeValue::s)
                .orElseThrow(() -> new IllegalStateException(
                        "the key record %s has no text '%s'; delete the item and deploy the environment again"
                                .formatted(item.get(KEY), name)));
    }
}
