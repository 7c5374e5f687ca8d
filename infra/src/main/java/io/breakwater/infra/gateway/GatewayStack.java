package io.breakwater.infra.gateway;

import io.breakwater.infra.function.Assets;
import io.breakwater.infra.naming.Placement;
import io.breakwater.infra.naming.StackKey;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;
import io.breakwater.surface.Cors;
import java.time.Duration;
import java.util.List;
import software.amazon.awscdk.Stack;
import software.constructs.Construct;

/// The gateway itself, in the home account and Region.
public final class GatewayStack extends Stack {
    /// The parts of its functions' names after the environment.
    public static final List<String> FUNCTIONS =
            List.of("router", "authorizer", "usage", "admin", "provisioner", "sweeper", "carrier");

    public record Props(Placement placement, Settings settings, Assets assets) {
        Naming naming() {
            return placement.naming();
        }

        int retentionDays() {
            return settings.logging().retentionDays();
        }
    }

    public GatewayStack(Construct scope, String id, Props props) {
        super(scope, id, props.placement().home(props.naming().gatewayStack(), "Breakwater: the gateway"));
        Naming naming = props.naming();
        StackKey.add(this, props.placement(), props.placement().lifecycle().state());
        StateTables tables = new StateTables(this, "Tables", new StateTables.Props(props.placement()));
        PepperSecret pepper = new PepperSecret(this, "Pepper", new PepperSecret.Props(props.placement()));
        SharedUsage shared = new SharedUsage(this, naming);
        GatewayFunctions functions = new GatewayFunctions(
                this,
                "Functions",
                new GatewayFunctions.Props(naming, props.settings(), props.assets(), tables, pepper, shared));
        TenantsAsset tenants = new TenantsAsset(this, "StagedTenants", props.assets());
        Provisioner provisioner = new Provisioner(
                this, "Provisioner", new Provisioner.Props(props, functions.control(), tables, pepper, tenants));
        new LedgerItems(
                this,
                "LedgerItems",
                new LedgerItems.Props(props.settings(), tenants, tables, functions, provisioner.stored()));
        new OldVersionRounds(
                this, "OldVersions", new OldVersionRounds.Props(naming, functions.published(), provisioner.function()));
        GatewayApi gateway = new GatewayApi(this, "Gateway", new GatewayApi.Props(naming, props.retentionDays()));
        Duration cache = props.settings().authorizerCache();
        Cors cors = props.settings().cors();
        new ApiRoutes(this, "Routes", new ApiRoutes.Props(naming, gateway.api(), functions, cache, cors));
        new GatewayResponses(this, "Responses", new GatewayResponses.Props(gateway.api(), cors, !cache.isZero()));
        shared.admit(this, naming, gateway.api());
        TenantPlans plans =
                new TenantPlans(this, "Tenants", new TenantPlans.Props(naming, props.settings(), gateway.api()));
        ApiUsagePlans later = new ApiUsagePlans(
                this,
                "UsageKeys",
                new ApiUsagePlans.Props(naming, props.settings(), gateway.api(), provisioner.function()));
        provisioner.giveKeys(plans, shared, later);
    }
}
