package io.breakwater.infra.gateway;

import io.breakwater.surface.ApiResource;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.services.apigateway.AuthorizationType;
import software.amazon.awscdk.services.apigateway.ContentHandling;
import software.amazon.awscdk.services.apigateway.IntegrationResponse;
import software.amazon.awscdk.services.apigateway.Method;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.MethodResponse;
import software.amazon.awscdk.services.apigateway.MockIntegration;
import software.amazon.awscdk.services.apigateway.PassthroughBehavior;
import software.amazon.awscdk.services.apigateway.Resource;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.constructs.Construct;

/// `GET /healthz`, which API Gateway answers by itself and to everybody, as the local front does: whether the API is
/// there, also when no copy of the router is left.
final class Health extends Construct {
    private static final String OK = "200";

    Health(Construct scope, String id, RestApi api) {
        super(scope, id);
        Resource health = api.getRoot().resourceForPath(ApiResource.HEALTH.template());
        ApiResource.HEALTH.methods().forEach(method -> acknowledge(health.addMethod(method, answer(), open())));
    }

    private static void acknowledge(Method method) {
        Validations.of(method)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions-APIG4")
                        .reason("whether the API is there is no secret, and who watches it has no key")
                        .build());
    }

    /// All media types of this API are binary, and templates are for text: without the conversions there would be none.
    private static MockIntegration answer() {
        return MockIntegration.Builder.create()
                .contentHandling(ContentHandling.CONVERT_TO_TEXT)
                .passthroughBehavior(PassthroughBehavior.NEVER)
                .requestTemplates(Map.of("application/json", "{\"statusCode\":" + OK + "}"))
                .integrationResponses(List.of(IntegrationResponse.builder()
                        .statusCode(OK)
                        .contentHandling(ContentHandling.CONVERT_TO_TEXT)
                        .responseTemplates(Map.of("application/json", "{\"status\":\"ok\"}"))
                        .build()))
                .build();
    }

    private static MethodOptions open() {
        return MethodOptions.builder()
                .authorizationType(AuthorizationType.NONE)
                .apiKeyRequired(false)
                .methodResponses(List.of(MethodResponse.builder().statusCode(OK).build()))
                .build();
    }
}
