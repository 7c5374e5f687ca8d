package io.breakwater.infra.gateway;

import io.breakwater.model.Tenant;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.apigateway.ApiKey;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.constructs.Construct;

/// The outer limit: a usage plan and an API key for each tenant, wider than the limits in its ledger.
/// API Gateway generates the key's value; no client gets it, and the authorizer names it for the tenant
/// that it has recognised.
final class TenantPlans extends Construct {
    private final Map<String, String> keyIds = new TreeMap<>();

    record Props(Naming naming, Settings settings, RestApi api) {}

    TenantPlans(Construct scope, String id, Props props) {
        super(scope, id);
        if (!props.settings().throttle().planForEachTenant()) {
            return;
        }
        props.settings().topology().tenants().values().stream()
                .sorted(Comparator.comparing(Tenant::id))
                .forEach(tenant -> add(tenant, props));
    }

    private void add(Tenant tenant, Props props) {
        Construct own = new Construct(this, tenant.id().value());
        String name = props.naming().resource(tenant.id().value());
        ApiKey key = ApiKey.Builder.create(own, "Key")
                .apiKeyName(name)
                .description("Counts tenant " + tenant.id() + "; not a credential")
                .build();
        new UsagePlanOf(props.settings().throttle(), props.api())
                .limits(own, name, tenant.limits())
                .addApiKey(key);
        keyIds.put(tenant.id().value(), key.getKeyId());
    }

    /// The ids of the tenants' API Gateway keys in the stack; the keys' values are in no template.
    Map<String, String> keyIds() {
        return keyIds;
    }
}
