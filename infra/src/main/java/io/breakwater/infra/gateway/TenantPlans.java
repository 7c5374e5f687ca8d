package io.breakwater.infra.gateway;

import io.breakwater.model.Limits;
import io.breakwater.model.Tenant;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;
import io.breakwater.settings.Throttle;
import io.breakwater.settings.UsagePlans;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.apigateway.ApiKey;
import software.amazon.awscdk.services.apigateway.Period;
import software.amazon.awscdk.services.apigateway.QuotaSettings;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.ThrottleSettings;
import software.amazon.awscdk.services.apigateway.UsagePlan;
import software.amazon.awscdk.services.apigateway.UsagePlanPerApiStage;
import software.constructs.Construct;

/// The outer ring: a usage plan and an API key for each tenant, wider than the limits that its ledger keeps. API
/// Gateway makes the key's value up; nobody is given it, the authorizer names it for the tenant it has recognised.
final class TenantPlans extends Construct {
    /// Minutes in the longest month.
    private static final double MONTH = 31 * 24 * 60;

    private final Map<String, String> keyIds = new TreeMap<>();

    record Props(Naming naming, Settings settings, RestApi api) {}

    TenantPlans(Construct scope, String id, Props props) {
        super(scope, id);
        if (props.settings().throttle().usagePlans() == UsagePlans.PLAN) {
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
        plan(own, name, tenant, props).addApiKey(key);
        keyIds.put(tenant.id().value(), key.getKeyId());
    }

    /// The id of each tenant's API Gateway key, of those that the stack has; its value is in no template.
    Map<String, String> keyIds() {
        return keyIds;
    }

    private static UsagePlan plan(Construct own, String name, Tenant tenant, Props props) {
        Throttle throttle = props.settings().throttle();
        UsagePlan.Builder plan = UsagePlan.Builder.create(own, "Plan")
                .name(name)
                .apiStages(List.of(UsagePlanPerApiStage.builder()
                        .api(props.api())
                        .stage(props.api().getDeploymentStage())
                        .build()))
                .throttle(ThrottleSettings.builder()
                        .rateLimit(throttle.requestsPerSecond(tenant.limits()))
                        .burstLimit(throttle.requestsAtOnce(tenant.limits()))
                        .build());
        if (tenant.limits().requestsPerMinute() > 0) {
            plan.quota(quota(throttle, tenant.limits()));
        }
        return plan.build();
    }

    /// As many requests as the throttle lets through in a month, refused ones too: a second net, never the first.
    private static QuotaSettings quota(Throttle throttle, Limits limits) {
        double most = Math.ceil(throttle.factor() * limits.requestsPerMinute() * MONTH);
        return QuotaSettings.builder()
                .limit((int) Math.min(Integer.MAX_VALUE, most))
                .period(Period.MONTH)
                .build();
    }
}
