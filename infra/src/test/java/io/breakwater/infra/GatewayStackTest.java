package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.infra.Templates.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The gateway's own account: its tables, its functions with their versions, and their rights.
class GatewayStackTest extends GatewayStackFixture {
    private static final String DEV = "breakwater-dev-gateway";

    @Test
    void production_keeps_its_tables_whatever_happens() {
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::DynamoDB::GlobalTable"))
                .hasSize(5)
                .allSatisfy(table -> {
                    assertThat(table.body().path("DeletionPolicy").asText()).isEqualTo("Retain");
                    assertThat(replica(table).path("DeletionProtectionEnabled").asBoolean())
                            .isTrue();
                    assertThat(recovery(table)).isTrue();
                });
    }

    @Test
    void development_leaves_no_table_behind() {
        assertThat(Templates.in(Synthesised.DEV, DEV, "AWS::DynamoDB::GlobalTable"))
                .hasSize(5)
                .allSatisfy(table -> {
                    assertThat(table.body().path("DeletionPolicy").asText()).isEqualTo("Delete");
                    assertThat(replica(table).path("DeletionProtectionEnabled").asBoolean())
                            .isFalse();
                    assertThat(recovery(table)).isFalse();
                });
    }

    @Test
    void tables_are_on_demand_and_ledgers_never_expire() {
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::DynamoDB::GlobalTable"))
                .allSatisfy(table -> assertThat(
                                table.properties().path("BillingMode").asText())
                        .isEqualTo("PAY_PER_REQUEST"));
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::DynamoDB::GlobalTable"))
                .filteredOn(table -> !table.properties().has("TimeToLiveSpecification"))
                .extracting(table -> table.properties().path("TableName").asText())
                .containsExactlyInAnyOrder(
                        "breakwater-prod-quota", "breakwater-prod-tenants", "breakwater-prod-configured");
    }

    @Test
    void nothing_is_reserved_unless_the_file_says_so_and_then_for_router_authorizer_and_admin() {
        assertThat(reserved(Synthesised.DEV)).isEmpty();
        assertThat(reserved(Synthesised.FULL))
                .containsExactlyInAnyOrder(
                        "breakwater-dev-router 700", "breakwater-dev-authorizer 100", "breakwater-dev-admin 10");
    }

    private static Stream<String> reserved(Synthesised environment) {
        return Templates.all(environment, "AWS::Lambda::Function")
                .filter(function -> function.properties().has("ReservedConcurrentExecutions"))
                .map(function -> function.properties().path("FunctionName").asText() + " "
                        + function.properties().path("ReservedConcurrentExecutions"));
    }

    @Test
    void every_snapshot_is_used_at_least_once_a_day() {
        Found rule = only("AWS::Events::Rule", "Awake");
        assertThat(rule.properties().path("ScheduleExpression").asText()).isEqualTo("rate(1 day)");
        assertThat(rule.properties().path("Targets").toString())
                .contains(Stream.of("router", "authorizer", "usage", "admin")
                        .map(name ->
                                only("AWS::Lambda::Alias", "Functions" + name).id())
                        .toList());
        assertThat(rule.properties().path("Targets")).hasSize(4);
    }

    @Test
    void only_what_is_called_while_it_serves_has_versions_and_snapshots() {
        assertThat(Templates.all(Synthesised.FULL, "AWS::Lambda::Function")
                        .filter(function -> function.properties().has("SnapStart"))
                        .map(function ->
                                function.properties().path("FunctionName").asText()))
                .containsExactlyInAnyOrder(
                        "breakwater-dev-router",
                        "breakwater-dev-authorizer",
                        "breakwater-dev-usage",
                        "breakwater-dev-admin",
                        "breakwater-dev-sweeper");
        assertThat(Templates.all(Synthesised.FULL, "AWS::Lambda::Version")).hasSize(5);
    }

    /// Lambda ends whatever still runs on a version that is deleted, and CloudFormation deletes the
    /// previous version as soon as the alias has left it.
    @Test
    void a_deploy_leaves_the_version_before_to_the_streams_that_run_on_it() {
        assertThat(Templates.all(Synthesised.FULL, "AWS::Lambda::Version"))
                .hasSize(5)
                .allSatisfy(version -> {
                    assertThat(version.body().path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
                    assertThat(version.body().path("UpdateReplacePolicy").asText())
                            .isEqualTo("Retain");
                });
    }

    /// The time of the longest stream counts from the move of the alias, which may be that long after
    /// the version was published.
    @Test
    void the_provisioner_is_asked_for_the_versions_before_once_streams_have_ended() throws JsonProcessingException {
        Found rule = only("AWS::Events::Rule", "OldVersions");
        JsonNode event = Synthesised.JSON.readTree(
                rule.properties().at("/Targets/0/Input").asText());

        assertThat(rule.properties().at("/Targets/0/Arn/Fn::GetAtt/0").asText())
                .isEqualTo(only("AWS::Lambda::Function", "provisioner").id());
        assertThat(event.path("RequestType").asText()).isEqualTo("DeleteOldVersions");
        assertThat(Templates.texts(event.at("/ResourceProperties/Functions")))
                .containsExactlyInAnyOrder(
                        "breakwater-prod-router",
                        "breakwater-prod-authorizer",
                        "breakwater-prod-usage",
                        "breakwater-prod-admin",
                        "breakwater-prod-sweeper");
        assertThat(event.at("/ResourceProperties/KeptMinutes").asInt())
                .as("the router's 15 minutes after the custom resources' 5 and 14")
                .isGreaterThanOrEqualTo(15 + 5 + 14);
        assertThat(only("AWS::Lambda::Function", "outer")
                        .properties()
                        .path("Timeout")
                        .asInt())
                .isEqualTo(900);
    }

    @Test
    void the_router_runs_our_loop_on_snapshots_of_java_25() {
        Found router = only("AWS::Lambda::Function", "router");
        assertThat(router.properties().path("Runtime").asText()).isEqualTo("java25");
        assertThat(router.properties().path("Timeout").asInt()).isEqualTo(900);
        assertThat(router.properties().at("/SnapStart/ApplyOn").asText()).isEqualTo("PublishedVersions");
        assertThat(router.properties()
                        .at("/Environment/Variables/AWS_LAMBDA_EXEC_WRAPPER")
                        .asText())
                .isEqualTo("/var/task/bootstrap");
    }

    @Test
    void the_router_may_assume_the_shards_roles_and_nothing_else() {
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::IAM::Policy")
                        .flatMap(Templates::statements)
                        .filter(statement ->
                                Templates.texts(statement.path("Action")).contains("sts:AssumeRole")))
                .singleElement()
                .satisfies(statement -> assertThat(Templates.texts(statement.path("Resource")))
                        .containsExactlyInAnyOrder(
                                "arn:aws:iam::111111111111:role/breakwater-prod-shard-a-role",
                                "arn:aws:iam::222222222222:role/breakwater-prod-shard-b-role"));
    }

    @Test
    void the_asset_has_the_functions_files_and_its_own_environments_configuration() throws Exception {
        try (Stream<Path> assets = Files.list(Synthesised.PROD.output())) {
            Path router = assets.filter(asset -> Files.exists(asset.resolve("bootstrap")))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.isExecutable(router.resolve("bootstrap"))).isTrue();
            assertThat(Files.readString(router.resolve("config/environment.yaml")))
                    .contains("\"environment\" : \"prod\"")
                    .doesNotContain("support", "tokensPerDay");
            assertThat(router.resolve("config/models.yaml")).exists();
            JsonNode shards = Synthesised.JSON.readTree(
                    router.resolve("config/shards.json").toFile());
            assertThat(shards.at("/b/roleArn").asText())
                    .isEqualTo("arn:aws:iam::222222222222:role/breakwater-prod-shard-b-role");
            assertThat(shards.at("/b/externalId").asText()).isNotEmpty();
        }
    }

    @Test
    void the_functions_on_the_way_of_a_request_log_as_the_settings_say() {
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::Lambda::Function"))
                .filteredOn(function ->
                        !function.properties().path("FunctionName").asText().endsWith("-provisioner"))
                .hasSize(6)
                .allSatisfy(function -> assertThat(function.properties()
                                .at("/Environment/Variables/BREAKWATER_LOG_LEVEL")
                                .asText())
                        .isEqualTo("INFO"));
    }

    private static JsonNode replica(Found table) {
        return table.properties().at("/Replicas/0");
    }

    private static boolean recovery(Found table) {
        return replica(table)
                .at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                .asBoolean();
    }
}
