package io.breakwater.infra.gateway;

import io.breakwater.surface.Cors;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
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

/// A browser's preliminary request before a page's call. It has no key, and API Gateway answers it by
/// itself. Without the setting there is no such method, and the authorizer refuses the request like any
/// call without a key.
final class Preflight {
    private static final String NO_CONTENT = "204";

    private final Cors cors;

    Preflight(Cors cors) {
        this.cors = cors;
    }

    void addTo(Resource resource) {
        if (cors.on()) {
            acknowledge(resource.addMethod(Cors.PREFLIGHT, answer(), open()));
        }
    }

    private static void acknowledge(Method method) {
        Validations.of(method)
                .acknowledge(Acknowledgment.builder()
                        .id("AwsSolutions-APIG4")
                        .reason("browsers send no key with a preflight, whose answer says only which pages may call")
                        .build());
    }

    /// As for [Health], templates are for text.
    private MockIntegration answer() {
        return MockIntegration.Builder.create()
                .contentHandling(ContentHandling.CONVERT_TO_TEXT)
                .passthroughBehavior(PassthroughBehavior.NEVER)
                .requestTemplates(Map.of("application/json", "{\"statusCode\":" + NO_CONTENT + "}"))
                .integrationResponses(List.of(IntegrationResponse.builder()
                        .statusCode(NO_CONTENT)
                        .contentHandling(ContentHandling.CONVERT_TO_TEXT)
                        .responseParameters(LiteralHeaders.mapped(cors.preflight(Optional.empty())))
                        .responseTemplates(Map.of("application/json", template()))
                        .build()))
                .build();
    }

    /// A template for the one header that depends on the page, which a mapped literal cannot. HTTP/2
    /// has names in lower case, HTTP/1.1 as the client writes them ("Use mapping templates to override
    /// your API's request and response parameters and status codes", Amazon API Gateway Developer
    /// Guide).
    private String template() {
        if (cors.every()) {
            return "";
        }
        String named = cors.origins().stream()
                .map(origin -> "$origin == " + LiteralHeaders.quoted(origin))
                .collect(Collectors.joining(" || "));
        return "#set($headers = $input.params().header)"
                + "#set($origin = \"$!headers.get('Origin')$!headers.get('origin')\")"
                + "#if(" + named + ")#set($context.responseOverride.header." + Cors.ALLOW_ORIGIN + " = $origin)#end";
    }

    private MethodOptions open() {
        Set<String> headers = new TreeSet<>(cors.preflight(Optional.empty()).keySet());
        headers.add(Cors.ALLOW_ORIGIN);
        return MethodOptions.builder()
                .authorizationType(AuthorizationType.NONE)
                .apiKeyRequired(false)
                .methodResponses(List.of(MethodResponse.builder()
                        .statusCode(NO_CONTENT)
                        .responseParameters(LiteralHeaders.declared(headers))
                        .build()))
                .build();
    }
}
