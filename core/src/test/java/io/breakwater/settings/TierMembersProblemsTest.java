package io.breakwater.settings;

import static io.breakwater.settings.SmallEnvironment.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Spread;
import io.breakwater.model.Tier;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TierMembersProblemsTest {
    private static final String FIRST =
            "- { profile: us.anthropic.claude-sonnet-4-6, shards: [east], capacity: { requestsPerMinute: 3 } }";
    private static final String SECOND = "- { profile: us.anthropic.claude-haiku-4-5-20251001-v1:0, shards: [east] }";
    private static final String SONNET = "profile: us.anthropic.claude-sonnet-4-6, shards: [east]";
    private static final String OPUS = "profile: us.anthropic.claude-opus-4-6-v1, shards: [east]";

    private static List<String> members(String... members) {
        return with(FIRST, "- { members: [{ " + String.join(" }, { ", members) + " }] }");
    }

    private static Tier tier(String members) {
        String text = Mistake.in(SmallEnvironment.TEXT, FIRST, "- { members: [" + members + "] }");
        return switch (SettingsReader.read(Shipped.catalogue(), new ConfigText("test.yaml", text))) {
            case Loaded.Valid(Settings settings) ->
                settings.topology().routes().get(new Alias("sonnet")).tiers().getFirst();
            case Loaded.Invalid(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    @Test
    void each_member_has_a_capacity_of_its_own_and_its_part_of_the_requests() {
        Tier tier = tier("{ " + SONNET + ", weight: 95, capacity: { requestsPerMinute: 3 } }, { " + OPUS
                + ", weight: 5, endpoint: runtime, capacity: { tokensPerMinute: 7 } }");

        assertThat(tier.spread()).isEqualTo(Spread.BY_WEIGHT);
        assertThat(tier.targets()).extracting(RoutedTarget::weight).containsExactly(950_000, 50_000);
        assertThat(tier.targets().getFirst().capacity().requestsPerMinute()).isEqualTo(3);
        assertThat(tier.targets().getLast().capacity().tokensPerMinute()).isEqualTo(7);
    }

    /// The block of YAML below this heading of the operations page, in an environment that has the
    /// shards that the block names.
    private static Settings example() {
        String page = Shipped.text("docs/operations.md").content();
        String section = page.substring(page.indexOf("## Unequal models and canaries"));
        String models = section.substring(section.indexOf("models:"), section.indexOf("```\n\n"));
        String text = """
                environment: test
                protection: disposable
                exposeTargets: true
                home: { account: "123456789012", region: us-east-1 }
                shards:
                  - { id: a, account: "111111111111", regions: [us-east-1] }
                  - { id: b, account: "222222222222", regions: [us-west-2] }
                %splans: { standard: { requestsPerMinute: 60 } }
                tenants: [{ id: search, plan: standard, models: [claude-sonnet] }]
                """.formatted(models);
        return switch (SettingsReader.read(Shipped.catalogue(), new ConfigText("test.yaml", text))) {
            case Loaded.Valid(Settings settings) -> settings;
            case Loaded.Invalid(List<Problem> problems) -> throw new AssertionError(problems);
        };
    }

    @Test
    void the_example_of_the_operations_page_is_valid_and_gives_rights_only_where_a_member_stands() {
        Settings example = example();

        assertThat(profiles(example, 0))
                .containsExactly("us.anthropic.claude-haiku-4-5-20251001-v1:0", "us.anthropic.claude-sonnet-4-6");
        assertThat(profiles(example, 1))
                .containsExactly(
                        "us.anthropic.claude-haiku-4-5-20251001-v1:0",
                        "us.anthropic.claude-opus-4-6-v1",
                        "us.anthropic.claude-sonnet-4-6");
    }

    private static List<String> profiles(Settings settings, int shard) {
        Shard in = settings.shards().get(shard);
        return ProfilePlan.profiles(settings, in, in.regions().getFirst()).stream()
                .map(profile -> profile.id().value())
                .toList();
    }

    @Test
    void members_without_weights_are_spread_by_load_as_tiers_without_members_are() {
        Tier members = tier("{ " + SONNET + " }, { " + OPUS + " }");

        assertThat(members.spread()).isEqualTo(Spread.BY_LOAD);
        assertThat(members.targets()).extracting(RoutedTarget::weight).containsOnly(1);
        assertThat(members.targets().getFirst().capacity()).isEqualTo(new Capacity(10_000, 6_000_000));
    }

    @Test
    void a_member_needs_a_profile_and_shards() {
        assertThat(members("shards: [east]"))
                .containsExactly(
                        "models.sonnet.tiers[0].members[0].profile: is missing; add it: an inference profile of the"
                                + " catalogue");
        assertThat(members("profile: us.anthropic.claude-sonnet-4-6"))
                .containsExactly(
                        "models.sonnet.tiers[0].members[0].shards: is missing; add it: the shards whose quotas it uses");
        assertThat(with(FIRST, "- { members: [] }"))
                .containsExactly("models.sonnet.tiers[0].members: is empty; give at least 1");
    }

    @Test
    void a_tier_without_members_still_needs_shards() {
        assertThat(with(", shards: [east], capacity: { requestsPerMinute: 3 }", ""))
                .containsExactly("models.sonnet.tiers[0].shards: is missing; add it: the shards whose quotas it uses");
    }

    @Test
    void members_and_profiles_of_the_tier_itself_exclude_each_other() {
        assertThat(with(
                        FIRST,
                        "- { " + SONNET + ", weights: { east: 2 }, capacity: { requestsPerMinute: 3 }, members: [{ "
                                + OPUS + " }] }"))
                .containsExactly(
                        "models.sonnet.tiers[0].profile: stands beside 'members', got"
                                + " 'us.anthropic.claude-sonnet-4-6'; move it into a member, or remove 'members'",
                        "models.sonnet.tiers[0].shards: stands beside 'members', got a list; move it into a member, or"
                                + " remove 'members'",
                        "models.sonnet.tiers[0].capacity: stands beside 'members', got a mapping; move it into a member,"
                                + " or remove 'members'",
                        "models.sonnet.tiers[0].weights: stands beside 'members', got a mapping; move it into a member,"
                                + " or remove 'members'");
        assertThat(with(FIRST, "- { profiles: [us.anthropic.claude-sonnet-4-6], members: [{ " + OPUS + " }] }"))
                .singleElement()
                .asString()
                .startsWith("models.sonnet.tiers[0].profiles: stands beside 'members'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "1001", "2.5", "many"})
    void a_weight_is_a_whole_number_from_1_to_1000(String weight) {
        assertThat(members(SONNET + ", weight: " + weight))
                .singleElement()
                .asString()
                .startsWith("models.sonnet.tiers[0].members[0].weight: must be a whole number from 1 to 1000, got ");
    }

    @Test
    void either_all_members_have_a_weight_or_none() {
        assertThat(members(SONNET, OPUS + ", weight: 5"))
                .containsExactly(
                        "models.sonnet.tiers[0].members[0].weight: is missing, but"
                                + " models.sonnet.tiers[0].members[1] has one; give every member of the tier a weight, or none");
    }

    @Test
    void the_runtime_is_the_only_endpoint_yet() {
        assertThat(members(SONNET + ", endpoint: mantle"))
                .containsExactly(
                        "models.sonnet.tiers[0].members[0].endpoint: must be runtime, the only endpoint that can be called yet; leave it out, got 'mantle'");
    }

    @Test
    void what_is_wrong_in_several_members_is_named_at_once_and_at_its_place() {
        assertThat(members(
                        "profile: us.anthropic.claude-sonet-4-6, shards: [east]",
                        OPUS.replace("east", "eats"),
                        SONNET + ", share: 5",
                        "profile: us.amazon.nova-lite-v1:0, shards: [frankfurt]"))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactlyInAnyOrder(
                        "models.sonnet.tiers[0].members[0].profile",
                        "models.sonnet.tiers[0].members[1].shards[0]",
                        "models.sonnet.tiers[0].members[2].share",
                        "models.sonnet.tiers[0].members[3].profile");
    }

    @Test
    void a_target_stands_in_one_member() {
        assertThat(members(SONNET + ", weight: 95", SONNET + ", weight: 5"))
                .containsExactly(
                        "models.sonnet.tiers[0].members[1]: east/us-east-1/us.anthropic.claude-sonnet-4-6 is in"
                                + " models.sonnet.tiers[0].members[0] already, and a request is not sent to the same target"
                                + " twice; remove it from one of them");
    }

    @Test
    void a_target_stands_in_one_tier_of_an_alias() {
        assertThat(with(SECOND, "- { " + SONNET + ", capacity: { requestsPerMinute: 3 }, weights: { east: 2 } }"))
                .containsExactly("models.sonnet.tiers[1]: east/us-east-1/us.anthropic.claude-sonnet-4-6 is in"
                        + " models.sonnet.tiers[0] already, and a request is not sent to the same target twice; remove it"
                        + " from one of them");
        assertThat(with(
                        SECOND,
                        "- { members: [{ " + OPUS + " }, { " + SONNET + ", capacity: { requestsPerMinute: 3 } }] }"))
                .singleElement()
                .asString()
                .startsWith("models.sonnet.tiers[1].members[1]: east/us-east-1/us.anthropic.claude-sonnet-4-6 is in"
                        + " models.sonnet.tiers[0] already");
    }

    @Test
    void two_aliases_may_share_a_target() {
        assertThat(with(
                        "plans:",
                        "  other: { tiers: [{ " + SONNET + ", capacity: { requestsPerMinute: 3 } }] }\nplans:"))
                .isEmpty();
    }

    @Test
    void members_that_share_a_pool_with_another_alias_agree_on_its_capacity() {
        assertThat(with("plans:", "  other: { tiers: [{ members: [{ " + SONNET + " }] }] }\nplans:"))
                .singleElement()
                .asString()
                .startsWith(
                        "models.other.tiers[0].members[0].capacity: target east/us-east-1/us.anthropic.claude-sonnet-4-6"
                                + " is one quota pool, but has 10000 requests/min, 6000000 tokens/min here and 3 requests/min,");
    }
}
