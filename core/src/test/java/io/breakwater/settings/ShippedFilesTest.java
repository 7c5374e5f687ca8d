package io.breakwater.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.dialect.body.FamilyLanguage;
import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.Feature;
import io.breakwater.model.Geography;
import io.breakwater.model.Lifecycle;
import io.breakwater.model.ModelApi;
import io.breakwater.model.ModelCard;
import io.breakwater.model.ModelId;
import io.breakwater.model.ModelOperation;
import io.breakwater.model.Price;
import io.breakwater.model.Profile;
import io.breakwater.model.ProfileId;
import io.breakwater.model.Region;
import io.breakwater.model.Route;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Streaming;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShippedFilesTest {
    private final Settings local = Shipped.settings("local");

    @ParameterizedTest
    @ValueSource(strings = {"local", "dev", "prod"})
    void every_shipped_environment_is_valid_and_named_like_its_file(String name) {
        assertThat(Shipped.settings(name).environment()).isEqualTo(name);
    }

    @Test
    void the_catalogue_derives_ids_and_geographies_and_keeps_prices_exact() {
        Profile sonnet = profile("us.anthropic.claude-sonnet-4-6");
        assertThat(sonnet.geography()).isEqualTo(Geography.US);
        assertThat(sonnet.price()).isEqualTo(new Price(3_300_000, 16_500_000, 330_000, 4_125_000));
        assertThat(sonnet.quota()).isEqualTo(new Capacity(10_000, 6_000_000));
        assertThat(sonnet.model().burndown()).isEqualTo(5);
        assertThat(sonnet.model().features().all()).contains(Feature.TOOLS, Feature.CACHING);
        assertThat(profile("us.amazon.nova-micro-v1:0").price()).isEqualTo(new Price(35_000, 140_000, 8_750, 35_000));
    }

    @Test
    void llama_streams_no_tools_and_what_says_nothing_of_it_streams_all() {
        assertThat(profile("us.meta.llama3-3-70b-instruct-v1:0").model().streaming())
                .isEqualTo(Streaming.TEXT);
        assertThat(profile("us.anthropic.claude-sonnet-4-6").model().streaming())
                .isEqualTo(Streaming.ALL);
    }

    @Test
    void every_model_of_today_has_converse_claude_messages_and_openais_and_kimi_their_own_apis_first() {
        assertThat(Shipped.settings("dev").profiles().values()).allSatisfy(profile -> {
            ModelCard model = profile.model();
            if (model.id().embeds()) {
                assertThat(model.operations()).containsExactly(ModelOperation.INVOKE);
                return;
            }
            assertThat(model.operations()).contains(ModelOperation.CONVERSE, ModelOperation.CONVERSE_STREAM);
            if (model.operations().contains(ModelOperation.OPENAI_CHAT)
                    && !model.operations().contains(ModelOperation.OPENAI_RESPONSES)) {
                assertThat(model.apis())
                        .startsWith(ModelApi.OPENAI_CHAT, ModelApi.CONVERSE)
                        .hasSize(FamilyLanguage.of(model.id()).isPresent() ? 3 : 2);
                return;
            }
            switch (model.id().provider()) {
                case "anthropic" ->
                    assertThat(model.apis())
                            .containsExactly(ModelApi.ANTHROPIC_MESSAGES, ModelApi.INVOKE, ModelApi.CONVERSE);
                case "openai" ->
                    assertThat(model.apis())
                            .containsExactly(ModelApi.OPENAI_CHAT, ModelApi.OPENAI_RESPONSES, ModelApi.CONVERSE);
                case "moonshotai", "xai", "zai" ->
                    assertThat(model.apis())
                            .containsExactly(ModelApi.OPENAI_CHAT, ModelApi.CONVERSE, ModelApi.OPENAI_RESPONSES);
                default -> assertThat(model.apis()).containsExactly(ModelApi.CONVERSE, ModelApi.INVOKE);
            }
        });
    }

    @Test
    void whoever_is_invoked_has_a_language_that_is_known() {
        assertThat(Shipped.settings("dev").profiles().values()).allSatisfy(profile -> {
            ModelId model = profile.model().id();
            boolean known = FamilyLanguage.of(model).isPresent() || model.isClaude() || model.embeds();
            assertThat(profile.model().apis().contains(ModelApi.INVOKE))
                    .as(model.value())
                    .isEqualTo(known);
        });
    }

    @Test
    void the_apis_of_a_model_are_preferred_in_the_order_in_which_the_catalogue_lists_them() {
        assertThat(operations("operations: [openai-chat-stream, converse, openai-chat]"))
                .containsExactly(
                        ModelOperation.OPENAI_CHAT_STREAM, ModelOperation.CONVERSE, ModelOperation.OPENAI_CHAT);
    }

    @Test
    void an_older_catalogue_says_of_a_model_without_streams_only_that() {
        assertThat(operations("streams: none")).containsExactly(ModelOperation.CONVERSE);
        assertThat(operations("operations: [converse]")).containsExactly(ModelOperation.CONVERSE);
        assertThat(operations("operations: [converse, converse-stream], streams: none"))
                .containsExactly(ModelOperation.CONVERSE);
    }

    private static Set<ModelOperation> operations(String members) {
        ConfigText catalogue = new ConfigText("models.yaml", """
                routes: { everywhere: [{ from: [us-east-1] }] }
                models:
                  x.y:
                    { name: Y, contextTokens: 100, maxOutputTokens: 10, burndown: 1, features: [], %s,
                      profiles: { global: { routes: everywhere, price: { input: 1, output: 1 } } } }
                """.formatted(members));
        return switch (SettingsReader.readCatalogue(catalogue)) {
            case Loaded.Valid(var profiles) ->
                profiles.iterator().next().model().operations();
            case Loaded.Invalid(var problems) -> throw new AssertionError(problems);
        };
    }

    @Test
    void destinations_depend_on_the_source_region_and_a_global_profile_leaves_them_open() {
        Map<Region, List<Region>> us =
                profile("us.anthropic.claude-sonnet-4-5-20250929-v1:0").destinations();
        assertThat(us.get(new Region("us-east-1"))).hasSize(3).doesNotContain(new Region("us-west-1"));
        assertThat(us.get(new Region("us-west-1"))).hasSize(4).contains(new Region("us-west-1"));
        assertThat(us).doesNotContainKey(new Region("ca-west-1"));
        assertThat(profile("global.anthropic.claude-sonnet-4-6").destinations().values())
                .allMatch(List::isEmpty);
    }

    @ParameterizedTest
    @CsvSource({
        "us.anthropic.claude-opus-4-7, 5",
        "us.anthropic.claude-opus-4-8, 15",
        "us.anthropic.claude-sonnet-5, 10",
        "eu.anthropic.claude-opus-5, 10",
        "jp.anthropic.claude-opus-5-5, 10",
        "us.anthropic.claude-fable-5-1, 10",
        "global.openai.gpt-5.6-sol, 10",
        "us.openai.gpt-6-sol, 10",
        "global.moonshotai.kimi-k3, 1",
    })
    void the_models_of_this_generation_are_there_with_what_their_output_costs_of_the_quota(String id, int burndown) {
        assertThat(profile(id).model().burndown()).isEqualTo(burndown);
    }

    @Test
    void a_model_without_requests_per_minute_has_no_such_limit() {
        assertThat(profile("us.anthropic.claude-opus-4-8").quota()).isEqualTo(new Capacity(0, 30_000_000));
    }

    @Test
    void every_model_says_when_its_prices_were_read_and_nova_premier_that_it_has_ended() {
        assertThat(local.profiles().values())
                .allMatch(profile -> profile.model().listing().pricesAsOf().isPresent());
        Lifecycle premier =
                profile("us.amazon.nova-premier-v1:0").model().listing().lifecycle();
        assertThat(premier.status()).isEqualTo(Lifecycle.Status.LEGACY);
        assertThat(premier.ended(LocalDate.parse("2026-09-13"))).isFalse();
        assertThat(premier.ended(LocalDate.parse("2026-09-14"))).isTrue();
    }

    @Test
    void a_model_that_both_endpoints_offer_has_an_id_for_each() {
        assertThat(profile("us.anthropic.claude-opus-5").model().listing().mantleId())
                .contains(new ModelId("anthropic.claude-opus-5"));
        assertThat(profile("us.anthropic.claude-sonnet-4-6").model().listing().mantleId())
                .isEmpty();
    }

    @Test
    void there_is_no_apac_profile_for_claude_4_5_and_later() {
        assertThat(local.profiles().values())
                .filteredOn(profile -> profile.geography() == Geography.APAC)
                .noneMatch(profile -> profile.id().value().contains("anthropic"));
    }

    @Test
    void a_geographic_profile_answers_from_the_region_it_is_called_in_too() {
        assertThat(local.profiles().values())
                .filteredOn(profile -> profile.geography() != Geography.GLOBAL)
                .allSatisfy(profile -> assertThat(profile.destinations())
                        .allSatisfy((source, to) -> assertThat(to).contains(source)));
    }

    @Test
    void each_demo_has_the_targets_and_capacities_that_it_shows() {
        assertThat(capacities("demo-cris", 0)).containsOnlyKeys("a/us-east-1");
        assertThat(capacities("demo-sharding", 0)).containsOnlyKeys("a/us-east-1", "b/us-west-2");
        assertThat(Set.copyOf(capacities("demo-sharding", 0).values())).hasSize(1);
        assertThat(capacities("demo-fallback", 0)).isEqualTo(Map.of("c/us-east-1", 3L));
        assertThat(capacities("demo-fallback", 1)).isEqualTo(Map.of("c/us-east-1", 25L));
        assertThat(capacities("demo-balance", 0)).isEqualTo(Map.of("d/us-east-1", 3L, "e/us-west-2", 3L));
        assertThat(capacities("demo-balance", 1)).isEqualTo(Map.of("f/us-east-1", 25L));
    }

    @Test
    void no_two_demos_share_a_quota_pool() {
        List<String> labels = local.topology().routes().values().stream()
                .filter(route -> route.alias().value().startsWith("demo-"))
                .flatMap(route -> route.tiers().stream())
                .flatMap(tier -> tier.targets().stream())
                .map(routed -> routed.target().label())
                .toList();
        assertThat(labels).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void the_tenants_of_the_demos_have_the_limits_that_they_show() {
        assertThat(tenant("a").limits().requestsPerMinute()).isEqualTo(3);
        assertThat(tenant("b").limits().requestsPerMinute()).isEqualTo(10);
        assertThat(tenant("c").limits().requestsPerMinute()).isEqualTo(10);
        assertThat(tenant("load").limits().concurrency()).isGreaterThanOrEqualTo(400);
        assertThat(tenant("demo").models()).isEqualTo(local.topology().routes().keySet());
        assertThat(tenant("demo").hand())
                .isEqualTo(local.shards().stream().map(Shard::id).collect(Collectors.toSet()))
                .isEqualTo(tenant("load").hand());
    }

    @Test
    void absent_settings_have_their_documented_defaults() {
        assertThat(local.timeouts()).isEqualTo(Timeouts.DEFAULT);
        assertThat(local.timeouts().deadline()).isEqualTo(Duration.ofMinutes(4));
        assertThat(local.timeouts().longest()).isEqualTo(Duration.ofMinutes(14));
        assertThat(local.bodyBytes()).isEqualTo(4_500_000);
        assertThat(local.throttle()).isEqualTo(Throttle.DEFAULT);
        assertThat(local.authorizerCache()).isZero();
        assertThat(local.alarms()).isEqualTo(Alarms.DEFAULT);
        assertThat(local.logging()).isEqualTo(Logging.DEFAULT);
        assertThat(local.costAttribution()).isFalse();
        assertThat(local.simulation()).contains(Simulation.DEFAULT);
    }

    @Test
    void requests_that_name_no_max_tokens_get_16384_or_what_the_models_can_write_unless_the_alias_says_otherwise() {
        assertThat(local.topology().routes().get(new Alias("claude-sonnet")).defaultMaxTokens())
                .isEqualTo(16_384);
        assertThat(local.topology().routes().get(new Alias("nova-lite")).defaultMaxTokens())
                .isEqualTo(5_000);
        assertThat(Shipped.settings("prod")
                        .topology()
                        .routes()
                        .get(new Alias("claude-sonnet"))
                        .defaultMaxTokens())
                .isEqualTo(8_192);
    }

    @Test
    void in_production_each_shard_calls_the_profile_of_the_geography_it_is_in() {
        Settings prod = Shipped.settings("prod");
        Route route = prod.topology().routes().get(new Alias("claude-sonnet"));
        assertThat(route.tiers().getFirst().targets())
                .extracting(routed -> routed.target().label())
                .containsExactlyInAnyOrder(
                        "a/us-east-1/us.anthropic.claude-sonnet-4-6",
                        "a/eu-central-1/eu.anthropic.claude-sonnet-4-6",
                        "b/us-west-2/us.anthropic.claude-sonnet-4-6",
                        "b/eu-west-1/eu.anthropic.claude-sonnet-4-6");
        assertThat(prod.simulation()).isEmpty();
    }

    @Test
    void settings_list_each_quota_pool_and_each_profile_in_use_once() {
        Settings dev = Shipped.settings("dev");
        assertThat(dev.targets()).hasSize(6);
        assertThat(dev.profilesInUse()).hasSize(3);
        RoutedTarget some = dev.targets().get("a/us-east-1/us.anthropic.claude-sonnet-4-6");
        assertThat(dev.capacity(some.target())).isEqualTo(new Capacity(200, 500_000));
    }

    private Profile profile(String id) {
        return local.profiles().get(new ProfileId(id));
    }

    private Tenant tenant(String id) {
        return local.topology().tenants().get(new TenantId(id));
    }

    /// Requests per minute of a tier's targets by shard and Region.
    private Map<String, Long> capacities(String alias, int tier) {
        return local.topology().routes().get(new Alias(alias)).tiers().get(tier).targets().stream()
                .collect(Collectors.toMap(
                        routed ->
                                routed.target().shard() + "/" + routed.target().source(),
                        routed -> routed.capacity().requestsPerMinute()));
    }
}
