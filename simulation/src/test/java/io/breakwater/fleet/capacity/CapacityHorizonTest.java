package io.breakwater.fleet.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.breakwater.model.Alias;
import io.breakwater.model.TenantId;
import io.breakwater.settings.ConfigText;
import io.breakwater.settings.Settings;
import java.util.List;
import java.util.OptionalLong;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// The arithmetic of growing traffic, with numbers small enough to check by hand.
final class CapacityHorizonTest {
    private static final Percentage ONE_STEP = Percentage.withPercentage(1.5);

    private static CapacityHorizon of(String kind, String name, Settings settings, Traffic traffic) {
        return all(settings, traffic).stream()
                .filter(horizon -> horizon.kind().equals(kind) && horizon.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<CapacityHorizon> all(Settings settings, Traffic traffic) {
        return CapacityHorizon.of(settings, traffic, output -> 1 + output / 100);
    }

    @Test
    void an_alias_is_refused_when_the_requests_of_all_its_pools_are_spent() {
        // 30 requests a minute, and a limit of twice 60
        CapacityHorizon chat =
                of("alias", "chat", TwoAccounts.settings(), TwoAccounts.traffic("chat", 9, 1_800, 100, 10));
        assertThat(chat.factor()).isCloseTo(4, ONE_STEP);
        assertThat(chat.by()).isEqualTo("requestsPerMinute of its 2 pools");
        assertThat(chat.hour()).isEqualTo(9);
    }

    @Test
    void large_requests_are_refused_for_the_tokens_of_the_pools() {
        // 10 requests a minute of 40,000 tokens, and a limit of twice 1,000,000
        CapacityHorizon chat =
                of("alias", "chat", TwoAccounts.settings(), TwoAccounts.traffic("chat", 9, 600, 39_000, 1_000));
        assertThat(chat.factor()).isCloseTo(5, ONE_STEP);
        assertThat(chat.by()).isEqualTo("tokensPerMinute of its 2 pools");
    }

    @Test
    void what_long_answers_hold_while_they_run_counts_before_their_tokens_do() {
        // one request a minute that takes 20 minutes and holds 990 tokens too many, half of them in a
        // pool of 1,000,000
        CapacityHorizon chat = CapacityHorizon.of(
                        TwoAccounts.settings(), TwoAccounts.traffic("chat", 9, 60, 100, 10), _ -> 1_200)
                .getFirst();
        assertThat(chat.factor()).isCloseTo(100.9, ONE_STEP);
        assertThat(chat.by()).isEqualTo("what requests hold of tokensPerMinute of its 2 pools");
    }

    @Test
    void the_busiest_hour_comes_to_the_horizon_first() {
        Traffic traffic = TwoAccounts.and(
                TwoAccounts.traffic("chat", 9, 1_800, 100, 10), TwoAccounts.row("chat", 14, 3_600, 100, 10));
        CapacityHorizon chat = of("alias", "chat", TwoAccounts.settings(), traffic);
        assertThat(chat.hour()).isEqualTo(14);
        assertThat(chat.factor()).isCloseTo(2, ONE_STEP);
    }

    @Test
    void a_lower_tier_takes_what_the_first_one_cannot() {
        Settings settings = TwoAccounts.settings(
                "      - { profile: us.amazon.nova-pro-v1:0, shards: [a], capacity: { requestsPerMinute: 30, tokensPerMinute: 1000000 } }",
                TwoAccounts.NO_LIMITS);
        CapacityHorizon chat = of("alias", "chat", settings, TwoAccounts.traffic("chat", 9, 1_800, 100, 10));
        assertThat(chat.lowerTier()).isCloseTo(4, ONE_STEP);
        assertThat(chat.factor()).isCloseTo(5, ONE_STEP);
    }

    @Test
    void who_borrows_from_a_full_pool_goes_on_to_its_lower_tier_when_another_takes_what_it_is_guaranteed() {
        String lower =
                "      - { profile: us.amazon.nova-pro-v1:0, shards: [a, b], capacity: { requestsPerMinute: 600, tokensPerMinute: 10000000 } }";
        String file = TwoAccounts.environment(lower, TwoAccounts.NO_LIMITS)
                .content()
                .replace("models: [chat, vectors] }", "models: [chat, vectors], priority: high }")
                .replace(
                        "{ id: other, plan: free, models: [vectors] }",
                        "{ id: other, plan: free, models: [chat], tierFallback: false }");
        Settings settings = TwoAccounts.read(new ConfigText("config/small.yaml", file));
        Traffic traffic = TwoAccounts.and(
                TwoAccounts.traffic("chat", 9, 1_800, 100, 10),
                new Traffic.Row(
                        new TenantId("other"),
                        new Alias("chat"),
                        9,
                        60,
                        new Lengths(100, 100),
                        new Lengths(10, 10),
                        0,
                        OptionalLong.empty()));

        assertThat(of("tenant", "search", settings, traffic).factor())
                .as("its lower tier has ten times as much")
                .isGreaterThan(20);
    }

    @Test
    void a_tenant_comes_to_its_own_limit_and_its_alias_does_not() {
        Settings settings = TwoAccounts.settings("", "requestsPerMinute: 45");
        Traffic traffic = TwoAccounts.traffic("chat", 9, 1_800, 100, 10);
        CapacityHorizon search = of("tenant", "search", settings, traffic);
        assertThat(search.factor()).isCloseTo(1.5, within(1e-9));
        assertThat(search.by()).isEqualTo("its requestsPerMinute");
        assertThat(of("alias", "chat", settings, traffic).factor()).isCloseTo(4, ONE_STEP);
    }

    @Test
    void a_tenant_comes_to_its_day_and_its_month_by_the_sum_of_its_hours() {
        // 3,600 requests of 100 + 10 tokens
        Traffic traffic = TwoAccounts.and(
                TwoAccounts.traffic("chat", 9, 1_800, 100, 10), TwoAccounts.row("chat", 14, 1_800, 100, 10));
        assertThat(of("tenant", "search", TwoAccounts.settings("", "tokensPerDay: 792000"), traffic)
                        .factor())
                .isCloseTo(2, within(1e-9));
        // Nova Lite costs 0.06 and 0.24 USD a million: 0.03024 a day
        CapacityHorizon month = of("tenant", "search", TwoAccounts.settings("", "usdPerMonth: 1.838592"), traffic);
        assertThat(month.factor()).isCloseTo(2, within(0.01));
        assertThat(month.by()).isEqualTo("its usdPerMonth");
    }

    @Test
    void of_requests_at_once_one_in_a_hundred_is_refused_before_their_mean_comes_to_the_limit() {
        // by Erlang's B formula, 10 places with a loss of 1 % can be offered 4.46
        assertThat(OwnLimit.offered(10)).isCloseTo(4.46, within(0.01));
        assertThat(OwnLimit.offered(100)).isCloseTo(84.1, within(0.1));
    }

    @Test
    void limits_in_shadow_and_pools_without_known_quotas_refuse_nobody() {
        Settings shadow = TwoAccounts.settings("", "requestsPerMinute: 10, shadow: [requestsPerMinute]");
        assertThat(of("tenant", "search", shadow, TwoAccounts.traffic("chat", 9, 1_800, 100, 10))
                        .factor())
                .isCloseTo(4, ONE_STEP);
    }

    @Test
    void one_more_account_buys_a_half_of_two() {
        Traffic traffic = TwoAccounts.traffic("chat", 9, 1_800, 100, 10);
        Settings more = OneMoreAccount.settings(
                        TwoAccounts.catalogue(), TwoAccounts.environment("", TwoAccounts.NO_LIMITS), "a")
                .orElseThrow();
        assertThat(of("alias", "chat", more, traffic).factor()).isCloseTo(6, ONE_STEP);
        assertThat(more.shards()).hasSize(3);
    }

    @Test
    void lengths_have_the_mean_of_their_distribution() {
        assertThat(new Lengths(100, 100).mean()).isEqualTo(100);
        // a ratio p99/p50 of e^2.326 means a sigma of 1 and a mean of e^0.5 medians
        assertThat(new Lengths(1_000, 10_240).mean()).isCloseTo(1_648.7, within(1.0));
        assertThat(new Lengths(1_000, 10_240).mean(1e9)).isCloseTo(1_648.7, within(1.0));
        // the mean of lengths that are cut at the median is m e^.5 N(-1) + m / 2
        assertThat(new Lengths(1_000, 10_240).mean(1_000)).isCloseTo(761.6, within(1.0));
        assertThat(Lengths.ofMean(1_648.7, 10.24).p50()).isEqualTo(1_000);
    }
}
