package io.breakwater.infra.gateway;

import io.breakwater.model.Limits;
import io.breakwater.settings.Throttle;
import java.util.List;
import software.amazon.awscdk.services.apigateway.Period;
import software.amazon.awscdk.services.apigateway.QuotaSettings;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.ThrottleSettings;
import software.amazon.awscdk.services.apigateway.UsagePlan;
import software.amazon.awscdk.services.apigateway.UsagePlanPerApiStage;
import software.constructs.Construct;

/// Makes usage plans that are wider than the ledgers' limits. A usage plan's limits count for each of
/// its keys ("Usage plans and API keys for REST APIs", Amazon API Gateway Developer Guide).
record UsagePlanOf(Throttle throttle, RestApi api) {
    /// Minutes in the longest month.
    private static final double MONTH = 31 * 24 * 60;

    UsagePlan limits(Construct scope, String name, Limits limits) {
        UsagePlan.Builder plan = UsagePlan.Builder.create(scope, "Plan")
                .name(name)
                .apiStages(List.of(UsagePlanPerApiStage.builder()
                        .api(api)
                        .stage(api.getDeploymentStage())
                        .build()))
                .throttle(ThrottleSettings.builder()
                        .rateLimit(throttle.requestsPerSecond(limits))
                        .burstLimit(throttle.requestsAtOnce(limits))
                        .build());
        if (limits.requestsPerMinute() > 0) {
            plan.quota(quota(limits));
        }
        return plan.build();
    }

    /// As many requests as the throttle lets through in a month, including refused ones: never the
    /// first limit to be reached.
    private QuotaSettings quota(Limits limits) {
        double most = Math.ceil(throttle.factor() * limits.requestsPerMinute() * MONTH);
        return QuotaSettings.builder()
                .limit((int) Math.min(Integer.MAX_VALUE, most))
                .period(Period.MONTH)
                .build();
    }
}
