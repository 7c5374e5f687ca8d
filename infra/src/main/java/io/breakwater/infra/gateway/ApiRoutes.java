package io.breakwater.infra.gateway;

import io.breakwater.naming.Naming;
import io.breakwater.surface.ApiResource;
import io.breakwater.surface.Cors;
import io.breakwater.surface.KeyRealm;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.services.apigateway.AuthorizationType;
import software.amazon.awscdk.services.apigateway.LambdaIntegration;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.RequestValidator;
import software.amazon.awscdk.services.apigateway.Resource;
import software.amazon.awscdk.services.apigateway.ResponseTransferMode;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/// Decides which function answers a path: the usage report its one path, the operators' API those under
/// `/admin/`, the router all others, as a stream.
///
/// With a cache in front of the authorizer ([Authorizers]) Bedrock's, Anthropic's and Azure's paths
/// are resources of their own, which the router answers too: a method has just one authorizer.
final class ApiRoutes extends Construct {
    private final Props props;
    private final Authorizers authorizers;
    private final RequestValidator validator;
    private final Preflight preflight;

    /// @param cors which web pages may call from a browser
    /// @param authorizerCache how long API Gateway reuses an answer about a key; zero for never
    record Props(Naming naming, RestApi api, GatewayFunctions functions, Duration authorizerCache, Cors cors) {}

    ApiRoutes(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        Authorizers.Props asked =
                new Authorizers.Props(props.naming(), props.functions().authorizer(), props.authorizerCache());
        authorizers = new Authorizers(this, asked);
        validator = RequestValidator.Builder.create(this, "Validator")
                .restApi(props.api())
                .requestValidatorName(props.naming().api())
                .validateRequestBody(true)
                .validateRequestParameters(true)
                .build();
        preflight = new Preflight(props.cors());
        preflight.addTo(at(ApiResource.PROXY));
        at(ApiResource.PROXY).addMethod("ANY", router(), options(KeyRealm.SHARED, "method.request.path.proxy"));
        Resource usage = at(ApiResource.USAGE);
        ApiResource.USAGE
                .methods()
                .forEach(method ->
                        usage.addMethod(method, answering(props.functions().usage()), options(KeyRealm.SHARED)));
        usage.addMethod("ANY", router(), options(KeyRealm.SHARED));
        preflight.addTo(usage);
        if (asked.cached()) {
            addRealm(KeyRealm.BEDROCK);
            addRealm(KeyRealm.ANTHROPIC);
            addRealm(KeyRealm.AZURE);
        }
        addAdmin();
        new Health(this, "Health", new Health.Props(props.api(), props.cors()));
        preflight.addTo(at(ApiResource.HEALTH));
    }

    /// Adds the resources of one realm of keys, with the realm's own authorizer.
    private void addRealm(KeyRealm realm) {
        realm.resources().forEach(path -> {
            MethodOptions options =
                    path.endsWith("{proxy+}") ? options(realm, "method.request.path.proxy") : options(realm);
            Resource resource = props.api().getRoot().resourceForPath(path);
            resource.addMethod("ANY", router(), options);
            preflight.addTo(resource);
        });
    }

    private Resource at(ApiResource resource) {
        return props.api().getRoot().resourceForPath(resource.template());
    }

    private LambdaIntegration router() {
        return LambdaIntegration.Builder.create(props.functions().router())
                .responseTransferMode(ResponseTransferMode.STREAM)
                .timeout(GatewayFunctions.LONGEST)
                .allowTestInvoke(false)
                .build();
    }

    /// Adds the operators' API, guarded by AWS IAM: no tenant's key opens it.
    private void addAdmin() {
        Resource admin = at(ApiResource.ADMIN);
        AdminThrottle.METHODS.forEach(method -> admin.addMethod(
                method,
                answering(props.functions().admin()),
                MethodOptions.builder()
                        .authorizationType(AuthorizationType.IAM)
                        .requestValidator(validator)
                        .requestParameters(Map.of("method.request.path.proxy", true))
                        .build()));
    }

    private static LambdaIntegration answering(IFunction function) {
        return LambdaIntegration.Builder.create(function).allowTestInvoke(false).build();
    }

    private MethodOptions options(KeyRealm realm, String... required) {
        Map<String, Boolean> parameters = Arrays.stream(required).collect(Collectors.toMap(name -> name, _ -> true));
        return MethodOptions.builder()
                .authorizationType(AuthorizationType.CUSTOM)
                .authorizer(authorizers.of(realm))
                .apiKeyRequired(true)
                .requestValidator(validator)
                .requestParameters(parameters)
                .build();
    }
}
