package io.breakwater.cleanup.aws;

import io.breakwater.cleanup.own.Judge;
import io.breakwater.cleanup.own.OwnNames;
import io.breakwater.cleanup.own.Place;
import io.breakwater.naming.Naming;
import io.breakwater.settings.Settings;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Assembles the access to an environment's accounts and Regions.
public final class Composition {

    private Composition() {}

    /// The access to what an environment has in AWS.
    public static AwsCloud of(Settings settings, OwnNames names, AwsClients clients, InstantSource clock) {
        Function<Place, CloudWatchClient> metrics = clients.of(CloudWatchClient::builder);
        StackRecords records = new StackRecords(clients.of(CloudFormationClient::builder), names);
        Scanner scanner = new Scanner(
                places(settings),
                removers(names.naming(), clients, metrics),
                records::in,
                all -> new Judge(names, all)::judge);
        return new AwsCloud(scanner, new ApiTraffic(metrics, names.naming(), clock));
    }

    /// Every account and Region that has a stack.
    public static SortedSet<Place> places(Settings settings) {
        return settings.sites().stream()
                .map(site -> new Place(site.account(), site.region()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<ResourceRemover> removers(
            Naming naming, AwsClients clients, Function<Place, CloudWatchClient> metrics) {
        Function<Place, ApiGatewayClient> gateway = clients.of(ApiGatewayClient::builder);
        Function<Place, BedrockClient> bedrock = clients.of(BedrockClient::builder);
        Function<Place, IamClient> iam = clients.of(IamClient::builder);
        Function<Place, SsmClient> ssm = clients.of(SsmClient::builder);
        return List.of(
                new InvocationLoggingRemover(bedrock, ssm, naming.parameter("invocation-logging-before")),
                new AlarmRemover(metrics),
                new DashboardRemover(metrics),
                new UsagePlanRemover(gateway),
                new ApiKeyRemover(gateway),
                new RestApiRemover(gateway),
                new FunctionRemover(clients.of(LambdaClient::builder)),
                new InferenceProfileRemover(bedrock),
                new RoleRemover(iam),
                new PolicyRemover(iam),
                new TableRemover(clients.of(DynamoDbClient::builder)),
                new SecretRemover(clients.of(SecretsManagerClient::builder)),
                new ParameterRemover(ssm),
                new TopicRemover(clients.of(SnsClient::builder)),
                new KmsKeyRemover(clients.of(KmsClient::builder)),
                new LogGroupRemover(clients.of(CloudWatchLogsClient::builder)));
    }
}
