package io.breakwater.infra.gateway;

import io.breakwater.surface.ApiResource;
import io.breakwater.surface.Cors;
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

/// `GET /healthz`, which API Gateway answers by itself and for all callers, as the local front server
/// does: it shows that the API is up, even if no copy of the router is left.
final class Health extends Construct {
    private static final String OK = "200";

    /// @param cors which web pages may read it
    record Props(RestApi api, Cors cors) {}

    Health(Construct scope, String id, Props props) {
        super(scope, id);
        Map<String, String> headers = props.cors().fixed();
        Resource health = props.api().getRoot().resourceForPath(ApiResource.HEALTH.template());
        ApiResource.HEALTH
                .methods()
                .forEach(method -> acknowledge(health.addMethod(method, answer(headers), open(headers))));
    }

    private static void acknowledge(Method method) {
        Validations.of(method)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions-APIG4")
                        .reason("whether the API is there is no secret, and who watches it has no key")
                        .build());
    }

    /// The mock's answer. All media types of this API are binary, but templates are for text, so
    /// conversions are needed.
    private static MockIntegration answer(Map<String, String> headers) {
        IntegrationResponse.Builder ok = IntegrationResponse.builder()
                .statusCode(OK)
                .contentHandling(ContentHandling.CONVERT_TO_TEXT)
                .responseTemplates(Map.of("application/json", "{\"status\":\"ok\"}"));
        if (!headers.isEmpty()) {
            ok.responseParameters(LiteralHeaders.mapped(headers));
        }
        return MockIntegration.Builder.create()
                .contentHandling(ContentHandling.CONVERT_TO_TEXT)
                .passthroughBehavior(PassthroughBehavior.NEVER)
                .requestTemplates(Map.of("application/json", "{\"statusCode\":" + OK + "}"))
                .integrationResponses(List.of(ok.build()))
                .build();
    }

    private static MethodOptions open(Map<String, String> headers) {
        MethodResponse.Builder ok = MethodResponse.builder().statusCode(OK);
        if (!headers.isEmpty()) {
            ok.responseParameters(LiteralHeaders.declared(headers.keySet()));
        }
        return MethodOptions.builder()
                .authorizationType(AuthorizationType.NONE)
                .apiKeyRequired(false)
                .methodResponses(List.of(ok.build()))
                .build();
    }
}
