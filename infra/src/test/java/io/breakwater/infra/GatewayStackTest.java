package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.dialect.GatewayErrors;
import io.breakwater.infra.Templates.Found;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The gateway's own account.
class GatewayStackTest {
    private static final String PROD = "breakwater-prod-gateway";
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
    void the_api_streams_for_up_to_fifteen_minutes_through_the_alias() {
        JsonNode integration = method("ANY").properties().path("Integration");
        assertThat(integration.path("ResponseTransferMode").asText()).isEqualTo("STREAM");
        assertThat(integration.path("TimeoutInMillis").asInt()).isEqualTo(900_000);
        assertThat(integration.path("Uri").toString())
                .contains("/response-streaming-invocations")
                .contains(only("AWS::Lambda::Alias", "outer").id());
        assertThat(only("AWS::ApiGateway::RestApi", "")
                        .properties()
                        .at("/EndpointConfiguration/Types/0")
                        .asText())
                .isEqualTo("REGIONAL");
    }

    @Test
    void every_method_of_tenants_asks_for_an_authorizer_and_a_key() {
        assertThat(methods(false)).hasSize(4).allSatisfy(method -> {
            assertThat(method.properties().path("AuthorizationType").asText()).isEqualTo("CUSTOM");
            assertThat(method.properties().path("ApiKeyRequired").asBoolean()).isTrue();
            assertThat(method.properties().has("RequestValidatorId")).isTrue();
        });
    }

    @Test
    void health_is_answered_without_a_function_and_without_a_key() {
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::Method"))
                .filteredOn(GatewayStackTest::isMock)
                .extracting(method -> method.properties().path("HttpMethod").asText())
                .containsExactlyInAnyOrder("GET", "HEAD");
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::Method"))
                .filteredOn(GatewayStackTest::isMock)
                .allSatisfy(method -> {
                    assertThat(method.properties().path("ApiKeyRequired").asBoolean())
                            .isFalse();
                    assertThat(method.properties().path("AuthorizationType").asText())
                            .isEqualTo("NONE");
                });
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::Resource"))
                .extracting(resource -> resource.properties().path("PathPart").asText())
                .contains("healthz");
    }

    private static boolean isMock(Found method) {
        return method.properties().at("/Integration/Type").asText().equals("MOCK");
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

    private static Stream<Found> methods(boolean admin) {
        String function = only("AWS::Lambda::Alias", "admin").id();
        return Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::Method")
                .filter(method -> !isMock(method))
                .filter(method ->
                        method.properties().path("Integration").toString().contains(function) == admin);
    }

    @Test
    void operators_come_in_by_iam_only_and_seldom() {
        assertThat(methods(true)).hasSize(4).allSatisfy(method -> {
            assertThat(method.properties().path("AuthorizationType").asText()).isEqualTo("AWS_IAM");
            assertThat(method.properties().has("RequestValidatorId")).isTrue();
        });
        JsonNode settings = only("AWS::ApiGateway::Stage", "").properties().path("MethodSettings");
        assertThat(settings.valueStream()
                        .filter(setting -> setting.path("ResourcePath").asText().contains("admin")))
                .hasSize(4)
                .allSatisfy(setting ->
                        assertThat(setting.path("ThrottlingRateLimit").asInt()).isEqualTo(5));
    }

    @Test
    void the_admin_function_reads_and_replaces_the_secrets_of_its_tenants_and_neither_makes_nor_deletes_any() {
        List<JsonNode> statements = Templates.in(Synthesised.PROD, PROD, "AWS::IAM::Policy")
                .filter(policy -> policy.id().startsWith("Functionsadmin"))
                .flatMap(Templates::statements)
                .toList();

        assertThat(statements)
                .flatExtracting(statement -> Templates.texts(statement.path("Action")))
                .contains("secretsmanager:PutSecretValue", "dynamodb:UpdateItem", "dynamodb:Scan")
                .doesNotContain("secretsmanager:CreateSecret", "secretsmanager:DeleteSecret", "sts:AssumeRole");
        assertThat(statements)
                .filteredOn(statement ->
                        Templates.texts(statement.path("Action")).contains("secretsmanager:PutSecretValue"))
                .singleElement()
                .satisfies(statement -> assertThat(Templates.texts(statement.path("Resource")))
                        .containsExactly(
                                "arn:aws:secretsmanager:us-east-1:123456789012:secret:breakwater/prod/tenants/*"));
    }

    @Test
    void the_authorizer_is_asked_every_time_and_wants_no_particular_header() {
        JsonNode authorizer = only("AWS::ApiGateway::Authorizer", "").properties();
        assertThat(authorizer.path("Type").asText()).isEqualTo("REQUEST");
        assertThat(authorizer.path("AuthorizerResultTtlInSeconds").asInt(-1)).isZero();
        assertThat(authorizer.has("IdentitySource")).isFalse();
    }

    @Test
    void each_tenant_has_one_plan_and_one_key_whose_value_no_template_knows() {
        int tenants = Synthesised.PROD.settings().topology().tenants().size();
        assertThat(ofTenants("AWS::ApiGateway::UsagePlan")).hasSize(tenants);
        assertThat(ofTenants("AWS::ApiGateway::UsagePlanKey")).hasSize(tenants);
        assertThat(ofTenants("AWS::ApiGateway::ApiKey")).hasSize(tenants).allSatisfy(key -> {
            assertThat(key.properties().has("Value")).isFalse();
            assertThat(key.properties().path("Enabled").asBoolean()).isTrue();
        });
    }

    private static Stream<Found> ofTenants(String type) {
        return Templates.in(Synthesised.PROD, PROD, type)
                .filter(found -> found.id().startsWith("Tenants"));
    }

    @Test
    void the_tenants_keys_are_made_at_deployment_from_ids_and_go_before_tables_plans_and_pepper() {
        Found keys = only("Custom::BreakwaterTenantKeys", "");
        assertThat(keys.properties().at("/ServiceToken/Fn::GetAtt/0").asText())
                .isEqualTo(only("AWS::Lambda::Function", "provisioner").id());
        assertThat(keys.properties().path("ApiKeys").properties())
                .hasSameSizeAs(Synthesised.PROD.settings().topology().tenants().keySet())
                .allSatisfy(key -> assertThat(key.getValue().path("Ref").asText())
                        .isEqualTo(only(
                                        "AWS::ApiGateway::ApiKey",
                                        "Tenants" + key.getKey().replace("-", ""))
                                .id()));
        assertThat(Templates.texts(keys.body().path("DependsOn")))
                .contains(
                        only("AWS::DynamoDB::GlobalTable", "keys").id(),
                        only("AWS::SecretsManager::Secret", "").id(),
                        only("AWS::ApiGateway::UsagePlan", "support").id());
    }

    /// Custom resources are passed this value when a tenant or a plan has changed; comments do not
    /// count.
    @Test
    void everything_that_looks_at_the_files_tenants_is_handed_them_by_the_name_of_their_content() {
        JsonNode place = only("Custom::BreakwaterTenants", "").properties().path("Tenants");
        assertThat(place.path("Key").asText()).matches("[0-9a-f]{64}\\.tenants");
        for (Found each : List.of(
                only("Custom::BreakwaterTenantKeys", ""),
                only("Custom::BreakwaterLedgerItems", "Before"),
                only("Custom::BreakwaterLedgerItems", "After"))) {
            assertThat(each.properties().path("Tenants")).isEqualTo(place);
        }
    }

    /// Functions without packaged tenants must not answer before that.
    @Test
    void the_files_tenants_are_stored_after_the_first_carrying_and_before_a_function_answers_that_reads_them() {
        Found stored = only("Custom::BreakwaterTenants", "");
        assertThat(Templates.texts(stored.body().path("DependsOn")))
                .contains(
                        only("Custom::BreakwaterLedgerItems", "Before").id(),
                        only("AWS::DynamoDB::GlobalTable", "configured").id());
        for (String name : List.of("outer", "usage", "admin", "sweeper")) {
            assertThat(Templates.texts(only("AWS::Lambda::Alias", name).body().path("DependsOn")))
                    .contains(stored.id());
        }
        assertThat(Templates.texts(
                        only("Custom::BreakwaterTenantKeys", "").body().path("DependsOn")))
                .contains(stored.id());
    }

    /// An operator's function may not write tenants of the file, and a deploy may not write those that
    /// operators have applied.
    @Test
    void each_of_the_two_tables_of_tenants_has_one_writer() {
        assertThat(writersOf("configured")).containsExactly("Provisioner");
        assertThat(writersOf("tenants")).containsExactly("Functionsadmin");
    }

    private static Stream<String> writersOf(String table) {
        String id = only("AWS::DynamoDB::GlobalTable", table).id();
        return Templates.in(Synthesised.PROD, PROD, "AWS::IAM::Policy")
                .filter(policy -> Templates.statements(policy)
                        .filter(statement -> Templates.texts(statement.path("Action")).stream()
                                .anyMatch(action -> action.matches("dynamodb:(Put|Update|Delete|BatchWrite).*")))
                        .anyMatch(statement ->
                                statement.path("Resource").toString().contains(id)))
                .map(policy -> policy.id().replaceAll("(provisioner)?Role.*", ""));
    }

    @Test
    void the_provisioner_reads_the_environments_own_api_gateway_keys_and_the_admin_function_the_shared_one() {
        String shared = only("AWS::ApiGateway::ApiKey", "SharedUsageKey").id();
        assertThat(reading("Provisioner")).singleElement().satisfies(statement -> {
            assertThat(Templates.texts(statement.path("Resource")))
                    .containsExactly("arn:aws:apigateway:us-east-1::/apikeys/*");
            assertThat(statement.path("Condition").toString())
                    .isEqualTo("{\"StringEquals\":{\"aws:ResourceTag/breakwater:stack-id\":\"%s\"}}"
                            .formatted(tag(only("AWS::ApiGateway::ApiKey", "SharedUsageKey"))));
        });
        assertThat(reading("Functionsadmin"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.path("Resource").toString())
                        .contains("::/apikeys/", "{\"Ref\":\"" + shared + "\"}"));
    }

    private static Stream<JsonNode> reading(String policy) {
        return Templates.in(Synthesised.PROD, PROD, "AWS::IAM::Policy")
                .filter(found -> found.id().startsWith(policy))
                .flatMap(Templates::statements)
                .filter(statement -> Templates.texts(statement.path("Action")).contains("apigateway:GET"));
    }

    private static String tag(Found found) {
        return found.properties()
                .path("Tags")
                .valueStream()
                .filter(tag -> tag.path("Key").asText().equals("breakwater:stack-id"))
                .map(tag -> tag.path("Value").asText())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void one_key_is_shared_by_tenants_without_their_own_and_let_through_as_fast_as_the_account_is() {
        String shared = only("AWS::ApiGateway::ApiKey", "SharedUsageKey").id();
        JsonNode plan = only("AWS::ApiGateway::UsagePlan", "SharedUsagePlan").properties();
        assertThat(plan.at("/Throttle/RateLimit").asInt()).isEqualTo(10_000);
        assertThat(plan.at("/Throttle/BurstLimit").asInt()).isEqualTo(5_000);
        assertThat(plan.has("Quota")).isFalse();
        assertThat(only("AWS::ApiGateway::UsagePlanKey", "SharedUsagePlan")
                        .properties()
                        .at("/KeyId/Ref")
                        .asText())
                .isEqualTo(shared);
        assertThat(only("Custom::BreakwaterTenantKeys", "")
                        .properties()
                        .at("/SharedApiKey/Ref")
                        .asText())
                .isEqualTo(shared);
    }

    @Test
    void each_plan_has_a_usage_plan_that_the_provisioner_may_put_keys_into() {
        List<Found> plans = Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::UsagePlan")
                .filter(found -> found.id().startsWith("UsageKeys"))
                .toList();
        assertThat(plans)
                .extracting(found -> found.properties().path("UsagePlanName").asText())
                .containsExactlyInAnyOrderElementsOf(Synthesised.PROD.settings().plans().keySet().stream()
                        .map(plan -> "breakwater-prod-plan-" + plan)
                        .toList());
        JsonNode joining = Templates.statements(only("AWS::IAM::Policy", "UsageKeys"))
                .filter(statement -> Templates.texts(statement.path("Action")).contains("apigateway:POST"))
                .filter(statement -> !statement.has("Condition"))
                .findFirst()
                .orElseThrow();
        assertThat(joining.path("Resource"))
                .hasSameSizeAs(plans)
                .allSatisfy(resource -> assertThat(resource.toString())
                        .contains("/usageplans/", "/keys")
                        .doesNotContain("*"));
    }

    @Test
    void making_keys_begins_after_the_stacks_own_are_given_out_and_ends_before_all_are_taken_away() {
        Found rule = only("AWS::Events::Rule", "UsageKeysKept");
        Found keys = only("Custom::BreakwaterTenantKeys", "");
        assertThat(Templates.texts(rule.body().path("DependsOn"))).contains(keys.id());
        assertThat(Templates.texts(keys.body().path("DependsOn")))
                .contains(only("AWS::IAM::Policy", "UsageKeys").id());
        assertThat(rule.properties().at("/Targets/0/Input").asText()).isEqualTo("{\"RequestType\":\"KeepUsageKeys\"}");
    }

    /// A router that reads a tenant's new items must not answer before a suspension is written to them.
    @Test
    void ledgers_are_carried_after_versions_are_published_before_they_are_called_and_once_more_afterwards() {
        Found before = only("Custom::BreakwaterLedgerItems", "Before");
        Found after = only("Custom::BreakwaterLedgerItems", "After");
        for (String name : List.of("router", "usage", "admin", "sweeper")) {
            Found alias = only("AWS::Lambda::Alias", name.equals("router") ? "outer" : name);
            assertThat(Templates.texts(before.body().path("DependsOn")))
                    .contains(only("AWS::Lambda::Version", "Functions" + name).id());
            assertThat(Templates.texts(alias.body().path("DependsOn"))).contains(before.id());
            assertThat(Templates.texts(after.body().path("DependsOn"))).contains(alias.id());
        }
        assertThat(before.properties()).isEqualTo(after.properties());
        assertThat(before.properties().path("LedgerItems").properties())
                .as("tenants with more than one item")
                .isEmpty();
        assertThat(before.properties().at("/ServiceToken/Fn::GetAtt/0").asText())
                .isEqualTo(only("AWS::Lambda::Function", "carrier").id());
    }

    @Test
    void what_carries_ledgers_reads_and_writes_ledgers_reads_the_files_tenants_and_nothing_else() {
        String policy = only("AWS::IAM::Policy", "carrier").id();
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::IAM::Policy")
                        .filter(found -> found.id().equals(policy))
                        .flatMap(Templates::statements))
                .anySatisfy(statement -> {
                    assertThat(Templates.texts(statement.path("Action")))
                            .containsExactlyInAnyOrder("dynamodb:GetItem", "dynamodb:UpdateItem");
                    assertThat(statement.path("Resource").toString())
                            .contains(
                                    only("AWS::DynamoDB::GlobalTable", "quota").id());
                })
                .flatExtracting(statement -> Templates.texts(statement.path("Action")))
                .containsExactlyInAnyOrder(
                        "dynamodb:GetItem",
                        "dynamodb:UpdateItem",
                        "s3:GetObject",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents");
    }

    @Test
    void a_plan_is_wider_than_the_ledger_by_the_configured_factor() {
        JsonNode plan = only("AWS::ApiGateway::UsagePlan", "support").properties();
        assertThat(plan.at("/Throttle/RateLimit").asDouble()).isEqualTo(2.0 * 60 / 60);
        assertThat(plan.at("/Throttle/BurstLimit").asLong()).isEqualTo(120);
        assertThat(plan.at("/Quota/Limit").asLong()).isEqualTo(2L * 60 * 60 * 24 * 31);
    }

    /// If an answer is cut off, the only text of a new key is lost, and so is the line of the audit
    /// log.
    @Test
    void an_operators_change_has_as_long_as_api_gateway_waits() {
        assertThat(Templates.in(Synthesised.PROD, "breakwater-prod-gateway", "AWS::Lambda::Function")
                        .filter(function -> function.properties()
                                .path("FunctionName")
                                .asText()
                                .equals("breakwater-prod-admin")))
                .singleElement()
                .satisfies(admin ->
                        assertThat(admin.properties().path("Timeout").asInt()).isEqualTo(29));
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
    void api_gateway_refuses_in_our_words() {
        assertThat(Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::GatewayResponse"))
                .extracting(found -> found.properties().path("ResponseType").asText())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(GatewayErrors.values()).map(Enum::name).toList());
        JsonNode throttled =
                only("AWS::ApiGateway::GatewayResponse", "THROTTLED").properties();
        assertThat(throttled.path("StatusCode").asText()).isEqualTo("429");
        assertThat(throttled
                        .at("/ResponseParameters/gatewayresponse.header.retry-after")
                        .asText())
                .isEqualTo("'1'");
        assertThat(throttled
                        .at("/ResponseParameters/gatewayresponse.header.x-amz-retry-after")
                        .asText())
                .isEqualTo("'1000'");
        assertThat(only("AWS::ApiGateway::GatewayResponse", "ACCESSDENIED")
                        .properties()
                        .at("/ResponseTemplates/application~1json")
                        .asText())
                .as("what the authorizer says of a key or a signature")
                .contains("the API key is not valid", "AWS_BEARER_TOKEN_BEDROCK");
    }

    @Test
    void the_api_changes_no_setting_of_its_account() {
        assertThat(Templates.all(Synthesised.PROD, "AWS::ApiGateway::Account")).isEmpty();
        assertThat(only("AWS::ApiGateway::Stage", "")
                        .properties()
                        .at("/MethodSettings/0/DataTraceEnabled")
                        .asBoolean(true))
                .isFalse();
    }

    private static Found method(String verb) {
        return Templates.in(Synthesised.PROD, PROD, "AWS::ApiGateway::Method")
                .filter(method ->
                        method.properties().path("HttpMethod").asText().equals(verb))
                .findFirst()
                .orElseThrow();
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

    private static Found only(String type, String part) {
        List<Found> found = Templates.in(Synthesised.PROD, PROD, type)
                .filter(resource -> resource.id().contains(part))
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
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
