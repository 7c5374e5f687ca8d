package io.breakwater.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.infra.function.Assets;
import io.breakwater.settings.Loaded;
import io.breakwater.settings.Problem;
import io.breakwater.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the app refuses, and its messages.
class RefusalTest {
    private static final Assets ASSETS = Synthesised.assets("dev");

    /// Settings that an environment of more than a hundred tenants needs.
    private static final String MANY = "throttle: { usagePlans: plan }\nfirstKeys: operator\n";

    @Test
    void an_unknown_environment_is_refused_with_the_known_ones() {
        assertThat(refused(Synthesised.CONFIG.load("staging")))
                .containsExactly("config: unknown environment 'staging'; known: dev, prod");
    }

    @Test
    void a_missing_environment_is_refused_too() {
        assertThat(refused(Synthesised.CONFIG.load(null)))
                .containsExactly("config: no environment is named; known: dev, prod");
    }

    @Test
    void a_path_is_no_environment() {
        assertThat(refused(Synthesised.CONFIG.load("../config/dev")))
                .singleElement()
                .asString()
                .contains("unknown environment");
    }

    @Test
    void the_local_environment_cannot_be_deployed() {
        assertThat(refused(Synthesised.CONFIG.load("local")))
                .singleElement()
                .asString()
                .contains("unknown environment 'local'");
    }

    @Test
    void an_account_must_have_twelve_digits() {
        assertThat(refused(Synthesised.read(Synthesised.dev().replace("111111111111", "1111111111"))))
                .singleElement()
                .asString()
                .contains("shards[0].account", "12 digits", "1111111111");
    }

    @Test
    void everything_that_is_wrong_is_listed_at_once() {
        assertThat(refused(Synthesised.read(
                        Synthesised.dev().replace("111111111111", "1").replace("plan: trial", "plan: none"))))
                .hasSizeGreaterThan(1);
    }

    @Test
    void the_shipped_environments_can_be_deployed() {
        assertThat(Deployable.problems(Synthesised.shipped("dev"), ASSETS)).isEmpty();
        assertThat(Deployable.problems(Synthesised.shipped("prod"), Synthesised.assets("prod")))
                .isEmpty();
    }

    @Test
    void a_file_must_describe_the_environment_that_it_is_named_after() {
        assertThat(words(Deployable.problems(Synthesised.shipped("prod"), ASSETS)))
                .containsExactly("config/dev.yaml: environment: must be 'dev', as the file is named, got 'prod'");
    }

    @Test
    void more_than_a_thousand_profiles_are_refused_with_their_count() {
        Settings crowded = Synthesised.settings(
                Synthesised.dev().replace("tenants:", "costAttribution: true\ntenants:\n" + tenants(600)));
        // three shared models, and two for each of 602 tenants
        assertThat(words(Deployable.problems(crowded, ASSETS)))
                .anySatisfy(problem ->
                        assertThat(problem).contains("costAttribution", "shard 'a'", "1,207", "us-east-1", "1,000"));
    }

    @Test
    void more_policies_than_a_role_takes_are_refused_with_their_count() {
        Settings crowded = Synthesised.settings(
                Synthesised.dev().replace("tenants:", MANY + "costAttribution: true\ntenants:\n" + tenants(300)));
        assertThat(words(Deployable.problems(crowded, ASSETS)))
                .allSatisfy(problem -> assertThat(problem).contains("managed policies, and IAM attaches 10"))
                .hasSize(2);
    }

    @Test
    void a_tenant_that_may_have_more_in_flight_than_the_router_has_copies_is_refused_with_both_numbers() {
        Settings narrow = Synthesised.settings(Synthesised.dev() + "reservedConcurrency: { router: 19 }\n");
        assertThat(words(Deployable.problems(narrow, ASSETS)))
                .containsExactly(
                        "config/dev.yaml: reservedConcurrency.router: lets 19 requests run at once, and one tenant alone"
                                + " may have 20 in flight; raise it, or lower the plan's concurrency");
    }

    @Test
    void tenants_that_together_may_have_more_in_flight_are_a_warning_with_both_numbers() {
        assertThat(Deployable.warning(
                        Synthesised.settings(Synthesised.dev() + "reservedConcurrency: { router: 21 }\n")))
                .hasValueSatisfying(text -> assertThat(text).contains("22 requests", "lets 21 run"));
        assertThat(Deployable.warning(
                        Synthesised.settings(Synthesised.dev() + "reservedConcurrency: { router: 22 }\n")))
                .isEmpty();
        assertThat(Deployable.warning(Synthesised.shipped("dev"))).isEmpty();
    }

    @Test
    void ids_that_several_aliases_have_are_a_warning_of_the_deploy_with_who_gets_them() {
        String twin = "  haiku-too:\n    tiers:\n"
                + "      - { profile: \"us.anthropic.claude-haiku-4-5-20251001-v1:0\", shards: [a],"
                + " capacity: { requestsPerMinute: 400, tokensPerMinute: 1000000 } }\n";
        Synthesised twins = Synthesised.of(
                Synthesised.settings(Synthesised.dev().replace("  nova-lite:\n", twin + "  nova-lite:\n")));
        assertThat(written(twins.output()))
                .contains("belong to several aliases", "claude-haiku before haiku-too (anthropic.claude-haiku-4-5");
    }

    /// Everything that the assembly says about its stacks, apart from their templates.
    private static String written(Path assembly) {
        try (Stream<Path> files = Files.list(assembly)) {
            StringBuilder text = new StringBuilder();
            for (Path file : files.filter(name -> name.toString().matches(".*(manifest|metadata)\\.json"))
                    .toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    @Test
    void more_usage_plans_than_a_stack_holds_are_refused_with_their_count_and_what_to_say_instead() {
        Settings crowded = Synthesised.settings(
                Synthesised.dev().replace("tenants:", "firstKeys: operator\ntenants:\n" + tenants(119)));
        assertThat(words(Deployable.problems(crowded, ASSETS)))
                .containsExactly("config/dev.yaml: throttle.usagePlans: a usage plan for each of 121 tenants would need"
                        + " 363 resources, and beside the gateway's own a stack holds those of 120; say usagePlans:"
                        + " plan");
        assertThat(Deployable.problems(
                        Synthesised.settings(Synthesised.dev()
                                .replace("tenants:", "firstKeys: operator\ntenants:\n" + tenants(118))),
                        ASSETS))
                .isEmpty();
    }

    @Test
    void more_plans_than_a_stack_has_room_for_are_refused_with_their_count_and_what_to_say_instead() {
        assertThat(words(Deployable.problems(Synthesised.settings(withPlans(19)), ASSETS)))
                .containsExactly("config/dev.yaml: plans: are 21, each with a usage plan, and beside those of tenants a"
                        + " stack has room for 20; say throttle.usagePlans: plan");
        assertThat(Deployable.problems(
                        Synthesised.settings(withPlans(98).replace("tenants:", MANY + "tenants:")), ASSETS))
                .isEmpty();
        assertThat(words(Deployable.problems(
                        Synthesised.settings(withPlans(99).replace("tenants:", MANY + "tenants:")), ASSETS)))
                .containsExactly("config/dev.yaml: plans: are 101, each with a usage plan, and beside the gateway's own"
                        + " resources a stack has room for 100; have tenants share plans");
    }

    /// The file's two plans and this many more.
    private static String withPlans(int more) {
        String plans = IntStream.range(0, more)
                .mapToObj("  plan-%d: { requestsPerMinute: 60 }\n"::formatted)
                .collect(Collectors.joining());
        return Synthesised.dev().replace("plans:\n", "plans:\n" + plans);
    }

    @Test
    void more_secrets_than_a_deploy_makes_are_refused_with_their_price() {
        Settings crowded = Synthesised.settings(
                Synthesised.dev().replace("tenants:", "throttle: { usagePlans: plan }\ntenants:\n" + tenants(998)));
        assertThat(words(Deployable.problems(crowded, ASSETS)))
                .containsExactly("config/dev.yaml: firstKeys: a secret for each of 1,000 tenants would cost 400.00 USD"
                        + " a month, and a deploy makes 100 at most; say firstKeys: operator, and give out keys by"
                        + " 'gatewayctl keys issue TENANT'");
    }

    @Test
    void more_tenants_than_an_account_has_api_keys_are_refused_with_both_counts() {
        assertThat(refused(Synthesised.read(Synthesised.dev().replace("tenants:", "tenants:\n" + tenants(9_999)))))
                .containsExactly("config/dev.yaml: tenants: are 10,001; an environment has 10,000 at most, one for each"
                        + " API key that an account may have; divide them over environments");
    }

    @Test
    void functions_that_are_not_packaged_are_named() {
        Assets absent = new Assets(
                Path.of("nowhere/router"), ASSETS.quota(), ASSETS.cleanup(), ASSETS.catalogue(), ASSETS.environment());
        assertThat(words(Deployable.problems(Synthesised.shipped("dev"), absent)))
                .containsExactly("config/dev.yaml: nowhere/router is not there; run scripts/synth, which builds it");
    }

    private static String tenants(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "  - { id: t%d, plan: standard, models: [claude-haiku, nova-lite], shards: 2 }\n"
                        .formatted(number))
                .collect(Collectors.joining());
    }

    private static List<String> refused(Loaded<Settings> loaded) {
        return switch (loaded) {
            case Loaded.Valid<Settings> valid ->
                throw new AssertionError("was accepted: " + valid.value().environment());
            case Loaded.Invalid(List<Problem> problems) -> words(problems);
        };
    }

    private static List<String> words(List<Problem> problems) {
        return problems.stream().map(Problem::toString).toList();
    }
}
