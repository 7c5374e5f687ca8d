package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.breakwater.infra.Templates.Found;
import io.breakwater.naming.EnvironmentStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.cxapi.CloudFormationStackArtifact;

/// What holds in every stack of every environment.
class EveryStackTest {
    /// CloudFormation gives these types no tags, or they are tagged elsewhere.
    private static final Set<String> UNTAGGABLE = Set.of(
            "AWS::ApiGateway::Authorizer",
            "AWS::ApiGateway::Deployment",
            "AWS::ApiGateway::GatewayResponse",
            "AWS::ApiGateway::Method",
            "AWS::ApiGateway::RequestValidator",
            "AWS::ApiGateway::Resource",
            "AWS::ApiGateway::UsagePlanKey",
            "AWS::CloudWatch::Dashboard",
            "AWS::IAM::ManagedPolicy",
            "AWS::IAM::Policy",
            "AWS::Lambda::Alias",
            "AWS::Lambda::Permission",
            "AWS::Lambda::Version",
            "AWS::SNS::Subscription",
            "Custom::BreakwaterLedgerItems",
            "Custom::BreakwaterTenants",
            "AWS::SNS::TopicPolicy",
            "Custom::BreakwaterLateLogs");

    static Stream<Synthesised> environments() {
        return Synthesised.all();
    }

    @ParameterizedTest
    @MethodSource("environments")
    void every_log_group_has_a_retention_and_goes_with_its_stack(Synthesised environment) {
        int days = environment.settings().logging().retentionDays();
        assertThat(Templates.all(environment, "AWS::Logs::LogGroup"))
                .isNotEmpty()
                .allSatisfy(group -> {
                    assertThat(group.properties().path("RetentionInDays").asInt())
                            .isEqualTo(days);
                    assertThat(group.body().path("DeletionPolicy").asText()).isEqualTo("Delete");
                    assertThat(group.body().path("UpdateReplacePolicy").asText())
                            .isEqualTo("Delete");
                });
    }

    @ParameterizedTest
    @MethodSource("environments")
    void every_function_writes_to_a_log_group_of_its_own(Synthesised environment) {
        List<Found> groups = Templates.all(environment, "AWS::Logs::LogGroup").toList();
        assertThat(Templates.all(environment, "AWS::Lambda::Function"))
                .isNotEmpty()
                .allSatisfy(function -> {
                    String name = function.properties().path("FunctionName").asText();
                    String used = function.properties()
                            .at("/LoggingConfig/LogGroup/Ref")
                            .asText();
                    assertThat(groups)
                            .filteredOn(group ->
                                    group.id().equals(used) && group.stack().equals(function.stack()))
                            .singleElement()
                            .satisfies(group -> assertThat(group.properties()
                                            .path("LogGroupName")
                                            .asText())
                                    .isEqualTo("/aws/lambda/" + name));
                });
    }

    @ParameterizedTest
    @MethodSource("environments")
    void state_and_stacks_are_guarded_in_production_and_pass_elsewhere(Synthesised environment) {
        boolean guarded = environment.kept();
        assertThat(environment.stacks().values())
                .isNotEmpty()
                .allSatisfy(stack -> assertThat(Boolean.TRUE.equals(stack.getTerminationProtection()))
                        .isEqualTo(guarded));
        assertThat(Templates.all(environment, "AWS::DynamoDB::GlobalTable"))
                .hasSize(5)
                .map(table -> table.properties().at("/Replicas/0"))
                .allSatisfy(replica -> {
                    assertThat(replica.path("DeletionProtectionEnabled").asBoolean())
                            .isEqualTo(guarded);
                    assertThat(replica.at("/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled")
                                    .asBoolean())
                            .isEqualTo(guarded);
                });
    }

    /// The tenants' keys belong to the tables and the pepper: keeping one is of no use without the
    /// others.
    @ParameterizedTest
    @MethodSource("environments")
    void tables_pepper_and_keys_are_kept_together_or_go_together(Synthesised environment) {
        assertThat(Stream.of(
                                "AWS::DynamoDB::GlobalTable",
                                "AWS::SecretsManager::Secret",
                                "Custom::BreakwaterTenantKeys")
                        .flatMap(type -> Templates.all(environment, type)))
                .hasSize(7)
                .extracting(found -> found.body().path("DeletionPolicy").asText())
                .containsOnly(environment.kept() ? "Retain" : "Delete");
    }

    @ParameterizedTest
    @MethodSource("environments")
    void everything_carries_the_environments_two_tags(Synthesised environment) {
        Map<String, String> expected = Map.of(
                "breakwater:environment", environment.settings().environment(),
                "breakwater:stack-id", stackId(environment));
        assertThat(Templates.all(environment).filter(found -> !UNTAGGABLE.contains(found.type())))
                .isNotEmpty()
                .allSatisfy(
                        found -> assertThat(tags(found)).as(found.toString()).containsAllEntriesOf(expected));
        assertThat(environment.stacks().values())
                .map(CloudFormationStackArtifact::getTags)
                .allSatisfy(tags -> assertThat(tags).containsAllEntriesOf(expected));
    }

    @Test
    void two_environments_have_different_stack_ids() {
        assertThat(stackId(Synthesised.DEV)).isNotEqualTo(stackId(Synthesised.PROD));
    }

    @ParameterizedTest
    @MethodSource("environments")
    void every_stack_is_bound_to_an_account_and_a_region(Synthesised environment) {
        assertThat(stackArtifacts(environment))
                .hasSameSizeAs(environment.stacks().values())
                .allSatisfy(artifact -> assertThat(artifact.path("environment").asText())
                        .matches("aws://[0-9]{12}/[a-z]+-[a-z]+-[0-9]"));
    }

    /// The clean-up, the doctor and the deploy test look for the stacks of this list.
    @ParameterizedTest
    @MethodSource("environments")
    void the_stacks_are_those_that_an_environment_is_said_to_have_and_are_where_it_says(Synthesised environment) {
        assertThat(stackArtifacts(environment))
                .map(stack -> stack.at("/properties/stackName").asText() + " in "
                        + stack.path("environment").asText())
                .containsExactlyInAnyOrderElementsOf(EnvironmentStack.of(environment.settings()).stream()
                        .map(stack -> "%s in aws://%s/%s".formatted(stack.name(), stack.account(), stack.region()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("environments")
    void clean_up_is_deployed_first_and_the_gateway_after_what_it_calls(Synthesised environment) {
        String prefix = "breakwater-" + environment.settings().environment() + "-";
        assertThat(dependencies(environment, prefix + "cleanup")).isEmpty();
        assertThat(environment.stacks().keySet())
                .filteredOn(name -> !name.endsWith("-cleanup"))
                .filteredOn(name -> !name.endsWith("-monitoring") && !name.endsWith("-kept"))
                .allSatisfy(name -> assertThat(dependencies(environment, name)).contains(prefix + "cleanup"));
        assertThat(dependencies(environment, prefix + "gateway"))
                .containsAll(environment.stacks().keySet().stream()
                        .filter(name -> name.startsWith(prefix + "shard-") && !name.endsWith("-kept"))
                        .toList());
        assertThat(dependencies(environment, prefix + "monitoring")).contains(prefix + "gateway");
        assertThat(environment.stacks().keySet())
                .filteredOn(name -> name.endsWith("-kept"))
                .hasSameSizeAs(environment.settings().shards())
                .allSatisfy(name -> assertThat(dependencies(environment, name)).contains(prefix + "monitoring"));
    }

    private static List<JsonNode> stackArtifacts(Synthesised environment) {
        return Templates.stream(
                        read(environment.output().resolve("manifest.json")).path("artifacts"))
                .filter(artifact -> artifact.path("type").asText().equals("aws:cloudformation:stack"))
                .toList();
    }

    private static JsonNode read(Path file) {
        try {
            return Synthesised.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> dependencies(Synthesised environment, String stack) {
        return environment.stacks().get(stack).getDependencies().stream()
                .filter(CloudFormationStackArtifact.class::isInstance)
                .map(CloudFormationStackArtifact.class::cast)
                .map(CloudFormationStackArtifact::getStackName)
                .toList();
    }

    private static String stackId(Synthesised environment) {
        return Templates.in(
                        environment,
                        "breakwater-" + environment.settings().environment() + "-cleanup",
                        "AWS::SSM::Parameter")
                .filter(found -> found.properties().path("Name").asText().endsWith("/stack-id"))
                .map(found -> found.properties().path("Value").asText())
                .findFirst()
                .orElseThrow();
    }

    /// Tags may be an object, a list, or a property of a global table's replica.
    private static Map<String, String> tags(Found found) {
        JsonNode tags = found.type().equals("AWS::DynamoDB::GlobalTable")
                ? found.properties().at("/Replicas/0/Tags")
                : found.properties().path("Tags");
        return tags.isObject()
                ? tags.properties().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().asText()))
                : Templates.stream(tags)
                        .collect(Collectors.toMap(
                                tag -> tag.path("Key").asText(),
                                tag -> tag.path("Value").asText()));
    }
}
