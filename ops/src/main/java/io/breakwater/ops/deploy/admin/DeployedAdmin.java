package io.breakwater.ops.deploy.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.breakwater.ops.deploy.world.Environment;
import io.breakwater.ops.deploy.world.Unshown;
import io.breakwater.ops.deploy.world.World;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.apigateway.model.Method;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/// The methods of the deployed `/admin/{proxy+}` as API Gateway has them, and the function behind each.
///
/// @param apiId the API's id
/// @param methods by their HTTP verbs
record DeployedAdmin(String apiId, Map<String, Method> methods, LambdaClient lambda) {
    static final String RESOURCE = "/admin/{proxy+}";

    private static final String IAM = "AWS_IAM";
    private static final ObjectMapper JSON = new ObjectMapper();

    /// "Set up Lambda proxy integrations in API Gateway", Amazon API Gateway Developer Guide.
    private static final Pattern INTEGRATION =
            Pattern.compile("arn:[^:]+:apigateway:[^:]+:lambda:path/2015-03-31/functions/(.+)/invocations");

    /// @throws Unshown if the environment has no such resource, or lets in somebody else than IAM does
    static DeployedAdmin of(Environment environment, World world) throws Unshown {
        String apiId = world.gateways().apiId(environment);
        ApiGatewayClient gateway = world.clients().at(environment.home(), ApiGatewayClient.builder());
        Map<String, Method> methods =
                gateway.getResourcesPaginator(ask -> ask.restApiId(apiId).embed("methods")).items().stream()
                        .filter(resource -> RESOURCE.equals(resource.path()))
                        .findFirst()
                        .orElseThrow(() -> new Unshown("the API " + apiId + " has no resource " + RESOURCE))
                        .resourceMethods();
        for (Map.Entry<String, Method> method : methods.entrySet()) {
            Unshown.unless(
                    IAM.equals(method.getValue().authorizationType()),
                    method.getKey() + " " + RESOURCE + " is open to "
                            + method.getValue().authorizationType() + " instead of " + IAM);
        }
        return new DeployedAdmin(apiId, methods, world.clients().at(environment.home(), LambdaClient.builder()));
    }

    /// What the function behind a method answers, or nothing if there is no such method.
    ///
    /// @throws IllegalStateException if the function fails
    Optional<JsonNode> answer(String method, JsonNode event) {
        return Optional.ofNullable(methods.get(method))
                .map(deployed -> invoke(function(deployed.methodIntegration().uri()), event));
    }

    /// The ARN of the function and its alias that an integration leads to.
    static String function(String integration) {
        Matcher parts = INTEGRATION.matcher(integration);
        if (!parts.matches()) {
            throw new IllegalStateException("no Lambda integration: " + integration);
        }
        return parts.group(1);
    }

    private JsonNode invoke(String function, JsonNode event) {
        InvokeResponse response =
                lambda.invoke(call -> call.functionName(function).payload(SdkBytes.fromUtf8String(event.toString())));
        String answer = response.payload().asUtf8String();
        if (response.functionError() != null) {
            throw new IllegalStateException(function + " failed: " + response.functionError() + ", " + answer);
        }
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(function + " answered something that is no JSON", malformed);
        }
    }
}
