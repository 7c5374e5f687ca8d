package io.breakwater.infra.gateway;

import static java.util.Objects.requireNonNull;

import io.breakwater.naming.Naming;
import java.util.List;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.apigateway.ApiKeySourceType;
import software.amazon.awscdk.services.apigateway.CfnRestApi;
import software.amazon.awscdk.services.apigateway.EndpointConfiguration;
import software.amazon.awscdk.services.apigateway.EndpointType;
import software.amazon.awscdk.services.apigateway.MethodLoggingLevel;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.apigateway.StageOptions;
import software.constructs.Construct;

/// The REST API and its one stage, named after the environment.
///
/// Regional, because there a stream may be idle for 5 minutes, but only for 30 seconds at an edge. All
/// bodies are binary, so that they arrive unchanged. Execution logs are off: they need a role that all
/// APIs of an account and Region share, and this stack must not change what other APIs depend on.
final class GatewayApi extends Construct {
    /// The stack's output that says where the gateway answers.
    private static final String ADDRESS = "GatewayUrl";

    private final RestApi api;

    record Props(Naming naming, int retentionDays) {}

    GatewayApi(Construct scope, String id, Props props) {
        super(scope, id);
        AccessLog log = new AccessLog(this, "AccessLog", new AccessLog.Props(props.naming(), props.retentionDays()));
        api = RestApi.Builder.create(this, "Api")
                .restApiName(props.naming().api())
                .description("Breakwater, " + props.naming().environment())
                .endpointConfiguration(EndpointConfiguration.builder()
                        .types(List.of(EndpointType.REGIONAL))
                        .build())
                .binaryMediaTypes(List.of("*/*"))
                .apiKeySourceType(ApiKeySourceType.AUTHORIZER)
                .cloudWatchRole(false)
                .deployOptions(stage(props.naming(), log))
                .build();
        requireModernTls((CfnRestApi) requireNonNull(api.getNode().getDefaultChild()));
        ((CfnOutput) api.getNode().findChild("Endpoint")).overrideLogicalId(ADDRESS);
        acknowledge();
    }

    private static StageOptions stage(Naming naming, AccessLog log) {
        return StageOptions.builder()
                .stageName(naming.environment())
                .accessLogDestination(log.destination())
                .accessLogFormat(log.format())
                .loggingLevel(MethodLoggingLevel.OFF)
                .dataTraceEnabled(false)
                .tracingEnabled(false)
                .methodOptions(AdminThrottle.methods())
                .build();
    }

    /// TLS 1.2 with forward secrecy, or 1.3 ("Supported security policies for REST APIs", Amazon API Gateway
    /// Developer Guide).
    private static void requireModernTls(CfnRestApi api) {
        api.setSecurityPolicy("SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09");
        api.setEndpointAccessMode("BASIC");
    }

    private void acknowledge() {
        Validations.of(api)
                .acknowledge(acknowledgment(
                        "AwsSolutions-COG4",
                        "tenants are programs with API keys; a Lambda authorizer checks them against their hashes"));
        Validations.of(api.getDeploymentStage())
                .acknowledge(
                        acknowledgment(
                                "AwsSolutions-APIG3",
                                "a web ACL reads 64 KB at most and takes prompts for attacks; keys and usage plans"
                                        + " stand in front of every path"),
                        acknowledgment(
                                "AwsSolutions-APIG6",
                                "execution logs may repeat headers and bodies, so keys and prompts; the access log and the"
                                        + " router's own events say more"));
    }

    private static Acknowledgment acknowledgment(String rule, String reason) {
        return Acknowledgment.builder().id(rule).reason(reason).build();
    }

    RestApi api() {
        return api;
    }
}
