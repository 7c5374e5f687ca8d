package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.routing.Availability;
import io.breakwater.routing.GiveUpReason;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import io.breakwater.routing.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a call goes, and what its caller is told.
final class GatewayTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = PlayedGateway.target("b", Sample.WEST, Sample.SONNET_US);
    private static final RoutedTarget SMALL =
            Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(100, 10_000));
    private static final RoutedTarget HAIKU = PlayedGateway.target("a", Sample.EAST, Sample.HAIKU_US);
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 60)
            .with(LimitName.TOKENS_PER_MINUTE, 100_000)
            .with(LimitName.TOKENS_PER_DAY, 1_000_000)
            .with(LimitName.USD_PER_MONTH, 1_000_000_000_000L)
            .with(LimitName.CONCURRENCY, 10);

    private PlayedGateway world = new PlayedGateway(LIMITS, Sample.route(List.of(A), List.of(HAIKU)));

    @Test
    void a_fallback_is_visible_in_the_headers() throws Exception {
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.REQUESTS)))
                .on(HAIKU, PlayedGateway.whole(26, 100));
        FakeClient client = world.serve(PlayedGateway.call(false, 50_000));
        assertThat(client.reply().headers())
                .containsEntry("x-request-id", "req-1")
                .containsEntry("x-breakwater-attempts", "2")
                .containsEntry("x-breakwater-model", "anthropic.claude-haiku-4-5")
                .containsEntry("x-breakwater-target", "a/us-east-1/us.anthropic.claude-haiku-4-5")
                .containsEntry("x-breakwater-max-tokens", "8000; from=model-limit")
                .containsEntry("x-ratelimit-limit-requests", "60")
                .containsEntry("x-ratelimit-remaining-requests", "59")
                .containsEntry("x-ratelimit-reset-requests", "1s")
                .containsEntry("x-ratelimit-limit-tokens", "100000")
                .containsEntry("anthropic-ratelimit-requests-limit", "60")
                .containsEntry("anthropic-ratelimit-requests-remaining", "59")
                .containsEntry("anthropic-ratelimit-requests-reset", "2026-11-22T12:00:01Z")
                .containsEntry("anthropic-ratelimit-tokens-limit", "100000");
        assertThat(world.transport
                        .requests
                        .getLast()
                        .body()
                        .json()
                        .path("inferenceConfig")
                        .path("maxTokens")
                        .asLong())
                .isEqualTo(8_000);
        assertThat(world.tenantStanding().tokensToday()).as("burndown 1").isEqualTo(126);
        assertThat(world.settled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bedrocks_own_headers_reach_a_client_that_knows_them_streamed_gathered_or_whole(boolean stream)
            throws Exception {
        Map<String, String> told = Map.of("x-amzn-bedrock-input-token-count", "26");
        world.transport.on(
                A,
                new Attempted.Opened(
                        world.stream(
                                Duration.ofMillis(50),
                                PlayedGateway.text("a"),
                                PlayedGateway.messageStop(),
                                PlayedGateway.metadata(26, 10),
                                new ModelStream.Piece.End()),
                        told));
        assertThat(world.serve(PlayedGateway.call(stream, 100)).header("x-amzn-bedrock-input-token-count"))
                .isEqualTo("26");
        Attempted.Whole whole = PlayedGateway.whole(26, 10);
        world.transport.on(A, new Attempted.Whole(whole.answer(), whole.usage(), told));
        assertThat(world.serve(PlayedGateway.call(false, 100)).header("x-amzn-bedrock-input-token-count"))
                .isEqualTo("26");
    }

    @Test
    void a_throttle_fills_the_targets_ledger_so_that_the_next_request_goes_elsewhere() throws Exception {
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.REQUESTS)))
                .on(HAIKU, PlayedGateway.whole(26, 100));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.targetStanding(A).requests().remaining()).isZero();
    }

    @Test
    void a_request_does_not_go_on_to_a_target_that_was_quarantined_while_it_waited_for_another() throws Exception {
        world = new PlayedGateway(LIMITS, Sample.route(List.of(A), List.of(B), List.of(HAIKU)));
        world.transport
                .on(A, () -> {
                    world.health.observe(
                            B.target(),
                            new Verdict(new Outcome.Misconfigured("no access"), world.instant(), world.instant()));
                    return PlayedGateway.failed(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN));
                })
                .on(HAIKU, PlayedGateway.whole(26, 100));
        world.serve(PlayedGateway.call(false, 1_000));
        assertThat(world.transport.called).containsExactly(A.target(), HAIKU.target());
    }

    @Test
    void expired_credentials_are_renewed_and_leave_the_target_healthy() throws Exception {
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.BadCredentials("ExpiredTokenException", true)))
                .on(A, PlayedGateway.whole(26, 100));
        FakeClient client = world.serve(PlayedGateway.call(false, 1_000));
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("2");
        assertThat(world.transport.renewed).containsExactly(A.target());
        assertThat(world.health.observed).containsExactly(new Outcome.Answered());
        assertThat(world.events(GatewayEvent.AttemptEnded.class))
                .as("told in the log all the same")
                .extracting(GatewayEvent.AttemptEnded::outcome)
                .containsExactly("BadCredentials", "Answered");
    }

    @Test
    void credentials_refused_after_they_were_renewed_quarantine_the_target() throws Exception {
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.BadCredentials("ExpiredTokenException", true)))
                .on(A, PlayedGateway.failed(new Outcome.BadCredentials("ExpiredTokenException", true)))
                .on(HAIKU, PlayedGateway.whole(26, 100));
        world.serve(PlayedGateway.call(false, 1_000));
        assertThat(world.health.observed)
                .containsExactly(new Outcome.BadCredentials("ExpiredTokenException", true), new Outcome.Answered());
    }

    @Test
    void a_tenants_profile_that_is_refused_costs_one_attempt_and_no_answer() throws Exception {
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.ProfileRefused("ResourceNotFoundException")))
                .on(A, PlayedGateway.whole(26, 100));
        FakeClient client = world.serve(PlayedGateway.call(false, 1_000));
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("2");
        assertThat(world.transport.renewed).containsExactly(A.target());
    }

    record Failing(Outcome outcome, String refusal, boolean retryAfter) {}

    static Stream<Failing> failures() {
        return Stream.of(
                new Failing(new Outcome.Throttled(Outcome.Quota.TOKENS), "UpstreamThrottled", true),
                new Failing(new Outcome.QuotaSpent(), "UpstreamThrottled", true),
                new Failing(new Outcome.NotReady(), "NoCapacity", true),
                new Failing(new Outcome.Overloaded(Optional.of(Duration.ofSeconds(9))), "NoCapacity", true),
                new Failing(new Outcome.ServerFault(), "UpstreamFailed", false),
                new Failing(new Outcome.ModelTimedOut(), "DeadlineExceeded", false),
                new Failing(new Outcome.Unreachable("refused"), "NoCapacity", true),
                new Failing(new Outcome.TooSlow(TimeLimit.Owner.FIRST_TOKEN), "DeadlineExceeded", false),
                new Failing(new Outcome.AnswerLost("reset"), "UpstreamFailed", false),
                new Failing(new Outcome.Rejected("no"), "UpstreamRejected", false),
                new Failing(new Outcome.InputTooLong("too long"), "ContextTooLong", false),
                new Failing(new Outcome.Misconfigured("no access"), "NoCapacity", true),
                new Failing(new Outcome.ApiMissing("openai-chat is not in us-east-1", false), "NoCapacity", true),
                new Failing(new Outcome.GuardrailRefused("no-advice", "deleted"), "NoCapacity", true),
                new Failing(new Outcome.NoCredentials("STS is silent", Duration.ofSeconds(9)), "NoCapacity", true),
                new Failing(new Outcome.BadCredentials("ExpiredTokenException", true), "NoCapacity", true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatever_the_targets_do_the_caller_gets_one_refusal_and_nothing_stays_held(Failing failing) throws Exception {
        for (int call = 0; call < 3; call++) {
            world.transport
                    .on(A, PlayedGateway.failed(failing.outcome()))
                    .on(HAIKU, PlayedGateway.failed(failing.outcome()));
        }
        FakeClient client = world.serve(PlayedGateway.call(false, 1_000));
        assertRefused(client, failing.refusal());
        assertThat(!client.header("retry-after").isEmpty()).isEqualTo(failing.retryAfter());
        long charged = failing.outcome().maybeBilled() ? 5_026 : 0;
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(charged);
    }

    @Test
    void an_unknown_model_is_refused_without_a_trace_in_the_ledgers() throws Exception {
        var call = PlayedGateway.call(false, 10);
        FakeClient client = world.serve(new ModelCall(new Alias("gpt-9"), false, call.bodies(), OptionalLong.empty()));
        assertRefused(client, "ModelNotFound");
        assertThat(client.header("x-should-retry")).isEqualTo("false");
    }

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
    void without_the_ledger_a_request_is_refused() throws Exception {
        world.tenantItems.down = true;
        assertRefused(world.serve(PlayedGateway.call(false, 100)), "LedgerUnavailable");
    }

    @Test
    void without_the_capacity_ledger_there_is_no_capacity() throws Exception {
        world.targetItems.down = true;
        FakeClient client = world.serve(PlayedGateway.call(false, 100));
        assertRefused(client, "NoCapacity");
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("0");
    }

    @Test
    void full_targets_are_not_called() throws Exception {
        RoutedTarget full = Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(0, 1_100));
        world = new PlayedGateway(LIMITS, Sample.route(List.of(full)));
        world.transport.on(full, PlayedGateway.whole(26, 200));
        world.serve(PlayedGateway.call(false, 1_000));
        FakeClient second = world.serve(PlayedGateway.call(false, 1_000));
        assertRefused(second, "UpstreamThrottled");
        assertThat(world.transport.called).hasSize(1);
    }

    @Test
    void too_little_time_is_refused_before_anything_is_called() throws Exception {
        FakeClient client = world.serve(PlayedGateway.call(false, 100), new FakeClient(), Duration.ofMillis(1_500));
        assertRefused(client, "DeadlineExceeded");
        assertThat(world.transport.called).isEmpty();
    }

    @Test
    void after_three_attempts_another_try_is_not_advised() throws Exception {
        world = new PlayedGateway(LIMITS, Sample.route(List.of(A, B), List.of(HAIKU)));
        Outcome unreachable = new Outcome.Unreachable("refused");
        world.transport
                .on(A, PlayedGateway.failed(unreachable))
                .on(B, PlayedGateway.failed(unreachable))
                .on(HAIKU, PlayedGateway.failed(unreachable));
        FakeClient client = world.serve(PlayedGateway.call(false, 100));
        assertRefused(client, "NoCapacity");
        assertThat(client.header("x-should-retry")).isEqualTo("false");
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("3");
    }

    @Test
    void a_store_that_does_not_answer_is_reported_with_whose_ledger_it_is() throws Exception {
        world.tenantItems.down = true;
        assertRefused(world.serve(PlayedGateway.call(false, 100)), "LedgerUnavailable");
        assertThat(world.events(GatewayEvent.StoreFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.ledgerKey()).isEqualTo("T#search"));
    }

    @Test
    void a_breaker_that_keeps_a_target_out_of_the_plan_is_reported() throws Exception {
        world = new PlayedGateway(LIMITS, Sample.route(List.of(A, B), List.of(HAIKU)));
        for (int failure = 0; failure < 5; failure++) {
            world.health.observe(A.target(), new Verdict(new Outcome.ServerFault(), world.instant(), world.instant()));
        }
        world.transport.on(B, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.events(GatewayEvent.BreakersOpen.class))
                .singleElement()
                .satisfies(open -> assertThat(open.targets()).containsExactly(A.target()));
    }

    @Test
    void targets_that_asked_for_a_pause_are_not_called_and_it_is_told_alike_before_and_while_it_lasts()
            throws Exception {
        world = new PlayedGateway(LIMITS, Sample.route(List.of(A)));
        world.transport.on(A, PlayedGateway.failed(new Outcome.Overloaded(Optional.of(Duration.ofSeconds(30)))));
        FakeClient first = world.serve(PlayedGateway.call(false, 100));
        world.pass(Duration.ofSeconds(1));
        FakeClient second = world.serve(PlayedGateway.call(false, 100));
        assertRefused(first, "NoCapacity");
        assertRefused(second, "NoCapacity");
        assertThat(first.header("retry-after")).isEqualTo("30");
        assertThat(second.header("retry-after")).isEqualTo("29");
        assertThat(world.transport.called).hasSize(1);
    }

    @Test
    void a_pause_is_told_alike_before_and_while_it_lasts_though_the_others_quota_is_spent() throws Exception {
        world = new PlayedGateway(LIMITS, Sample.route(List.of(A), List.of(HAIKU)));
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.Overloaded(Optional.of(Duration.ofSeconds(30)))))
                .on(
                        HAIKU,
                        PlayedGateway.failed(
                                new Outcome.Throttled(Outcome.Quota.TOKENS, Optional.of(Duration.ofSeconds(20)))));
        FakeClient first = world.serve(PlayedGateway.call(false, 100));
        world.pass(Duration.ofSeconds(1));
        FakeClient second = world.serve(PlayedGateway.call(false, 100));
        assertRefused(first, "NoCapacity");
        assertRefused(second, "NoCapacity");
        assertThat(second.header("retry-after")).isEqualTo("19");
        assertThat(world.transport.called).hasSize(2);
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

    private void assertRefused(FakeClient client, String kind) {
        assertThat(client.replies).hasSize(1);
        assertThat(new String(client.reply().body(), StandardCharsets.UTF_8)).isEqualTo(kind);
        assertThat(world.settled()).as("nothing in flight").isTrue();
        assertThat(client.header("x-request-id")).isEqualTo("req-1");
        assertThat(client.header("x-should-retry")).isIn("true", "false");
        String retryAfter = client.header("retry-after");
        assertThat(retryAfter.isEmpty() || Long.parseLong(retryAfter) >= 1).isTrue();
        assertThat(ended().ending()).isEqualTo(kind);
    }

    private GatewayEvent.RequestEnded ended() {
        return world.events(GatewayEvent.RequestEnded.class).getLast();
    }

    @Test
    void the_only_target_is_asked_once_more_after_a_pause_when_it_has_throttled() throws Exception {
        RoutedTarget unknown = Sample.target("a", Sample.EAST, Sample.SONNET_US);
        world = new PlayedGateway(LIMITS, Sample.route(List.of(unknown)));
        world.transport
                .on(unknown, PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS)))
                .on(unknown, PlayedGateway.whole(26, 10));
        assertThat(world.serve(PlayedGateway.call(false, 100)).header("x-breakwater-attempts"))
                .isEqualTo("2");
        assertThat(world.instant()).isAfter(Sample.NOW);
    }

    @Test
    void a_request_whose_time_has_ended_while_room_was_looked_for_gives_the_room_back() throws Exception {
        world.targetItems.meanwhile = () -> {
            world.targetItems.meanwhile = () -> {};
            world.pass(Duration.ofSeconds(59));
        };
        FakeClient client = world.serve(PlayedGateway.call(false, 100));

        assertRefused(client, "DeadlineExceeded");
        assertThat(world.transport.called).isEmpty();
        assertThat(world.targetStanding(A).tokens().remaining()).isEqualTo(100_000);
    }

    private void retriesSpent(RoutedTarget target) {
        while (world.targets.reserveRetry(target, Priority.STANDARD, 10, world.instant())
                instanceof Admission.Admitted(Reservation retry, var _)) {
            world.targets.settle(
                    retry.failed(new Reservation.Failed(2, Reservation.Throttle.NONE)), 0, world.instant());
        }
    }

    @Test
    void a_target_of_which_too_many_retries_have_failed_is_asked_first_and_not_once_others_have_failed()
            throws Exception {
        world = new PlayedGateway(LIMITS, Sample.route(List.of(A), List.of(B)));
        retriesSpent(A);
        retriesSpent(B);
        world.transport.on(A, PlayedGateway.failed(new Outcome.ServerFault()));

        assertRefused(world.serve(PlayedGateway.call(false, 100)), "UpstreamFailed");
        assertThat(world.transport.called).containsExactly(A.target());
    }

    @Test
    void only_a_retry_that_fails_takes_from_what_may_fail_of_its_targets_retries() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A), List.of(B)));
        Outcome missing = new Outcome.ApiMissing("converse is not there", false);
        for (int request = 0; request < 60; request++) {
            world.transport.on(A, PlayedGateway.failed(missing)).on(B, PlayedGateway.failed(missing));
            world.serve(PlayedGateway.call(false, 100));
        }

        assertThat(world.transport.called).filteredOn(A.target()::equals).hasSize(60);
        assertThat(world.targets.reserveRetry(A, Priority.STANDARD, 10, world.instant()))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(world.targets.reserveRetry(B, Priority.STANDARD, 10, world.instant()))
                .isInstanceOf(Admission.Refused.class);
    }

    @Test
    void targets_of_which_no_quota_is_known_take_turns() throws Exception {
        RoutedTarget one = Sample.target("a", Sample.EAST, Sample.SONNET_US);
        RoutedTarget other = Sample.target("b", Sample.EAST, Sample.SONNET_US);
        world = new PlayedGateway(LIMITS, Sample.route(List.of(one, other)));
        for (int request = 0; request < 20; request++) {
            world.transport.on(one, PlayedGateway.whole(26, 10)).on(other, PlayedGateway.whole(26, 10));
            world.serve("req-" + request, PlayedGateway.call(false, 100));
        }
        assertThat(world.transport.called).filteredOn(one.target()::equals).hasSize(10);
    }

    /// Lets the target fail until its breaker opens, and then wait until it is half open.
    private void halfOpen(RoutedTarget target) {
        for (int failure = 0; failure < 5; failure++) {
            world.health.observe(
                    target.target(), new Verdict(new Outcome.ServerFault(), world.instant(), world.instant()));
        }
        while (!(world.health.availability(target.target(), world.instant()) instanceof Availability.Probe)) {
            world.pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void where_another_copy_probes_a_target_the_request_gives_its_room_back_and_goes_elsewhere() throws Exception {
        world = new PlayedGateway(LIMITS, Sample.route(List.of(A, B)));
        halfOpen(A);
        world.health.probesTaken = true;
        world.transport.on(B, PlayedGateway.whole(26, 10));

        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(world.transport.called).containsExactly(B.target());
        assertThat(world.targetStanding(A).tokens().remaining()).isEqualTo(100_000);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_target_whose_probe_is_not_taken_is_probed() throws Exception {
        world = new PlayedGateway(LIMITS, Sample.route(List.of(A, B)));
        halfOpen(A);
        world.transport.on(A, PlayedGateway.whole(26, 10));

        assertThat(world.serve(PlayedGateway.call(false, 100)).header("x-breakwater-target"))
                .isEqualTo(A.target().label());
    }

    @Test
    void a_target_that_only_rests_is_not_reported_as_one_whose_breaker_is_open() throws Exception {
        world.health.observe(
                A.target(), new Verdict(new Outcome.Throttled(Outcome.Quota.TOKENS), world.instant(), world.instant()));
        world.transport.on(HAIKU, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));

        assertThat(world.transport.called).containsExactly(HAIKU.target());
        assertThat(world.events(GatewayEvent.BreakersOpen.class)).isEmpty();
    }

    @Test
    void a_targets_ledger_that_does_not_answer_is_reported_with_its_key() throws Exception {
        world.targetItems.down = true;
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.events(GatewayEvent.StoreFailed.class))
                .extracting(GatewayEvent.StoreFailed::ledgerKey)
                .contains("P#" + A.target().label());
    }

    @Test
    void a_throttle_that_cannot_be_written_down_is_reported_and_the_request_goes_on() throws Exception {
        String key = "P#" + A.target().label();
        world.transport
                .on(A, () -> {
                    world.targetItems.busy = key;
                    return PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS));
                })
                .on(HAIKU, PlayedGateway.whole(26, 10));
        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.StoreFailed.class))
                .singleElement()
                .satisfies(failed -> assertThat(failed.ledgerKey()).isEqualTo(key))
                .satisfies(failed -> assertThat(failed.reason()).isEqualTo("throttled"));
        assertThat(world.events(GatewayEvent.SettlementLost.class))
                .as("of the call that was throttled")
                .singleElement()
                .satisfies(lost -> assertThat(lost.ledgerKey()).isEqualTo(key));
    }

    @Test
    void a_throttle_of_which_nobody_knows_whether_it_was_written_down_is_reported_too() throws Exception {
        world.transport.on(A, () -> {
            world.targetItems.down = true;
            return PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS));
        });
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.events(GatewayEvent.StoreFailed.class))
                .extracting(GatewayEvent.StoreFailed::ledgerKey)
                .contains("P#" + A.target().label());
    }

    @Test
    void a_throttle_that_is_written_down_is_no_trouble() throws Exception {
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS)))
                .on(HAIKU, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(world.events(GatewayEvent.StoreFailed.class)).isEmpty();
    }

    @Test
    void whoever_writes_the_answer_is_told_which_model_gives_it_and_not_the_alias() throws Exception {
        world.transport.on(A, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));
        world.transport.on(
                A,
                new Attempted.Opened(world.stream(
                        Duration.ZERO,
                        PlayedGateway.text("Hello"),
                        PlayedGateway.messageStop(),
                        PlayedGateway.metadata(26, 10),
                        new ModelStream.Piece.End())));
        world.serve(PlayedGateway.call(true, 100));

        assertThat(world.responder.answers).hasSize(3);
        assertThat(world.responder.answers.getFirst()).isEqualTo(world.responder.answers.getLast());
        assertThat(world.responder.answers.getLast().model())
                .isEqualTo(A.profile().model().id().value());
        assertThat(world.responder.answers.getLast().aliased()).isFalse();
        assertThat(world.responder.answers.getLast().target())
                .isEqualTo(A.target().label());
    }
}
