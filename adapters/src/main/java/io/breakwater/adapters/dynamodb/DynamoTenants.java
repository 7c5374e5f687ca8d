package io.breakwater.adapters.dynamodb;

import io.breakwater.model.TenantId;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantEntry;
import io.breakwater.tenancy.TenantRegister;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// Entries of tenants in a DynamoDB table with the string key `pk`: `T#<tenant>`, one item each.
/// Tenants of the environment's file are in one table, which only deploys write, those that operators
/// apply in another.
public final class DynamoTenants implements TenantRegister {
    private static final String KEY = "pk";
    private static final String PREFIX = "T#";
    private static final String ENTRY = "entry";

    private final DynamoDbClient dynamo;
    private final String table;
    private final Source source;

    /// @param source the source of all tenants in the table
    public DynamoTenants(DynamoDbClient dynamo, String table, Source source) {
        this.dynamo = dynamo;
        this.table = table;
        this.source = source;
    }

    /// Strongly consistent.
    ///
    /// @throws SdkException if the table cannot be read
    @Override
    public Optional<TenantEntry> find(TenantId id) {
        return Optional.of(
                        dynamo.getItem(get -> get.tableName(table).key(key(id)).consistentRead(true))
                                .item())
                .filter(item -> !item.isEmpty())
                .map(this::entry);
    }

    /// Strongly consistent, by reading the whole table.
    ///
    /// @throws SdkException if the table cannot be read
    @Override
    public List<TenantEntry> all() {
        return dynamo.scanPaginator(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                .filter(item -> text(item, KEY).startsWith(PREFIX))
                .map(this::entry)
                .toList();
    }

    /// @throws SdkException if the table cannot be written
    @Override
    public void put(TenantEntry entry) {
        dynamo.putItem(put -> put.tableName(table)
                .item(Map.of(
                        KEY, AttributeValue.fromS(PREFIX + entry.id()),
                        ENTRY, AttributeValue.fromS(entry.text()))));
    }

    /// @throws SdkException if the table cannot be written
    @Override
    public void remove(TenantId id) {
        dynamo.deleteItem(delete -> delete.tableName(table).key(key(id)));
    }

    private static Map<String, AttributeValue> key(TenantId id) {
        return Map.of(KEY, AttributeValue.fromS(PREFIX + id));
    }

    private TenantEntry entry(Map<String, AttributeValue> item) {
        return new TenantEntry(new TenantId(text(item, KEY).substring(PREFIX.length())), text(item, ENTRY), source);
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Optional.ofNullable(item.get(name))
                .map(AttributeValue::s)
                .orElseThrow(() ->
                        new IllegalStateException("the tenant's item %s has no text '%s'; apply it again, or deploy"
                                .formatted(item.get(KEY), name)));
    }
}
