package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.breakwater.infra.Templates.Found;
import io.breakwater.model.Region;
import io.breakwater.model.RoutedTarget;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the router may do in a shard.
class ShardStackTest {
    private static final String A_US = "breakwater-prod-shard-a-us-east-1";
    private static final String A_ROLE = "breakwater-prod-shard-a-role";
    private static final String A_EU = "breakwater-prod-shard-a-eu-central-1";
    private static final String SONNET = "anthropic.claude-sonnet-4-6";

    @Test
    void every_shard_role_trusts_the_router_alone_and_asks_for_the_shards_own_external_id() {
        List<Found> roles = Stream.of(A_ROLE, "breakwater-prod-shard-b-role")
                .flatMap(stack -> Templates.in(Synthesised.PROD, stack, "AWS::IAM::Role"))
                .toList();
        assertThat(roles).hasSize(2).allSatisfy(role -> {
            JsonNode assume = trust(role, "sts:AssumeRole");
            assertThat(assume.at("/Principal/AWS").asText()).isEqualTo("arn:aws:iam::123456789012:root");
            assertThat(assume.at("/Condition/StringEquals/aws:PrincipalArn").asText())
                    .isEqualTo("arn:aws:iam::123456789012:role/breakwater-prod-router");
            assertThat(trust(role, "sts:TagSession")
                            .at("/Condition/StringEquals/aws:PrincipalArn")
                            .asText())
                    .isEqualTo("arn:aws:iam::123456789012:role/breakwater-prod-router");
        });
        assertThat(roles)
                .map(role -> trust(role, "sts:AssumeRole")
                        .at("/Condition/StringEquals/sts:ExternalId")
                        .asText())
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(id).hasSizeGreaterThan(30));
    }

    @Test
    void a_shard_has_one_role_and_each_region_hangs_its_policies_on_it() {
        assertThat(Templates.in(Synthesised.PROD, A_US, "AWS::IAM::Role")).isEmpty();
        assertThat(Templates.in(Synthesised.PROD, A_EU, "AWS::IAM::Role")).isEmpty();
        assertThat(Templates.in(Synthesised.PROD, A_EU, "AWS::IAM::ManagedPolicy"))
                .isNotEmpty()
                .allSatisfy(policy -> assertThat(
                                policy.properties().path("Roles").get(0).asText())
                        .isEqualTo(A_ROLE));
    }

    @Test
    void the_order_of_a_shards_regions_changes_neither_its_role_nor_what_a_region_has() {
        String two = Synthesised.dev().replace("regions: [us-east-1]", "regions: [us-east-1, us-west-2]");
        Synthesised one = Synthesised.of(Synthesised.settings(two));
        Synthesised other =
                Synthesised.of(Synthesised.settings(two.replace("[us-east-1, us-west-2]", "[us-west-2, us-east-1]")));

        assertThat(one.templates().keySet()).isEqualTo(other.templates().keySet());
        assertThat(one.templates().entrySet())
                .filteredOn(stack -> stack.getKey().contains("-shard-"))
                .hasSize(7)
                .allSatisfy(stack ->
                        assertThat(other.templates().get(stack.getKey())).isEqualTo(stack.getValue()));
    }

    @Test
    void for_one_deploy_the_former_role_keeps_its_rights_beside_the_new_one() {
        Synthesised both = Synthesised.of(Synthesised.shipped("prod"), Map.of("former-shard-roles", "true"));

        assertThat(Templates.in(both, A_US, "AWS::IAM::Role"))
                .singleElement()
                .satisfies(role ->
                        assertThat(role.properties().path("RoleName").asText()).isEqualTo("breakwater-prod-shard-a"));
        assertThat(Templates.in(both, A_EU, "AWS::IAM::Role")).isEmpty();
        assertThat(Stream.of(A_US, A_EU).flatMap(stack -> Templates.in(both, stack, "AWS::IAM::ManagedPolicy")))
                .isNotEmpty()
                .allSatisfy(
                        policy -> assertThat(Templates.texts(policy.properties().path("Roles")))
                                .containsExactly(A_ROLE, "breakwater-prod-shard-a"));
    }

    @Test
    void a_geographic_profile_may_reach_its_model_in_every_destination_and_only_through_itself() {
        RoutedTarget routed = Synthesised.PROD.settings().targets().get("a/us-east-1/us." + SONNET);
        List<JsonNode> reaching = invoking(A_US)
                .filter(statement ->
                        resources(statement).stream().anyMatch(arn -> arn.endsWith("::foundation-model/" + SONNET)))
                .toList();
        assertThat(reaching).singleElement().satisfies(statement -> {
            assertThat(resources(statement))
                    .containsExactlyInAnyOrderElementsOf(
                            routed.profile().destinations().get(new Region("us-east-1")).stream()
                                    .map(region -> "arn:aws:bedrock:" + region + "::foundation-model/" + SONNET)
                                    .toList());
            assertThat(Templates.texts(statement.at("/Condition/StringEquals/bedrock:InferenceProfileArn")))
                    .contains("arn:aws:bedrock:us-east-1:111111111111:inference-profile/us." + SONNET)
                    .hasSize(1 + 3);
        });
    }

    @Test
    void no_model_may_be_called_without_a_profile() {
        assertThat(Templates.all(Synthesised.PROD)
                        .flatMap(Templates::statements)
                        .filter(ShardStackTest::invokes)
                        .filter(statement ->
                                resources(statement).stream().anyMatch(arn -> arn.contains("::foundation-model"))))
                .isNotEmpty()
                .allSatisfy(statement -> assertThat(statement
                                .at("/Condition/StringEquals/bedrock:InferenceProfileArn")
                                .isMissingNode())
                        .isFalse());
    }

    @Test
    void a_global_profile_needs_three_grants_and_has_them() {
        String opus = "anthropic.claude-opus-4-6-v1";
        assertThat(requestedRegion("arn:aws:bedrock:us-east-1:111111111111:inference-profile/global." + opus))
                .isEqualTo("us-east-1");
        assertThat(requestedRegion("arn:aws:bedrock:us-east-1::foundation-model/" + opus))
                .isEqualTo("us-east-1");
        assertThat(requestedRegion("arn:aws:bedrock:::foundation-model/" + opus))
                .isEqualTo("unspecified");
    }

    @Test
    void a_region_has_rights_to_the_profiles_of_its_own_geography_only() {
        assertThat(Templates.in(Synthesised.PROD, A_EU)
                        .flatMap(Templates::statements)
                        .map(JsonNode::toString))
                .isNotEmpty()
                .noneMatch(text -> text.contains("inference-profile/us.") || text.contains("bedrock:us-"));
    }

    @Test
    void cost_attribution_gives_each_tenant_a_profile_of_its_own_where_it_may_go() {
        assertThat(owners(A_US))
                .contains("Shared", "search", "analytics", "compliance")
                .doesNotContain("support-eu");
        assertThat(owners(A_EU)).contains("Shared", "search", "support-eu").doesNotContain("analytics", "compliance");
        assertThat(owners("breakwater-dev-shard-a-us-east-1"))
                .as("what nobody would call is not made")
                .isEmpty();
    }

    /// An application inference profile may be called, and so may its model, through the profile and
    /// wherever it may route to; no model may be called by its name alone.
    @Test
    void every_profile_that_is_made_may_be_called_and_its_model_through_it() {
        List<String> made = profiles(A_US)
                .map(found -> "{\"Fn::GetAtt\":[\"" + found.id() + "\",\"InferenceProfileArn\"]}")
                .toList();
        assertThat(made).hasSizeGreaterThan(4).allSatisfy(arn -> {
            assertThat(invoking(A_US).filter(statement -> resources(statement).contains(arn)))
                    .as("called")
                    .hasSize(1);
            assertThat(invoking(A_US)
                            .filter(statement -> Templates.texts(
                                            statement.at("/Condition/StringEquals/bedrock:InferenceProfileArn"))
                                    .contains(arn))
                            .flatMap(statement -> resources(statement).stream()))
                    .as("its model through it")
                    .isNotEmpty()
                    .allMatch(resource -> resource.contains("::foundation-model/"));
        });
    }

    @Test
    void only_with_cost_attribution_may_profiles_be_listed() {
        assertThat(listing(Synthesised.PROD)).isNotEmpty();
        assertThat(listing(Synthesised.DEV)).isEmpty();
    }

    private static List<JsonNode> listing(Synthesised environment) {
        return Templates.all(environment)
                .flatMap(Templates::statements)
                .filter(statement ->
                        Templates.texts(statement.path("Action")).contains("bedrock:ListInferenceProfiles"))
                .toList();
    }

    @Test
    void a_tenant_without_fallback_has_no_profile_of_a_lower_tier() {
        assertThat(profiles(A_US)
                        .filter(found -> tag(found, "breakwater:tenant").equals("compliance")))
                .extracting(found -> tag(found, "breakwater:model"))
                .containsExactly(SONNET);
    }

    /// Java's own maps have another order in every run; a template with the same content would then be
    /// deployed again.
    @Test
    void a_template_is_the_same_in_every_run() {
        assertThat(Synthesised.all()
                        .flatMap(Templates::all)
                        .filter(found -> found.stack().contains("-shard-"))
                        .flatMap(ShardStackTest::maps))
                .hasSizeGreaterThan(20)
                .allSatisfy(map -> assertThat(names(map)).isSorted());
    }

    /// The parts that are built from maps: conditions, and the properties of custom resources except
    /// those that the CDK puts first.
    private static Stream<JsonNode> maps(Found found) {
        Stream<JsonNode> conditions = Templates.statements(found)
                .map(statement -> statement.path("Condition"))
                .flatMap(condition -> Stream.concat(Stream.of(condition), Templates.stream(condition)));
        return found.type().startsWith("Custom::")
                ? Stream.of(
                        ((ObjectNode) found.properties().deepCopy()).remove(List.of("ServiceToken", "ServiceTimeout")),
                        found.properties().path("Tags"))
                : conditions;
    }

    private static List<String> names(JsonNode map) {
        return map.propertyStream().map(Map.Entry::getKey).toList();
    }

    @Test
    void profile_names_are_what_bedrock_takes_and_never_the_same_twice() {
        assertThat(profiles(A_US)
                        .map(found ->
                                found.properties().path("InferenceProfileName").asText()))
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("([0-9a-zA-Z][ _-]?)+") && name.length() <= 64);
    }

    private static Stream<Found> profiles(String stack) {
        Synthesised environment = stack.contains("-dev-") ? Synthesised.DEV : Synthesised.PROD;
        return Templates.in(environment, stack, "AWS::Bedrock::ApplicationInferenceProfile");
    }

    private static List<String> owners(String stack) {
        return profiles(stack)
                .map(found -> tag(found, "breakwater:tenant"))
                .distinct()
                .toList();
    }

    private static String tag(Found found, String key) {
        return Templates.stream(found.properties().path("Tags"))
                .filter(tag -> tag.path("Key").asText().equals(key))
                .map(tag -> tag.path("Value").asText())
                .findFirst()
                .orElse("");
    }

    private static JsonNode trust(Found role, String action) {
        return Templates.statements(role)
                .filter(statement -> Templates.texts(statement.path("Action")).contains(action))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<JsonNode> invoking(String stack) {
        return Templates.in(Synthesised.PROD, stack)
                .flatMap(Templates::statements)
                .filter(ShardStackTest::invokes);
    }

    private static boolean invokes(JsonNode statement) {
        return Templates.texts(statement.path("Action")).contains("bedrock:InvokeModel");
    }

    private static List<String> resources(JsonNode statement) {
        return Templates.texts(statement.path("Resource"));
    }

    private static String requestedRegion(String arn) {
        return invoking(A_US)
                .filter(statement -> resources(statement).contains(arn))
                .map(statement -> statement
                        .at("/Condition/StringEquals/aws:RequestedRegion")
                        .asText())
                .findFirst()
                .orElseThrow();
    }
}
