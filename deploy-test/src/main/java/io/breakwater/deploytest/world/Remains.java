package io.breakwater.deploytest.world;

import io.breakwater.naming.Naming;
import io.breakwater.ops.account.AccountRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.InferenceProfileType;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// The existing resources with an environment's names, read from each service directly, without regard
/// to tags and independently of the clean-up.
public record Remains(PlaceClients clients, Stacks stacks) {

    /// Lists each with its kind and name.
    public List<String> of(Environment environment) {
        List<String> found = new ArrayList<>();
        stacks.present(environment).forEach(stack -> found.add("stack " + stack));
        environment.places().forEach(place -> found.addAll(in(place, environment.naming())));
        return found;
    }

    private List<String> in(AccountRegion place, Naming naming) {
        String prefix = naming.resource("");
        return Stream.of(
                        named("table", tables(place), prefix),
                        named("function", functions(place), prefix),
                        named("API", apis(place), naming.api()),
                        named("API key", apiKeys(place), prefix),
                        named("usage plan", usagePlans(place), prefix),
                        named("role", roles(place), prefix),
                        named("policy", policies(place), prefix),
                        named("secret", secrets(place), prefix),
                        named("secret", secrets(place), "breakwater/" + naming.environment() + "/"),
                        named("parameter", parameters(place), naming.parameter("")),
                        named("log group", logGroups(place), naming.functionLogs("")),
                        named("log group", logGroups(place), naming.parameter("")),
                        named("application profile", profiles(place), prefix))
                .flatMap(names -> names)
                .map(name -> name + " in " + place)
                .toList();
    }

    private static Stream<String> named(String kind, Stream<String> names, String prefix) {
        return names.filter(name -> name.startsWith(prefix)).map(name -> kind + " " + name);
    }

    private Stream<String> tables(AccountRegion place) {
        return clients.at(place, DynamoDbClient.builder()).listTablesPaginator().tableNames().stream();
    }

    private Stream<String> functions(AccountRegion place) {
        return clients.at(place, LambdaClient.builder()).listFunctionsPaginator().functions().stream()
                .map(function -> function.functionName());
    }

    private Stream<String> apis(AccountRegion place) {
        return api(place).getRestApisPaginator().items().stream().map(api -> api.name());
    }

    private Stream<String> apiKeys(AccountRegion place) {
        return api(place).getApiKeysPaginator().items().stream().map(key -> key.name());
    }

    private Stream<String> usagePlans(AccountRegion place) {
        return api(place).getUsagePlansPaginator().items().stream().map(plan -> plan.name());
    }

    private ApiGatewayClient api(AccountRegion place) {
        return clients.at(place, ApiGatewayClient.builder());
    }

    private Stream<String> roles(AccountRegion place) {
        return clients.at(place, IamClient.builder()).listRolesPaginator().roles().stream()
                .map(role -> role.roleName());
    }

    private Stream<String> policies(AccountRegion place) {
        return clients
                .at(place, IamClient.builder())
                .listPoliciesPaginator(ask -> ask.scope(PolicyScopeType.LOCAL))
                .policies()
                .stream()
                .map(policy -> policy.policyName());
    }

    private Stream<String> secrets(AccountRegion place) {
        return clients.at(place, SecretsManagerClient.builder()).listSecretsPaginator().stream()
                .flatMap(page -> page.secretList().stream())
                .map(secret -> secret.name());
    }

    private Stream<String> parameters(AccountRegion place) {
        return clients.at(place, SsmClient.builder()).describeParametersPaginator().stream()
                .flatMap(page -> page.parameters().stream())
                .map(parameter -> parameter.name());
    }

    private Stream<String> logGroups(AccountRegion place) {
        return clients.at(place, CloudWatchLogsClient.builder()).describeLogGroupsPaginator().logGroups().stream()
                .map(group -> group.logGroupName());
    }

    private Stream<String> profiles(AccountRegion place) {
        return clients
                .at(place, BedrockClient.builder())
                .listInferenceProfilesPaginator(ask -> ask.typeEquals(InferenceProfileType.APPLICATION))
                .inferenceProfileSummaries()
                .stream()
                .map(profile -> profile.inferenceProfileName());
    }
}
