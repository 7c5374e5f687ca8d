package io.breakwater.adapters.dynamodb;

import io.breakwater.model.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The tenants that have metrics of their own, as the attribute `measured` of the drains' item, which
/// every copy of the router reads again after 4.5 s anyway. Without the attribute every tenant is
/// measured.
public record DynamoMeasured(DynamoDbClient dynamo, String table) {
    private static final String MEASURED = "measured";

    /// The tenants that an item names.
    ///
    /// @param item the item of [DynamoDrains]
    public static Optional<Set<TenantId>> in(Map<String, AttributeValue> item) {
        return Optional.ofNullable(item.get(MEASURED))
                .map(names -> names.ss().stream().map(TenantId::new).collect(Collectors.toSet()));
    }

    /// Stores the names.
    ///
    /// @param tenants at least one; empty for all tenants
    /// @throws SdkException if the table cannot be written
    public void put(Optional<Set<TenantId>> tenants) {
        tenants.map(DynamoMeasured::names)
                .ifPresentOrElse(
                        names -> dynamo.updateItem(update -> update.tableName(table)
                                .key(DynamoDrains.KEY)
                                .updateExpression("SET #measured = :names")
                                .expressionAttributeNames(Map.of("#measured", MEASURED))
                                .expressionAttributeValues(Map.of(":names", names))),
                        () -> dynamo.updateItem(update -> update.tableName(table)
                                .key(DynamoDrains.KEY)
                                .updateExpression("REMOVE #measured")
                                .expressionAttributeNames(Map.of("#measured", MEASURED))));
    }

    private static AttributeValue names(Set<TenantId> tenants) {
        return AttributeValue.fromSs(
                tenants.stream().map(TenantId::value).sorted().toList());
    }
}
