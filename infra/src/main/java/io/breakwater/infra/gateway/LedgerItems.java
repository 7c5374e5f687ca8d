package io.breakwater.infra.gateway;

import io.breakwater.infra.function.PublishedFunction;
import io.breakwater.model.Tenant;
import io.breakwater.settings.Settings;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/// Carries ledgers over for tenants whose number of items has changed: suspensions, overrides and
/// counts.
///
/// It runs once before the new functions work on ledgers, so that no suspended tenant is admitted, and
/// once after, for writes of the old functions in between. Only seconds lie between, since publishing
/// versions, which takes minutes, comes first. The file's tenants are stored in between as well: from
/// that running functions learn the new number, so the second run comes when all have learned it.
final class LedgerItems extends Construct {
    /// The function's time limit.
    private static final Duration LONGEST = Duration.minutes(5);

    private final Props props;

    /// @param stored the custom resource that stores the file's tenants
    record Props(
            Settings settings,
            TenantsAsset tenants,
            StateTables tables,
            GatewayFunctions functions,
            CustomResource stored) {}

    LedgerItems(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        CustomResource before = carried("Before");
        CustomResource after = carried("After");
        props.stored().getNode().addDependency(before);
        props.tenants().readableBy(props.functions().carrier());
        for (PublishedFunction each : props.functions().ledgerUsers()) {
            before.getNode().addDependency(each.published());
            each.live().getNode().addDependency(before, props.stored());
            after.getNode().addDependency(each.live());
        }
    }

    /// CloudFormation calls the function again when a number, a tenant or the table changes, also when it rolls back.
    private CustomResource carried(String id) {
        return CustomResource.Builder.create(this, id)
                .resourceType("Custom::BreakwaterLedgerItems")
                .serviceToken(props.functions().carrier().arn())
                .serviceTimeout(LONGEST)
                .properties(Map.of(
                        "LedgerItems", numbers(),
                        "Tenants", props.tenants().place(),
                        "Table", props.tables().quota().getTableArn()))
                .build();
    }

    /// The numbers of items, for tenants with more than one: from some thousands of tenants on, all
    /// numbers would fit neither into a template nor into the function's event.
    private Map<String, Integer> numbers() {
        Map<String, Integer> numbers = new TreeMap<>();
        for (Tenant tenant : props.settings().topology().tenants().values()) {
            if (tenant.terms().ledgerShards() > 1) {
                numbers.put(tenant.id().value(), tenant.terms().ledgerShards());
            }
        }
        return numbers;
    }
}
