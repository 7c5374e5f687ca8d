package io.breakwater.ops.diff;

import io.breakwater.adapters.dynamodb.DynamoPlans;
import io.breakwater.adapters.dynamodb.DynamoTenants;
import io.breakwater.naming.Naming;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantEntry;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

/// Reads the tables of a deployed environment with the operator's rights. A missing table counts as
/// empty, since the first deploy makes it.
record StoredReader(DynamoDbClient dynamo, Naming naming) {

    /// @throws software.amazon.awssdk.core.exception.SdkException if a table cannot be read
    Stored read() {
        String file = naming.resource("configured");
        return new Stored(
                orElse(Optional.empty(), () -> new DynamoPlans(dynamo, file).find()),
                tenants(file, Source.FILE),
                tenants(naming.resource("tenants"), Source.CONTROL));
    }

    private List<TenantEntry> tenants(String table, Source source) {
        return orElse(List.of(), () -> new DynamoTenants(dynamo, table, source).all());
    }

    private static <T> T orElse(T nothing, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ResourceNotFoundException absent) {
            return nothing;
        }
    }
}
