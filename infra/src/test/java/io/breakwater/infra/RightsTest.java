package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.infra.Templates.Found;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What no role, trust policy or template of any environment may contain.
class RightsTest {
    private static final String MANAGED = ":iam::aws:policy/";

    /// A tenant's key, an AWS access key, a private key, or a property whose text is a secret.
    private static final Pattern SECRET = Pattern.compile(
            "bw_[a-z0-9]+_[0-9A-Za-z]{12}_|AKIA[0-9A-Z]{16}|-----BEGIN|\"(SecretString|Password|SecretAccessKey)\"");

    static Stream<Synthesised> environments() {
        return Synthesised.all();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void no_role_may_create_log_groups_or_has_a_policy_of_aws(Synthesised environment) {
        assertThat(Templates.all(environment).flatMap(Templates::statements))
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(Templates.texts(statement.path("Action")))
                        .isNotEmpty()
                        .noneMatch(action -> action.equals("logs:CreateLogGroup") || action.contains("*")));
        assertThat(environment.templates().values())
                .map(JsonNode::toString)
                .noneMatch(text -> text.contains(MANAGED) || text.contains("ManagedPolicyArns"));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void a_right_over_a_wildcard_is_one_of_those_with_a_reason(Synthesised environment) {
        Set<String> wild = new TreeSet<>();
        Templates.all(environment)
                .flatMap(Templates::statements)
                .filter(statement -> !statement.path("Effect").asText().equals("Deny"))
                .forEach(statement -> Templates.texts(statement.path("Resource")).stream()
                        .filter(resource -> resource.contains("*"))
                        .forEach(resource -> wild.add(resource + " " + Templates.texts(statement.path("Action")))));
        String secrets = "arn:aws:secretsmanager:us-east-1:123456789012:secret:breakwater/%s/tenants/* "
                .formatted(environment.settings().environment());
        String versions = "arn:aws:lambda:us-east-1:123456789012:function:breakwater-%s-*:* [lambda:DeleteFunction]"
                .formatted(environment.settings().environment());
        Set<String> known = new TreeSet<>(
                Set.of(
                        versions,
                        secrets
                                + "[secretsmanager:CreateSecret, secretsmanager:DeleteSecret, secretsmanager:GetSecretValue, secretsmanager:PutSecretValue, secretsmanager:TagResource]",
                        secrets + "[secretsmanager:GetSecretValue, secretsmanager:PutSecretValue]",
                        "arn:aws:apigateway:us-east-1::/apikeys/* [apigateway:GET]",
                        "arn:aws:apigateway:us-east-1::/apikeys/* [apigateway:DELETE]",
                        "arn:aws:apigateway:us-east-1::/tags/arn%3Aaws%3Aapigateway%3Aus-east-1%3A%3A%2Fapikeys%2F* [apigateway:PUT]"));
        if (environment.settings().logging().invocations()) {
            known.add(
                    "* [bedrock:DeleteModelInvocationLoggingConfiguration, bedrock:GetModelInvocationLoggingConfiguration, bedrock:PutModelInvocationLoggingConfiguration]");
            known.add("* [iam:PassRole]");
        }
        if (environment.settings().costAttribution()) {
            known.add("* [bedrock:ListInferenceProfiles]");
        }
        if (environment.settings().vpc().isPresent()) {
            known.add(
                    "* [ec2:AssignPrivateIpAddresses, ec2:CreateNetworkInterface, ec2:DeleteNetworkInterface, ec2:DescribeNetworkInterfaces, ec2:DescribeSubnets, ec2:UnassignPrivateIpAddresses]");
        }
        assertThat(wild).isEqualTo(known);
    }

    @ParameterizedTest
    @MethodSource("environments")
    void whoever_of_another_account_assumes_a_role_presents_an_external_id(Synthesised environment) {
        assertThat(Templates.all(environment, "AWS::IAM::Role")
                        .flatMap(Templates::statements)
                        .filter(statement -> statement.path("Principal").has("AWS"))
                        .filter(statement ->
                                Templates.texts(statement.path("Action")).contains("sts:AssumeRole")))
                .hasSameSizeAs(environment.settings().shards())
                .allSatisfy(statement -> assertThat(statement
                                .at("/Condition/StringEquals/sts:ExternalId")
                                .asText())
                        .hasSizeGreaterThan(30));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void a_service_that_assumes_a_role_is_lambda_or_comes_from_this_account(Synthesised environment) {
        assertThat(Templates.all(environment, "AWS::IAM::Role")
                        .flatMap(Templates::statements)
                        .filter(statement -> statement.path("Principal").has("Service"))
                        .filter(statement ->
                                !statement.at("/Principal/Service").asText().equals("lambda.amazonaws.com")))
                .allSatisfy(statement -> {
                    assertThat(statement
                                    .at("/Condition/StringEquals/aws:SourceAccount")
                                    .asText())
                            .hasSize(12);
                    assertThat(statement.at("/Condition/ArnLike/aws:SourceArn").asText())
                            .startsWith("arn:aws:");
                });
    }

    /// The two writes of a transaction need the rights of an update and of a put ("Amazon DynamoDB
    /// Transactions: How it works", Amazon DynamoDB Developer Guide); suspensions, overrides and drains
    /// are updates.
    @ParameterizedTest
    @MethodSource("environments")
    void the_admin_function_may_do_what_operators_ask_of_it_and_no_more(Synthesised environment) {
        assertThat(ofAdmin(environment, "Tableskeys"))
                .containsExactly("dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan", "dynamodb:UpdateItem");
        assertThat(ofAdmin(environment, "Tablesquota")).containsExactly("dynamodb:GetItem", "dynamodb:UpdateItem");
        assertThat(ofAdmin(environment, "Tableshealth")).containsExactly("dynamodb:GetItem", "dynamodb:UpdateItem");
        assertThat(ofAdmin(environment, "/tenants/"))
                .containsExactly("secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue");
        assertThat(ofAdmin(environment, "PepperSecret")).containsExactly("secretsmanager:GetSecretValue");
        assertThat(ofAdmin(environment, "Logs")).containsExactly("logs:CreateLogStream", "logs:PutLogEvents");
        assertThat(ofAdmin(environment, "Tablestenants"))
                .as("the one table that operators take items away from")
                .containsExactly("dynamodb:DeleteItem", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Scan");
        assertThat(ofAdmin(environment, "/apikeys/")).containsExactly("apigateway:GET");
        boolean encrypted = environment.settings().customerManagedKeys();
        assertThat(ofAdmin(environment, "\"Key"))
                .as("with a key of the environment's own, secrets and variables need it")
                .isEqualTo(encrypted ? Set.of("kms:Decrypt", "kms:GenerateDataKey") : Set.of());
        int network = environment.settings().vpc().isPresent() ? 6 : 0;
        assertThat(ofAdmin(environment, "")).hasSize((encrypted ? 12 : 10) + network);
    }

    /// The router reads drains and no keys; a deploy changes keys in transactions, as operators do.
    @ParameterizedTest
    @MethodSource("environments")
    void the_other_functions_may_do_to_the_tables_what_they_do_and_no_more(Synthesised environment) {
        assertThat(rights(environment, "Functionsrouter", "Tablesquota"))
                .containsExactly("dynamodb:GetItem", "dynamodb:UpdateItem");
        assertThat(rights(environment, "Functionsrouter", "Tableshealth"))
                .containsExactly("dynamodb:GetItem", "dynamodb:UpdateItem");
        assertThat(rights(environment, "Functionsrouter", "Tableskeys")).isEmpty();
        assertThat(rights(environment, "Functionsrouter", "Tablestenants")).containsExactly("dynamodb:GetItem");
        assertThat(rights(environment, "Functionssweeper", "Tablestenants")).containsExactly("dynamodb:Scan");
        assertThat(rights(environment, "Functionsauthorizer", "Tablestenants")).isEmpty();
        assertThat(rights(environment, "Functionscarrier", "Tablestenants")).isEmpty();
        assertThat(rights(environment, "Functionsrouter", ":role/"))
                .containsExactly("sts:AssumeRole", "sts:TagSession");
        assertThat(rights(environment, "Functionsauthorizer", "Tables"))
                .containsExactly("dynamodb:GetItem", "dynamodb:UpdateItem");
        assertThat(rights(environment, "Functionsusage", "Tables")).containsExactly("dynamodb:GetItem");
        assertThat(rights(environment, "Functionsusage", "Tableskeys")).isEmpty();
        assertThat(rights(environment, "Provisioner", "Tables"))
                .containsExactly(
                        "dynamodb:DeleteItem",
                        "dynamodb:GetItem",
                        "dynamodb:PutItem",
                        "dynamodb:Scan",
                        "dynamodb:UpdateItem");
    }

    private static Set<String> ofAdmin(Synthesised environment, String resource) {
        return rights(environment, "Functionsadmin", resource);
    }

    /// What a function's role may do to resources with this text in their names.
    private static Set<String> rights(Synthesised environment, String function, String resource) {
        return Templates.all(environment, "AWS::IAM::Policy")
                .filter(policy -> policy.id().startsWith(function))
                .flatMap(Templates::statements)
                .filter(statement -> statement.path("Resource").toString().contains(resource))
                .flatMap(statement -> Templates.texts(statement.path("Action")).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void no_template_holds_a_secret(Synthesised environment) {
        assertThat(environment.templates())
                .allSatisfy((stack, template) -> assertThat(
                                SECRET.matcher(template.toString()).find())
                        .as(stack)
                        .isFalse());
        assertThat(Templates.all(environment, "AWS::ApiGateway::ApiKey"))
                .isNotEmpty()
                .noneMatch(key -> key.properties().has("Value"));
    }

    @Test
    void a_secret_would_be_seen() {
        assertThat(Stream.of(
                        "bw_dev_0123456789ab_x",
                        "AKIAIOSFODNN7EXAMPLE",
                        "-----BEGIN PRIVATE KEY",
                        "{\"SecretString\":\"hunter2\"}"))
                .allMatch(text -> SECRET.matcher(text).find());
    }

    @Test
    void shards_ask_for_the_organization_where_one_is_named() {
        assertThat(trusts(Synthesised.FULL))
                .hasSize(4)
                .allSatisfy(statement -> assertThat(statement
                                .at("/Condition/StringEquals/aws:PrincipalOrgID")
                                .asText())
                        .isEqualTo("o-abcdef1234"));
        assertThat(trusts(Synthesised.DEV))
                .hasSize(4)
                .noneMatch(statement -> statement.toString().contains("PrincipalOrgID"));
    }

    private static Stream<JsonNode> trusts(Synthesised environment) {
        return Templates.all(environment, "AWS::IAM::Role")
                .filter(role -> role.stack().contains("-shard-"))
                .filter(RightsTest::isOfRouter)
                .flatMap(Templates::statements);
    }

    private static boolean isOfRouter(Found role) {
        return role.properties().path("RoleName").asText().matches("breakwater-dev-shard-[ab]-role");
    }
}
