package io.breakwater.infra.gateway;

import io.breakwater.surface.ApiResource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.apigateway.MethodDeploymentOptions;
import software.amazon.awscdk.services.apigateway.MethodLoggingLevel;

/// The rate of the operators' API for all operators together: often enough for people and their
/// scripts, and too seldom to take capacity from the tenants' side of the account.
final class AdminThrottle {
    /// Its path, in API Gateway's form.
    static final String PATH = ApiResource.ADMIN.template();

    /// Its methods.
    static final List<String> METHODS = ApiResource.ADMIN.methods();

    private static final double PER_SECOND = 5;
    private static final double AT_ONCE = 10;

    /// The throttle of each method, for the stage.
    static Map<String, MethodDeploymentOptions> methods() {
        return METHODS.stream().collect(Collectors.toMap(method -> PATH + "/" + method, _ -> options()));
    }

    private static MethodDeploymentOptions options() {
        return MethodDeploymentOptions.builder()
                .throttlingRateLimit(PER_SECOND)
                .throttlingBurstLimit(AT_ONCE)
                .loggingLevel(MethodLoggingLevel.OFF)
                .dataTraceEnabled(false)
                .build();
    }

    private AdminThrottle() {}
}
