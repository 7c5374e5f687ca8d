package io.breakwater.settings;

import static io.breakwater.settings.SmallEnvironment.and;
import static io.breakwater.settings.SmallEnvironment.problems;
import static io.breakwater.settings.SmallEnvironment.valid;
import static io.breakwater.settings.SmallEnvironment.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import org.junit.jupiter.api.Test;

/// Limits, capacities and shares that cannot be kept or cannot be intended.
class LimitProblemsTest {
    private static final String SONNET = "profile: us.anthropic.claude-sonnet-4-6, ";

    @Test
    void the_shares_of_the_priorities_must_not_be_more_than_there_is() {
        assertThat(and("priorities: { high: { share: 60 } }"))
                .containsExactly("priorities: the shares of high (60), standard (35) and low (15) must be at most 100"
                        + " together, got 110; lower one");
        assertThat(and("priorities: { high: { share: 60 }, standard: { share: 25 } }"))
                .isEmpty();
    }

    @Test
    void limits_are_positive_and_not_absurd() {
        assertThat(with("requestsPerMinute: 60", "requestsPerMinute: -1"))
                .containsExactly(
                        "plans.standard.requestsPerMinute: must be a whole number from 1 to 1000000000000, got -1");
        assertThat(with("requestsPerMinute: 60", "concurrency: 0"))
                .containsExactly("plans.standard.concurrency: must be a whole number from 1 to 1000000000000, got 0");
        assertThat(with("requestsPerMinute: 60", "tokensPerDay: 99999999999999999999999"))
                .containsExactly("plans.standard.tokensPerDay: must be a whole number from 1 to 1000000000000, got"
                        + " 99999999999999999999999");
        assertThat(with("requestsPerMinute: 60", "burstPercent: 200"))
                .containsExactly("plans.standard.burstPercent: must be a whole number from 1 to 100, got 200");
        assertThat(with("requestsPerMinute: 60", "usdPerMonth: -5"))
                .containsExactly(
                        "plans.standard.usdPerMonth: must be a number from 0.01 to 1000000 with at most 6 decimals,"
                                + " got -5");
    }

    @Test
    void the_alarm_on_requests_under_way_rings_before_the_routers_own_part_is_full() {
        assertThat(valid("").alarms().concurrency()).isEqualTo(800);
        assertThat(valid("").reserved()).isEmpty();
        assertThat(valid("reservedConcurrency: {}").reserved()).contains(new Reserved(700, 100, 10));
        assertThat(valid("reservedConcurrency: { router: 50 }").alarms().concurrency())
                .isEqualTo(40);
        assertThat(valid("reservedConcurrency: { router: 50 }\nalarms: { concurrency: 45 }")
                        .alarms()
                        .concurrency())
                .isEqualTo(45);
        assertThat(and("reservedConcurrency: { router: 50 }\nalarms: { concurrency: 50 }"))
                .containsExactly(
                        "alarms.concurrency: must be less than the 50 that reservedConcurrency gives the router, or the alarm is never raised, got 50; lower or remove it");
        assertThat(and("reservedConcurrency: { admin: 0 }"))
                .containsExactly("reservedConcurrency.admin: must be a whole number from 1 to 100000, got 0");
    }

    @Test
    void the_largest_request_of_a_plan_fits_into_its_burst() {
        assertThat(with("requestsPerMinute: 60", "burstPercent: 10, largestRequestTokens: 20001"))
                .containsExactly(
                        "plans.standard.largestRequestTokens: 20001 can never be admitted: at most 20000 tokens at"
                                + " once (tokensPerMinute 200000 x burstPercent 10%); lower it or raise those");
        assertThat(with("requestsPerMinute: 60", "burstPercent: 10, largestRequestTokens: 20000"))
                .isEmpty();
    }

    @Test
    void a_quota_pool_has_one_capacity() {
        assertThat(with("plans:", "  other: { tiers: [{ " + SONNET + "shards: [east] }] }\nplans:"))
                .containsExactly(
                        "models.other.tiers[0].capacity: target east/us-east-1/us.anthropic.claude-sonnet-4-6 is one"
                                + " quota pool, but has 10000 requests/min, 6000000 tokens/min here and 3 requests/min,"
                                + " 6000000 tokens/min in models.sonnet.tiers[0]; use one capacity, shard or profile for"
                                + " each");
    }

    @Test
    void default_max_tokens_are_within_what_every_model_of_the_alias_can_give() {
        assertThat(with("defaultMaxTokens: 4096", "defaultMaxTokens: 64001"))
                .containsExactly("models.sonnet.defaultMaxTokens: 64001 is above the 64000 output tokens of"
                        + " 'us.anthropic.claude-sonnet-4-6'; lower it");
    }

    @Test
    void embeddings_have_no_fallback_to_a_model_whose_vectors_cannot_be_compared() {
        String titan = "{ profile: 'amazon.titan-embed-text-v2:0', shards: [east] }";
        String cohere = "{ profile: cohere.embed-english-v3, shards: [east] }";
        assertThat(with("plans:", "  vectors: { tiers: [" + titan + ", " + cohere + "] }\nplans:"))
                .containsExactly("models.vectors.tiers: embeddings of different models cannot be compared, so all tiers"
                        + " must have one model, got [amazon.titan-embed-text-v2:0, cohere.embed-english-v3]; make an alias"
                        + " of each");
        assertThat(with("plans:", "  vectors: { tiers: [" + titan + "] }\nplans:"))
                .isEmpty();
    }

    @Test
    void a_simulated_quota_names_a_known_profile() {
        assertThat(and("simulation: { quotas: [{ profile: us.anthropic.claude-sonnet-4-7, tokensPerMinute: 5 }] }\n"))
                .containsExactly(
                        "simulation.quotas[0].profile: unknown profile 'us.anthropic.claude-sonnet-4-7'; did you"
                                + " mean 'us.anthropic.claude-sonnet-4-6'?");
    }

    @Test
    void a_rate_that_one_ledger_item_cannot_take_asks_for_shards_unless_the_ledger_is_simulated() {
        String fast = "requestsPerMinute: 18001";
        assertThat(with("requestsPerMinute: 60", fast))
                .containsExactly("tenants[0].ledgerShards: 18001 requests per minute are more than 1 ledger items"
                        + " take (18000 each); set it to 2");
        assertThat(with("requestsPerMinute: 60", "requestsPerMinute: 18000")).isEmpty();
        String own = Mistake.in(SmallEnvironment.TEXT, "requestsPerMinute: 60", fast + ", largestRequestTokens: 9000");
        assertThat(problems(Mistake.in(own, "plan: standard,", "plan: standard, ledgerShards: 2,")))
                .isEmpty();
        assertThat(problems(Mistake.in(SmallEnvironment.TEXT, "requestsPerMinute: 60", fast) + "simulation: {}"))
                .isEmpty();
    }

    @Test
    void limits_must_divide_over_the_ledger_shards_and_a_request_must_fit_one() {
        assertThat(with("requestsPerMinute: 60,", "requestsPerMinute: 60, ledgerShards: 8, concurrency: 7,"))
                .containsExactly(
                        "plans.standard.ledgerShards: concurrency 7 cannot be spread over 8 ledger shards; lower them",
                        "plans.standard.ledgerShards: one of 8 ledger shards admits 25000 tokens at once, so the plan"
                                + " needs largestRequestTokens of at most that, got none");
        assertThat(with(
                        "requestsPerMinute: 60,",
                        "requestsPerMinute: 60, ledgerShards: 8, largestRequestTokens: 25001,"))
                .hasSize(1);
        assertThat(with(
                        "requestsPerMinute: 60,",
                        "requestsPerMinute: 60, ledgerShards: 8, largestRequestTokens: 25000,"))
                .isEmpty();
        assertThat(with("plan: standard,", "plan: standard, ledgerShards: 65,"))
                .containsExactly("tenants[0].ledgerShards: must be a whole number from 1 to 64, got 65");
        assertThat(with("plan: standard,", "plan: standard, ledgerShards: 2,"))
                .containsExactly("tenants[0].ledgerShards: one of 2 ledger shards admits 100000 tokens at once, so the"
                        + " plan needs largestRequestTokens of at most that, got none");
    }

    @Test
    void what_is_in_shadow_and_how_output_is_reserved_is_the_plans_and_the_number_of_items_may_be_the_tenants() {
        String plan =
                "{ requestsPerMinute: 60, concurrency: 9, shadow: [concurrency, tokensPerDay], reserveBurndown: true }";
        String text = Mistake.in(SmallEnvironment.TEXT, "{ requestsPerMinute: 60, tokensPerMinute: 200000 }", plan)
                .replace("plan: standard,", "plan: standard, ledgerShards: 3,");
        Loaded<Settings> loaded = SettingsReader.read(Shipped.catalogue(), new ConfigText("test.yaml", text));
        Terms terms = ((Loaded.Valid<Settings>) loaded)
                .value()
                .topology()
                .tenant(new TenantId("search"))
                .orElseThrow()
                .terms();
        assertThat(terms.ledgerShards()).isEqualTo(3);
        assertThat(terms.shadow()).containsExactlyInAnyOrder(LimitName.CONCURRENCY, LimitName.TOKENS_PER_DAY);
        assertThat(terms.reserveBurndown()).isTrue();
        assertThat(with("requestsPerMinute: 60", "requestsPerMinute: 60, shadow: [tokenPerDay]"))
                .hasSize(1);
    }
}
