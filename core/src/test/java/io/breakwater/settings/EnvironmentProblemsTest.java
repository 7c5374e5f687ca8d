package io.breakwater.settings;

import static io.breakwater.settings.SmallEnvironment.and;
import static io.breakwater.settings.SmallEnvironment.problems;
import static io.breakwater.settings.SmallEnvironment.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentProblemsTest {
    private static final String SONNET = "profile: us.anthropic.claude-sonnet-4-6, ";

    @Test
    void the_environment_that_these_tests_break_is_valid() {
        assertThat(problems(SmallEnvironment.TEXT)).isEmpty();
    }

    @Test
    void an_unknown_key_is_refused_with_the_nearest_known_one() {
        assertThat(with("home:", "budget: 5\nhome:"))
                .containsExactly(
                        "budget: unknown key; known: alarms, answerModel, authorizerCacheSeconds, cors, costAttribution, encryption,"
                                + " environment, expectedCopies, exposeTargets, firstKeys, guardrails, home, limits, logging, models, plans, priorities,"
                                + " protection, reservedConcurrency, shards and 6 more");
        assertThat(with("plan: standard", "plan: standard, priorty: high"))
                .containsExactly("tenants[0].priorty: unknown key; did you mean 'priority'?");
    }

    @Test
    void a_missing_key_is_refused_with_what_it_is() {
        assertThat(with("home: { account: \"123456789012\", ", "home: { "))
                .containsExactly("home.account: is missing; add it: the account the gateway is deployed to");
    }

    @Test
    void a_wrong_type_is_refused_with_the_value_received() {
        assertThat(with("[us-west-2]", "us-west-2"))
                .containsExactly("shards[1].regions: must be a list, got 'us-west-2'");
        assertThat(with("requestsPerMinute: 60", "requestsPerMinute: many"))
                .containsExactly("plans.standard.requestsPerMinute: must be a whole number from 1 to 1000000000000, got"
                        + " 'many'");
        assertThat(with("models: [sonnet]", "models: [sonnet], tierFallback: maybe"))
                .containsExactly("tenants[0].tierFallback: must be true or false, got 'maybe'");
        assertThat(with("plan: standard", "plan:"))
                .containsExactly(
                        "tenants[0].plan: must be a lower-case letter, then up to 31 lower-case letters, digits or"
                                + " hyphens, got nothing");
    }

    @Test
    void an_account_must_be_12_digits_in_quotes() {
        assertThat(with("\"111111111111\"", "\"1111\""))
                .containsExactly("shards[0].account: must be an account number, 12 digits in quotes, got '1111'");
        assertThat(with("\"111111111111\"", "111111111111"))
                .containsExactly("shards[0].account: must be an account number, 12 digits in quotes, got the number"
                        + " 111111111111; put it in quotes");
    }

    @Test
    void a_network_has_subnets_and_security_groups_by_id_and_no_more_than_lambda_takes() {
        assertThat(with("plans:", "vpc: { subnets: [private] }\nplans:"))
                .containsExactlyInAnyOrder(
                        "vpc.subnets[0]: must be a subnet such as subnet-0123456789abcdef0, got 'private'",
                        "vpc.securityGroups: is missing; add it: what they may connect to; at most 5");
        String six = "sg-00000001, sg-00000002, sg-00000003, sg-00000004, sg-00000005, sg-00000006";
        assertThat(with("plans:", "vpc: { subnets: [subnet-01234567], securityGroups: [" + six + "] }\nplans:"))
                .containsExactly("vpc.securityGroups: has 6; Lambda takes 5 at most");
    }

    @Test
    void ids_have_their_form() {
        assertThat(with("environment: test", "environment: Test"))
                .containsExactly(
                        "environment: must be a lower-case letter, then 1 to 11 lower-case letters or digits, got"
                                + " 'Test'");
        assertThat(with("id: west", "id: West"))
                .containsExactly(
                        "shards[1].id: must be a lower-case letter, then up to 15 lower-case letters, digits or"
                                + " hyphens, got 'West'");
        assertThat(with("[us-west-2]", "[Oregon]"))
                .containsExactly("shards[1].regions[0]: must be a Region code such as us-east-1, got 'Oregon'");
        assertThat(with("plans:", "  Big Model: { tiers: [{ " + SONNET + "shards: [west] }] }\nplans:"))
                .containsExactly(
                        "models['Big Model']: must be a lower-case letter or digit, then up to 63 of a-z 0-9 . _ -,"
                                + " got 'Big Model'");
    }

    @Test
    void a_sink_is_an_arn_in_the_region_it_stands_for() {
        String sink = "arn:aws:oam:us-east-1:123456789012:sink/1a2b";
        assertThat(and("alarms: { usdPerDay: 12.5, sinks: { us-east-1: \"" + sink + "\" } }"))
                .isEmpty();
        assertThat(and("alarms: { sinks: { us-west-2: \"" + sink + "\" } }"))
                .containsExactly("alarms.sinks.us-west-2: must be a sink in us-west-2, got " + sink
                        + "; each Region has its own");
        assertThat(and("alarms: { sinks: { Oregon: \"" + sink + "\" } }"))
                .containsExactly("alarms.sinks.Oregon: must be a Region code such as us-east-1, got 'Oregon'");
        assertThat(and("alarms: { usdPerDay: 0 }"))
                .containsExactly(
                        "alarms.usdPerDay: must be a number from 0.01 to 1000000 with at most 6 decimals," + " got 0");
    }

    @Test
    void a_log_level_is_one_of_four() {
        assertThat(and("logging: { level: verbose }"))
                .containsExactly("logging.level: must be one of debug, info, warn, error, got 'verbose'");
    }

    @Test
    void an_alias_needs_a_tier_a_shard_and_a_profile() {
        assertThat(with("plans:", "  empty: { tiers: [] }\nplans:"))
                .containsExactly("models.empty.tiers: is empty; give at least 1");
        assertThat(with("shards: [east], capacity", "shards: [], capacity"))
                .containsExactly("models.sonnet.tiers[0].shards: is empty; give at least 1");
        assertThat(with(SONNET, ""))
                .containsExactly(
                        "models.sonnet.tiers[0]: has neither 'profile' nor 'profiles'; name an inference profile");
        assertThat(with(SONNET, SONNET + "profiles: [us.anthropic.claude-sonnet-4-6], "))
                .containsExactly("models.sonnet.tiers[0]: has both 'profile' and 'profiles'; keep one of them");
    }

    @Test
    void an_unknown_profile_is_refused_with_the_nearest_one_of_the_catalogue() {
        assertThat(with("us.anthropic.claude-sonnet-4-6", "us.anthropic.claude-sonet-4-6"))
                .containsExactly(
                        "models.sonnet.tiers[0].profile: unknown profile 'us.anthropic.claude-sonet-4-6'; did you"
                                + " mean 'us.anthropic.claude-sonnet-4-6'?");
    }

    @Test
    void a_profile_must_be_callable_from_a_region_of_its_shards() {
        assertThat(with("shards: [east], capacity", "shards: [frankfurt], capacity"))
                .containsExactly(
                        "models.sonnet.tiers[0].profile: profile 'us.anthropic.claude-sonnet-4-6' cannot be called"
                                + " from any Region of its shards (eu-central-1); it can from ca-central-1, ca-west-1,"
                                + " us-east-1, us-east-2, us-west-1, us-west-2");
    }

    @Test
    void a_shard_that_adds_no_target_to_its_tier_is_refused() {
        assertThat(with("shards: [east], capacity", "shards: [east, frankfurt], capacity"))
                .containsExactly(
                        "models.sonnet.tiers[0].shards[1]: shard 'frankfurt' (eu-central-1) can call no profile of"
                                + " this tier; remove it or add a Region");
    }

    @Test
    void unknown_plans_aliases_and_shards_are_refused_with_the_nearest_name() {
        assertThat(with("plan: standard", "plan: standart"))
                .containsExactly("tenants[0].plan: unknown plan 'standart'; did you mean 'standard'?");
        assertThat(with("models: [sonnet]", "models: [sonet]"))
                .containsExactly("tenants[0].models[0]: unknown model alias 'sonet'; did you mean 'sonnet'?");
        assertThat(with("shards: [east], capacity", "shards: [north], capacity"))
                .containsExactly(
                        "models.sonnet.tiers[0].shards[0]: unknown shard 'north'; known: east, frankfurt, west");
        assertThat(with("shards: [east], capacity", "shards: [east], weights: { west: 2 }, capacity"))
                .containsExactly("models.sonnet.tiers[0].weights.west: is not a shard of this tier; known: east");
    }

    @Test
    void a_shard_needs_an_account_and_a_region() {
        assertThat(with("account: \"111111111111\", ", ""))
                .containsExactly("shards[0].account: is missing; add it: the account whose Bedrock quotas are used");
        assertThat(with("regions: [us-west-2]", "regions: []"))
                .containsExactly("shards[1].regions: is empty; give at least 1");
    }

    @Test
    void a_name_is_given_once() {
        assertThat(with("id: west", "id: east"))
                .containsExactly("shards[1].id: shard 'east' exists already; give each its own id");
        assertThat(and("  - { id: search, plan: standard, models: [sonnet] }\n"))
                .containsExactly("tenants[1].id: tenant 'search' exists already; give each its own id");
        assertThat(with("plans:", "  sonnet: { tiers: [{ " + SONNET + "shards: [west] }] }\nplans:"))
                .containsExactly("models.sonnet: appears twice, again at line 15, column 3; remove one");
        assertThat(with("[us-west-2]", "[us-west-2, us-west-2]"))
                .containsExactly("shards[1].regions[1]: is listed twice: 'us-west-2'; remove one");
    }

    @Test
    void two_shards_are_not_the_same_account_and_region() {
        assertThat(with("\"222222222222\", regions: [us-west-2]", "\"111111111111\", regions: [us-west-2, us-east-1]"))
                .containsExactly(
                        "shards[1].regions[1]: account 111111111111 in us-east-1 is already in shards[0]; Bedrock"
                                + " counts an account and Region once, keep it in one shard");
    }

    @Test
    void a_hand_is_not_larger_than_the_number_of_shards() {
        assertThat(with("models: [sonnet]", "models: [sonnet], shards: 4"))
                .containsExactly("tenants[0].shards: a hand of 4 is larger than the number of shards, 3; lower it");
    }

    @Test
    void a_residency_must_be_kept_by_some_target_of_each_alias() {
        assertThat(with("models: [sonnet]", "models: [sonnet], residency: eu"))
                .containsExactly("tenants[0].models[0]: tenant 'search' may use 'sonnet', but none of its profiles"
                        + " (us.anthropic.claude-haiku-4-5-20251001-v1:0, us.anthropic.claude-sonnet-4-6) keeps the"
                        + " residency 'eu'; add a tier with an eu. profile or remove the alias");
        assertThat(with("models: [sonnet]", "models: ['*'], residency: eu")).hasSize(1);
    }

    @Test
    void without_tier_fallback_only_the_first_tier_can_keep_a_residency() {
        String second = "us.anthropic.claude-haiku-4-5-20251001-v1:0, shards: [east]";
        String european = "eu.anthropic.claude-haiku-4-5-20251001-v1:0, shards: [frankfurt]";
        String text = Mistake.in(SmallEnvironment.TEXT, second, european);
        assertThat(problems(Mistake.in(text, "models: [sonnet]", "models: [sonnet], residency: eu")))
                .isEmpty();
        assertThat(problems(
                        Mistake.in(text, "models: [sonnet]", "models: [sonnet], residency: eu, tierFallback: false")))
                .containsExactly("tenants[0].models[0]: tenant 'search' may use 'sonnet', but none of its profiles"
                        + " (us.anthropic.claude-sonnet-4-6) keeps the residency 'eu'; add a tier with an eu. profile"
                        + " or remove the alias");
    }

    @Test
    void a_hand_must_hold_a_target_for_each_alias() {
        assertThat(with("models: [sonnet]", "models: [sonnet], shards: 1"))
                .containsExactly(
                        "tenants[0].models[0]: tenant 'search' may use 'sonnet', but its hand (shards frankfurt) has no"
                                + " target for it (shards east do); raise 'shards' or remove the alias");
    }

    @Test
    void timeouts_are_durations_within_the_deadline() {
        assertThat(and("timeouts: { connect: fast }\n"))
                .containsExactly("timeouts.connect: must be a duration such as 500ms, 10s or 5m, got 'fast'");
        assertThat(and("timeouts: { deadline: 20m }\n"))
                .containsExactly(
                        "timeouts.deadline: must not be longer than the longest time of a request, got 20m; lower it");
        assertThat(and("timeouts: { longest: 20m }\n"))
                .containsExactly("timeouts.longest: must not be longer than 14m, what API Gateway and Lambda carry,"
                        + " got 20m; lower it");
        assertThat(and("timeouts: { deadline: 15s, idle: 20s }\n"))
                .containsExactly("timeouts.idle: must not be longer than the deadline, got 20s; lower it");
        assertThat(and("timeouts: { deadline: 5s }\n"))
                .containsExactly(
                        "timeouts.firstToken: must not be longer than the deadline, got the default 10s; lower it");
        assertThat(and("timeouts: { deadline: 15s }\n"))
                .as("the default of idle follows")
                .isEmpty();
    }

    @Test
    void operational_settings_are_within_what_aws_accepts() {
        assertThat(and("logging: { retentionDays: 8 }\n"))
                .containsExactly(
                        "logging.retentionDays: CloudWatch keeps logs for one of 1, 3, 5, 7, 14, 30, 60, 90, 120,"
                                + " 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days, got 8");
        assertThat(and("logging: { prompts: true }\n"))
                .containsExactly("logging.prompts: prompts are in the invocation log only; set invocations: true too");
        assertThat(and("limits: { bodyBytes: 4500001 }\n"))
                .containsExactly("limits.bodyBytes: must be a whole number from 1024 to 4500000, got 4500001");
        assertThat(SmallEnvironment.valid("").bodyBytes()).isEqualTo(4_500_000);
        assertThat(and("throttle: { factor: 0.5 }\n"))
                .containsExactly("throttle.factor: must be a number from 1 to 100 with at most 6 decimals, got 0.5");
        assertThat(and("alarms: { docs: docs/monitoring.md }\n"))
                .containsExactly(
                        "alarms.docs: must be a URL such as https://git.example.com/team/breakwater/blob/main/docs, got"
                                + " 'docs/monitoring.md'");
        assertThat(and("alarms: { email: me, success: 100 }\n"))
                .containsExactly(
                        "alarms.email: must be an e-mail address, got 'me'",
                        "alarms.success: must be a number from 50 to 99.999 with at most 6 decimals, got 100");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 60})
    void answers_about_keys_are_cached_for_up_to_a_minute(int seconds) {
        assertThat(SmallEnvironment.valid("authorizerCacheSeconds: " + seconds + "\n")
                        .authorizerCache())
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void without_the_setting_no_answer_about_a_key_is_cached() {
        assertThat(SmallEnvironment.valid("").authorizerCache()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {"-1, -1", "61, 61", "3600, 3600", "soon, 'soon'", "1.5, 1.5", "30s, '30s'", "||, nothing"})
    void a_cache_that_lets_a_revoked_key_live_longer_or_is_no_number_is_refused(String value, String got) {
        assertThat(and("authorizerCacheSeconds: " + value + "\n"))
                .containsExactly("authorizerCacheSeconds: must be a whole number from 0 to 60, got " + got);
    }

    @Test
    void an_organization_has_the_form_that_aws_gives_it() {
        assertThat(with("region: us-east-1 }", "region: us-east-1, organization: o-abcdef1234 }"))
                .isEmpty();
        assertThat(with("region: us-east-1 }", "region: us-east-1, organization: my-company }"))
                .containsExactly(
                        "home.organization: must be o- and 10 to 32 lower-case letters or digits, got 'my-company'");
    }

    @Test
    void what_has_a_problem_of_its_own_makes_no_second_one_where_it_is_named() {
        assertThat(with("requestsPerMinute: 60", "requestsPerMinute: -1")).hasSize(1);
        assertThat(with("shards:", "shard:"))
                .containsExactly(
                        "shard: unknown key; did you mean 'shards'?",
                        "shards: is missing; add it: the accounts that Bedrock is called in");
    }
}
