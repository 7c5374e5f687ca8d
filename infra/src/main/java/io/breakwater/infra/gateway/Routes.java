package io.breakwater.infra.gateway;

import static java.util.Objects.requireNonNull;

import io.breakwater.naming.Naming;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.apigateway.AuthorizationType;
import software.amazon.awscdk.services.apigateway.CfnAuthorizer;
import software.amazon.awscdk.services.apigateway.IAuthorizer;
import software.amazon.awscdk.services.apigateway.LambdaIntegration;
import software.amazon.awscdk.services.apigateway.MethodOptions;
import software.amazon.awscdk.services.apigateway.RequestAuthorizer;
import software.amazon.awscdk.services.apigateway.RequestValidator;
import software.amazon.awscdk.services.apigateway.Resource;
import software.amazon.awscdk.services.apigateway.ResponseTransferMode;
import software.amazon.awscdk.services.apigateway.RestApi;
import software.amazon.awscdk.services.lambda.IFunction;
import software.constructs.Construct;

/// Which function answers what: the usage report its one path, the operators' API those under `/admin/`, the router
/// all others, as a stream.
final class Routes extends Construct {
    private final Props props;
    private final IAuthorizer authorizer;
    private final RequestValidator validator;

    record Props(Naming naming, RestApi api, Functions functions) {}

    Routes(Construct scope, String id, Props props) {
        super(scope, id);
        this.props = props;
        authorizer = authorizer();
        validator = RequestValidator.Builder.create(this, "Validator")
                .restApi(props.api())
                .requestValidatorName(props.naming().api())
                .validateRequestBody(true)
                .validateRequestParameters(true)
                .build();
        props.api().getRoot().addResource("{proxy+}").addMethod("ANY", router(), options("method.request.path.proxy"));
        Resource usage = props.api().getRoot().addResource("v1").addResource("usage");
        usage.addMethod("GET", answering(props.functions().usage()), options());
        usage.addMethod("ANY", router(), options());
        addAdmin();
    }

    /// Asked for every request. API Gateway would answer from its cache only where each of the headers that may
    /// carry a key is there, and would refuse a request that lacks one; a client sends just one of the three. So a
    /// key that is revoked or a tenant that is suspended is out at once.
    private IAuthorizer authorizer() {
        RequestAuthorizer made = RequestAuthorizer.Builder.create(this, "Authorizer")
                .authorizerName(props.naming().api())
                .handler(props.functions().authorizer())
                .identitySources(List.of())
                .resultsCacheTtl(Duration.seconds(0))
                .build();
        ((CfnAuthorizer) requireNonNull(made.getNode().getDefaultChild()))
                .addPropertyDeletionOverride("IdentitySource");
        return made;
    }

    private LambdaIntegration router() {
        return LambdaIntegration.Builder.create(props.functions().router())
                .responseTransferMode(ResponseTransferMode.STREAM)
                .timeout(Functions.LONGEST)
                .allowTestInvoke(false)
                .build();
    }

    /// For operators, whom AWS IAM knows: no tenant's key opens it, whatever it is.
    private void addAdmin() {
        Resource admin = props.api().getRoot().addResource("admin").addResource("{proxy+}");
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

    private MethodOptions options(String... required) {
        Map<String, Boolean> parameters = Arrays.stream(required).collect(Collectors.toMap(name -> name, _ -> true));
        return MethodOptions.builder()
                .authorizationType(AuthorizationType.CUSTOM)
                .authorizer(authorizer)
                .apiKeyRequired(true)
                .requestValidator(validator)
                .requestParameters(parameters)
                .build();
    }
}
