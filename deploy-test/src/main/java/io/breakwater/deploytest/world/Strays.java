package io.breakwater.deploytest.world;

import io.breakwater.naming.Naming;
import io.breakwater.ops.account.AccountRegion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.apigateway.ApiGatewayClient;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/// Possible leftovers of a destroyed environment, and resources that only look like them.
///
/// @param own the resources that two proofs show to be the environment's own
/// @param foreign the resources with its names but without its tags, or with the tags of another
///     environment. On an endpoint that does not keep tags of inference profiles, the planted one
///     belongs here.
public record Strays(List<Planted> own, List<Planted> foreign) {
    private static final String REST_API = "AWS::ApiGateway::RestApi";

    public Strays {
        own = List.copyOf(own);
        foreign = List.copyOf(foreign);
    }

    /// @param environment one whose stacks are deleted
    /// @throws Unshown if CloudFormation has no record of them
    public static Strays of(Environment environment, TestWorld world) throws Unshown {
        Made made = new Made(environment, world);
        List<Planted> own = new ArrayList<>(made.own(world.stacks().formerPhysicalId(environment.gateway(), REST_API)));
        List<Planted> foreign = new ArrayList<>(made.foreign());
        PlantedProfile profile = made.profile();
        (profile.hasItsTags() ? own : foreign).add(profile);
        return new Strays(own, foreign);
    }

    /// All of both.
    public List<Planted> all() {
        List<Planted> all = new ArrayList<>(own);
        all.addAll(foreign);
        return all;
    }

    private record Made(Environment environment, TestWorld world) {

        List<Planted> own(String api) {
            return List.of(
                    logging(),
                    new PlantedApiKey(
                            clients().at(home(), ApiGatewayClient.builder()), naming().resource("orphan-key"), tags()),
                    table("orphan-table", tags(), true),
                    logGroup(naming().functionLogs("router"), Map.of()),
                    logGroup("API-Gateway-Execution-Logs_" + api + "/" + environment.name(), Map.of()));
        }

        List<Planted> foreign() {
            Map<String, String> others = Map.of(
                    "breakwater:environment",
                    environment.name(),
                    "breakwater:stack-id",
                    "11111111-2222-3333-4444-555555555555");
            return List.of(table("untagged", Map.of(), false), logGroup(naming().functionLogs("elsewhere"), others));
        }

        private Planted logging() {
            AccountRegion place = world.places().shardA();
            return new PlantedLogging(
                    clients().at(place, BedrockClient.builder()),
                    clients().at(place, SsmClient.builder()),
                    naming(),
                    "arn:aws:iam::" + place.account() + ":role/" + naming().resource("invocation-logs"));
        }

        PlantedProfile profile() {
            AccountRegion place = world.places().shardA();
            String source = "arn:aws:bedrock:%s:%s:inference-profile/us.%s"
                    .formatted(place.region(), place.account(), TestConfig.SECOND);
            return new PlantedProfile(
                    clients().at(place, BedrockClient.builder()), naming().resource("orphan-profile"), source, tags());
        }

        private Planted table(String part, Map<String, String> tags, boolean guarded) {
            return new PlantedTable(
                    clients().at(home(), DynamoDbClient.builder()), naming().resource(part), tags, guarded);
        }

        private Planted logGroup(String name, Map<String, String> tags) {
            return new PlantedLogGroup(clients().at(home(), CloudWatchLogsClient.builder()), name, tags);
        }

        private PlaceClients clients() {
            return world.clients();
        }

        private AccountRegion home() {
            return environment.home();
        }

        private Naming naming() {
            return environment.naming();
        }

        private Map<String, String> tags() {
            return naming().tags();
        }
    }
}
