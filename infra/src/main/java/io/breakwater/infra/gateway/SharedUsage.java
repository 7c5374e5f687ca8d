package io.breakwater.infra.gateway;

import io.breakwater.model.Limits;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Throttle;
import java.util.List;
import software.amazon.awscdk.services.apigateway.ApiKey;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.ThrottleSettings;
import software.amazon.awscdk.services.apigateway.UsagePlan;
import software.amazon.awscdk.services.apigateway.UsagePlanPerApiStage;
import software.constructs.Construct;

/// The usage plan and the API key that count tenants without their own: API Gateway admits no request
/// without a key, and making one takes time. Many tenants share it, so it is as wide as the account;
/// each tenant's limits are in its ledger.
final class SharedUsage {
    private static final String NAME = "tenants-without-own-key";

    private final ApiKey key;

    /// The key alone, which needs no API: functions are told its id.
    SharedUsage(Construct scope, Naming naming) {
        key = ApiKey.Builder.create(scope, "SharedUsageKey")
                .apiKeyName(naming.resource(NAME))
                .description("Counts tenants that have no API key of their own yet; not a credential")
                .build();
    }

    /// Lets the key through at this API.
    void admit(Construct scope, Naming naming, RestApi api) {
        UsagePlan.Builder.create(scope, "SharedUsagePlan")
                .name(naming.resource(NAME))
                .apiStages(List.of(UsagePlanPerApiStage.builder()
                        .api(api)
                        .stage(api.getDeploymentStage())
                        .build()))
                .throttle(ThrottleSettings.builder()
                        .rateLimit(Throttle.DEFAULT.requestsPerSecond(Limits.UNLIMITED))
                        .burstLimit(Throttle.DEFAULT.requestsAtOnce(Limits.UNLIMITED))
                        .build())
                .build()
                .addApiKey(key);
    }

    String keyId() {
        return key.getKeyId();
    }
}
