package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.infra.Templates.Found;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The tenants of the gateway's stack: who makes, stores and reads their entries, keys, plans and ledgers,
/// and when.
class TenantsTemplateTest extends GatewayStackFixture {
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
}
