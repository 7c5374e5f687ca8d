package io.breakwater.adapters.dynamodb;

import io.breakwater.adapters.config.FunctionVariables;
import io.breakwater.settings.TenantEntries;
import io.breakwater.tenancy.Plans;
import io.breakwater.tenancy.Source;
import io.breakwater.tenancy.TenantStore;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// The two tables of tenants that a function uses.
///
/// @param file the tenants of the environment's file
/// @param plans the plans of the same file
/// @param applied the tenants that operators have applied
public record DeployedTenants(DynamoTenants file, DynamoPlans plans, DynamoTenants applied) {

    /// The tables that the function's variables name.
    ///
    /// @throws IllegalStateException if a variable is not set: the function was deployed by hand
    public static DeployedTenants of(FunctionVariables variables, DynamoDbClient dynamo) {
        String file = variables.required("BREAKWATER_CONFIGURED_TABLE");
        return new DeployedTenants(
                new DynamoTenants(dynamo, file, Source.FILE),
                new DynamoPlans(dynamo, file),
                new DynamoTenants(dynamo, variables.required("BREAKWATER_TENANTS_TABLE"), Source.CONTROL));
    }

    /// Every tenant's entry: those of the file come first.
    public TenantStore entries() {
        return file.or(applied);
    }

    /// The current plans.
    ///
    /// @param entries reads them
    /// @throws IllegalStateException if there are none, because no deploy has written them
    public Plans plans(TenantEntries entries) {
        return plans.find()
                .map(entries::plans)
                .orElseThrow(() -> new IllegalStateException(
                        "the environment has no plans in its table; deploy it again, which writes them"));
    }
}
