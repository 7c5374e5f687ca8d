package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.GiveUpReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What a request is told that a limit of its tenant, or the size of a target, does not let in.
final class GatewayLimitsTest extends GatewayFixture {
    private static final RoutedTarget SMALL =
            Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(100, 10_000));

    @Test
    void a_tenant_over_its_rate_is_told_when_to_come_back_in_whole_seconds() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 1), Sample.route(List.of(A)));
        world.transport.on(A, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));
        world.pass(Duration.ofMillis(500));
        FakeClient refused = world.serve(PlayedGateway.call(false, 100));
        assertRefused(refused, "RateLimited");
        assertThat(refused.header("retry-after")).isEqualTo("60");
        assertThat(refused.header("x-should-retry")).isEqualTo("true");
        assertThat(refused.header("x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(refused.header("anthropic-ratelimit-requests-remaining")).isEqualTo("0");
        assertThat(refused.header("anthropic-ratelimit-requests-reset"))
                .as("a minute after the one that was admitted")
                .isEqualTo("2026-11-22T12:01:00Z");
        assertThat(ended().limit()).contains("requestsPerMinute");
    }

    @Test
    void a_spent_budget_is_not_worth_a_retry() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 600), Sample.route(List.of(A)));
        world.transport.on(A, PlayedGateway.whole(26, 20));
        world.serve(PlayedGateway.call(false, 100));
        FakeClient refused = world.serve(PlayedGateway.call(false, 100));
        assertRefused(refused, "BudgetSpent");
        assertThat(refused.header("x-should-retry")).isEqualTo("false");
    }

    @Test
    void a_budget_that_running_requests_hold_is_worth_a_retry_in_seconds() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, 20_000_000), Sample.route(List.of(A)));
        FakeClient refused = new FakeClient();
        world.transport.on(A, () -> {
            whileItRuns(refused);
            return PlayedGateway.whole(26, 10);
        });
        world.serve(PlayedGateway.call(false, 1_000));
        assertThat(refused.replies).hasSize(1);
        assertThat(new String(refused.reply().body(), StandardCharsets.UTF_8)).isEqualTo("RateLimited");
        assertThat(Integer.parseInt(refused.header("retry-after"))).isBetween(1, 5);
        assertThat(refused.header("x-should-retry")).isEqualTo("true");
    }

    @Test
    void the_estimate_of_a_wait_differs_from_request_to_request_as_its_id_decides() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED.with(LimitName.CONCURRENCY, 1), Sample.route(List.of(A)));
        List<String> waits = new ArrayList<>();
        world.transport.on(A, () -> {
            for (int caller = 0; caller < 40; caller++) {
                waits.add(refusedMeanwhile("req-" + caller));
            }
            return PlayedGateway.whole(26, 10);
        });
        world.serve(PlayedGateway.call(false, 100));
        assertThat(Set.copyOf(waits))
                .as("5 s, and at most half of that later")
                .containsExactlyInAnyOrder("6", "7", "8");
    }

    private String refusedMeanwhile(String id) {
        try {
            return world.serve(id, PlayedGateway.call(false, 100)).header("retry-after");
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void whileItRuns(FakeClient client) {
        try {
            world.serve(PlayedGateway.call(false, 1_000), client, Duration.ofSeconds(60));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void a_request_larger_than_any_target_can_ever_take_is_refused_as_invalid_and_says_what_is_possible()
            throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(SMALL)));
        assertRefused(world.serve(PlayedGateway.call(false, 9_975)), "InvalidRequest");
        assertThat(world.transport.called).isEmpty();
        assertThat(Refusals.of(new GiveUpReason.TooLarge(10_001, 10_000), _ -> Optional.empty())
                        .message())
                .contains("10001 tokens", "(10000)");
        world.transport.on(SMALL, PlayedGateway.whole(26, 10));
        assertThat(world.serve(PlayedGateway.call(false, 9_974)).reply().status())
                .isEqualTo(200);
    }

    @Test
    void what_only_a_larger_target_can_take_goes_there() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(SMALL, B)));
        for (int call = 0; call < 4; call++) {
            world.transport.on(B, PlayedGateway.whole(26, 10));
            assertThat(world.serve(PlayedGateway.call(false, 20_000)).reply().status())
                    .isEqualTo(200);
        }
        assertThat(world.transport.called).containsOnly(B.target());
    }

    @Test
    void twenty_at_once_never_count_more_than_the_day_although_output_counts_five_times() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 20_000), Sample.route(List.of(A)));
        List<FakeClient> clients = new ArrayList<>();
        nested(20, clients);
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(4 * (26 + 865 * 5));
        assertThat(clients.stream().filter(client -> client.reply().status() == 200))
                .hasSize(4);
    }

    /// Makes calls of which each still runs when the next one begins.
    private void nested(int calls, List<FakeClient> clients) throws InterruptedException {
        if (calls == 0) {
            return;
        }
        FakeClient client = new FakeClient();
        clients.add(client);
        boolean[] called = {false};
        world.transport.on(A, () -> {
            called[0] = true;
            nestedOrFail(calls - 1, clients);
            return PlayedGateway.whole(26, 865);
        });
        world.serve(PlayedGateway.call(false, 865), client, Duration.ofSeconds(60));
        if (!called[0]) {
            nested(calls - 1, clients);
        }
    }

    private void nestedOrFail(int calls, List<FakeClient> clients) {
        try {
            nested(calls, clients);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    @Test
    void a_request_larger_than_a_limit_is_refused_as_invalid() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 100), Sample.route(List.of(A)));
        assertRefused(world.serve(PlayedGateway.call(false, 100)), "InvalidRequest");
    }

    @Test
    void a_tenant_whose_day_is_used_up_is_told_which_limit_it_was() throws Exception {
        world = new PlayedGateway(
                Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 550), Sample.route(List.of(A), List.of(HAIKU)));
        world.transport.on(A, PlayedGateway.whole(26, 20));
        world.serve(PlayedGateway.call(false, 100));
        assertRefused(world.serve(PlayedGateway.call(false, 100)), "BudgetSpent");
        assertThat(ended().limit()).contains("tokensPerDay");
    }
}
