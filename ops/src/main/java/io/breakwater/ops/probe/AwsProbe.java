package io.breakwater.ops.probe;

import io.breakwater.model.AccountId;
import io.breakwater.model.Lifecycle;
import io.breakwater.model.ModelId;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Asks AWS itself, each question with its own client. For one thread.
public final class AwsProbe implements Probe {
    private final ProbeClients clients;
    private final BedrockReader bedrock;
    private final OrganizationReader organization;
    private @Nullable Seen<List<Quota>> quotas;
    private @Nullable Seen<Map<String, Set<String>>> profiles;

    public AwsProbe(ProbeClients clients) {
        this.clients = clients;
        this.bedrock = new BedrockReader(clients);
        this.organization = new OrganizationReader(clients);
    }

    @Override
    public Seen<String> parameter(String name) {
        return Reading.of(Set.of("ParameterNotFound"), () -> {
            try (SsmClient ssm = clients.of(SsmClient.builder())) {
                return ssm.getParameter(get -> get.name(name)).parameter().value();
            }
        });
    }

    @Override
    public Seen<String> trust(String role) {
        return Reading.of(Set.of("NoSuchEntity"), () -> {
            try (IamClient iam = clients.of(IamClient.builder())) {
                String encoded = iam.getRole(get -> get.roleName(role)).role().assumeRolePolicyDocument();
                return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
            }
        });
    }

    /// A stack; CloudFormation answers "ValidationError" for a missing one, as the name itself is
    /// always valid.
    @Override
    public Seen<StackView> stack(String name) {
        return Reading.of(Set.of("ValidationError"), () -> {
            try (CloudFormationClient cloudFormation = clients.of(CloudFormationClient.builder())) {
                Stack stack = cloudFormation
                        .describeStacks(describe -> describe.stackName(name))
                        .stacks()
                        .getFirst();
                return new StackView(
                        stack.stackStatusAsString(),
                        stack.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value)),
                        stack.parameters().stream()
                                .collect(Collectors.toMap(Parameter::parameterKey, Parameter::parameterValue)));
            }
        });
    }

    @Override
    public Seen<String> table(String name) {
        return Reading.of(Set.of("ResourceNotFoundException"), () -> {
            try (DynamoDbClient tables = clients.of(DynamoDbClient.builder())) {
                return tables.describeTable(describe -> describe.tableName(name))
                        .table()
                        .tableArn();
            }
        });
    }

    @Override
    public Seen<String> secret(String name) {
        return Reading.of(Set.of("ResourceNotFoundException"), () -> {
            try (SecretsManagerClient secrets = clients.of(SecretsManagerClient.builder())) {
                return secrets.describeSecret(describe -> describe.secretId(name))
                        .arn();
            }
        });
    }

    @Override
    public Seen<ModelAccess> access(ModelId model) {
        return bedrock.access(model);
    }

    /// The profiles, read once for several checks.
    @Override
    public Seen<Map<String, Set<String>>> profiles() {
        Seen<Map<String, Set<String>>> known = profiles;
        if (known == null) {
            known = bedrock.profiles();
            profiles = known;
        }
        return known;
    }

    @Override
    public Seen<Map<String, Lifecycle>> lifecycles() {
        return bedrock.lifecycles();
    }

    @Override
    public Seen<List<String>> applicationProfiles() {
        return bedrock.applicationProfiles();
    }

    /// The quotas, read once, since there are hundreds on many pages.
    @Override
    public Seen<List<Quota>> bedrockQuotas() {
        Seen<List<Quota>> known = quotas;
        if (known == null) {
            known = readQuotas();
            quotas = known;
        }
        return known;
    }

    private Seen<List<Quota>> readQuotas() {
        return Reading.of(Set.of(), () -> {
            try (ServiceQuotasClient service = clients.of(ServiceQuotasClient.builder())) {
                return service.listServiceQuotasPaginator(list -> list.serviceCode("bedrock")).quotas().stream()
                        .map(quota -> new Quota(
                                quota.quotaCode(),
                                quota.quotaName(),
                                Optional.ofNullable(quota.value()).orElse(0.0)))
                        .toList();
            }
        });
    }

    @Override
    public Seen<Long> concurrency() {
        return Reading.of(Set.of(), () -> {
            try (LambdaClient lambda = clients.of(LambdaClient.builder())) {
                return lambda.getAccountSettings(_ -> {})
                        .accountLimit()
                        .concurrentExecutions()
                        .longValue();
            }
        });
    }

    @Override
    public Seen<String> apiLogsRole() {
        Seen<Optional<String>> role = Reading.of(Set.of(), () -> {
            try (ApiGatewayClient gateway = clients.of(ApiGatewayClient.builder())) {
                return Optional.ofNullable(gateway.getAccount(_ -> {}).cloudwatchRoleArn())
                        .filter(arn -> !arn.isBlank());
            }
        });
        return switch (role) {
            case Seen.There<Optional<String>>(Optional<String> arn) ->
                arn.<Seen<String>>map(Seen.There::new).orElseGet(Seen.NotThere::new);
            case Seen.NotThere<Optional<String>>() -> new Seen.NotThere<>();
            case Seen.Unreadable<Optional<String>>(String why) -> new Seen.Unreadable<>(why);
        };
    }

    @Override
    public Seen<String> invocationLog() {
        return bedrock.invocationLog();
    }

    @Override
    public Seen<AccountId> management() {
        return organization.management();
    }

    @Override
    public Seen<List<ControlPolicy>> controlPolicies(AccountId account) {
        return organization.controlPolicies(account);
    }
}
