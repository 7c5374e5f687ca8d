package io.breakwater.infra.gateway;

import io.breakwater.infra.function.PublishedFunction;
import io.breakwater.model.Tenant;
import io.breakwater.settings.Settings;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.CustomResource;
import software.amazon.awscdk.Duration;
import software.constructs.Construct;

/// Carries the ledgers of tenants whose number of items has changed: what was suspended, overridden and counted.
///
/// Once before the functions that work on ledgers answer as deployed, so that nobody is let in who is suspended; and
/// once after, for what the functions of before have written meanwhile. In between are seconds, since what takes
/// minutes, publishing versions, comes first. In between the file's tenants are stored too: that is when running
/// functions learn of another number, so the second time comes when all have learned of it.
final class LedgerItems extends Construct {
    /// That of the function.
    private static final Duration LONGEST = Duration.minutes(5);

    private final Props props;

    /// @param stored what stores the file's tenants
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

    /// Of tenants that have more than one: those of all would not fit into a template, nor into the function's event,
    /// from some thousands on.
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
