package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Alias;
import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Terms;
import io.breakwater.quota.Amendments;
import io.breakwater.quota.Epochs;
import io.breakwater.quota.Ledger;
import io.breakwater.routing.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GatewayTest {
    private static final RoutedTarget A = World.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = World.target("b", Sample.WEST, Sample.SONNET_US);
    private static final RoutedTarget HAIKU = World.target("a", Sample.EAST, Sample.HAIKU_US);
    private static final Limits LIMITS = new Limits(60, 100_000, 1_000_000, 1_000_000_000, 10, 100, 0);
    private static final Duration MOMENT = Duration.ofMillis(50);
    private static final Duration TIME = Duration.ofSeconds(60);

    private World world = new World(LIMITS, Sample.route(List.of(A), List.of(HAIKU)));

    @Test
    void a_whole_answer_settles_exactly_what_the_model_reported_in_both_ledgers() throws Exception {
        world.transport.on(A, World.whole(26, 1_203));
        FakeClient client = world.serve(World.call(false, 4_096));
        assertThat(client.reply().status()).isEqualTo(200);
        assertExactly(6_041, 18_123);
    }

    @Test
    void a_stream_settles_exactly_what_its_metadata_reports() throws Exception {
        World.PlayedStream stream = world.stream(
                MOMENT,
                World.text("Hello"),
                World.messageStop(),
                World.metadata(26, 1_203),
                new ModelStream.Piece.End());
        world.transport.on(A, new Attempted.Opened(stream));
        FakeClient client = world.serve(World.call(true, 4_096));
        assertThat(client.frames).containsExactly("contentBlockDelta", "messageStop", "metadata", "end");
        assertThat(stream.closed).isTrue();
        assertExactly(6_041, 18_123);
        assertThat(ended().ending()).isEqualTo("ok");
    }

    /// 26 in and 1,203 out at a burndown of 5; 26 x 3 + 1,203 x 15 micro-USD.
    private void assertExactly(long quotaTokens, long microUsd) {
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(quotaTokens);
        assertThat(world.tenantStanding().microUsdThisMonth()).isEqualTo(microUsd);
        assertThat(100_000 - world.targetStanding(A).tokens().remaining()).isBetween(quotaTokens - 1_000, quotaTokens);
        assertThat(world.settled()).isTrue();
    }

    static Stream<List<ModelStream.Piece>> incomplete() {
        return Stream.of(
                List.of(World.text("1234567"), new ModelStream.Piece.End()),
                List.of(World.text("1234567"), World.messageStop(), new ModelStream.Piece.End()),
                List.of(World.text("1234567"), new ModelStream.Piece.Broken("connection reset")));
    }

    @ParameterizedTest
    @MethodSource("incomplete")
    void a_stream_without_its_closing_events_is_broken_and_charged_for_what_was_seen(List<ModelStream.Piece> pieces)
            throws Exception {
        world.transport.on(A, new Attempted.Opened(world.stream(MOMENT, pieces.toArray(ModelStream.Piece[]::new))));
        FakeClient client = world.serve(World.call(true, 4_096));
        assertThat(client.frames).endsWith("broken").doesNotContain("end");
        assertThat(ended().ending()).isEqualTo("incomplete");
        assertThat(world.health.observed).last().isInstanceOf(Outcome.BrokenStream.class);
        assertThat(world.tenantStanding().tokensToday()).as("26 in, 2 out x 5").isEqualTo(36);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_stream_that_broke_after_its_metadata_is_charged_exactly_and_still_broken() throws Exception {
        world.transport.on(
                A,
                new Attempted.Opened(world.stream(
                        MOMENT, World.text("x"), World.metadata(26, 10), new ModelStream.Piece.Broken("reset"))));
        assertThat(world.serve(World.call(true, 4_096)).frames).endsWith("broken");
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(76);
    }

    @Test
    void when_the_client_has_gone_the_rest_is_read_and_settled_from_its_metadata() throws Exception {
        World.PlayedStream stream = world.stream(
                MOMENT,
                World.text("a"),
                World.text("b"),
                World.messageStop(),
                World.metadata(26, 1_203),
                new ModelStream.Piece.End());
        world.transport.on(A, new Attempted.Opened(stream));
        FakeClient client = world.serve(World.call(true, 4_096), new FakeClient(1), TIME);
        assertThat(client.frames).hasSize(1);
        assertThat(stream.left()).isZero();
        assertExactly(6_041, 18_123);
        assertThat(ended().ending()).isEqualTo("incomplete");
        assertThat(world.health.observed).containsExactly(new Outcome.Answered());
    }

    @Test
    void a_drain_is_cut_off_after_thirty_seconds_and_charged_as_reserved() throws Exception {
        ModelStream.Piece[] endless =
                Stream.generate(() -> World.text("x")).limit(100).toArray(ModelStream.Piece[]::new);
        World.PlayedStream stream = world.stream(Duration.ofSeconds(1), endless);
        world.transport.on(A, new Attempted.Opened(stream));
        world.serve(World.call(true, 4_096), new FakeClient(1), Duration.ofMinutes(2));
        assertThat(100 - stream.left()).isBetween(32, 33);
        assertThat(stream.closed).isTrue();
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(26 + 4_096);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_client_that_left_before_a_whole_answer_is_charged() throws Exception {
        world.transport.on(A, World.whole(26, 1_203));
        world.serve(World.call(false, 4_096), new FakeClient(0), TIME);
        assertExactly(6_041, 18_123);
        assertThat(ended().ending()).isEqualTo("incomplete");
    }

    @Test
    void a_fallback_is_visible_in_the_headers() throws Exception {
        world.transport
                .on(A, World.failed(new Outcome.Throttled(Outcome.Quota.REQUESTS)))
                .on(HAIKU, World.whole(26, 100));
        FakeClient client = world.serve(World.call(false, 50_000));
        assertThat(client.reply().headers())
                .containsEntry("x-request-id", "req-1")
                .containsEntry("x-breakwater-attempts", "2")
                .containsEntry("x-breakwater-model", "anthropic.claude-haiku-4-5")
                .containsEntry("x-breakwater-target", "a/us-east-1/us.anthropic.claude-haiku-4-5")
                .containsEntry("x-breakwater-max-tokens", "8000; from=model-limit")
                .containsEntry("x-ratelimit-limit-requests", "60")
                .containsEntry("x-ratelimit-remaining-requests", "59")
                .containsEntry("x-ratelimit-reset-requests", "1s")
                .containsEntry("x-ratelimit-limit-tokens", "100000");
        assertThat(world.transport
                        .requests
                        .getLast()
                        .converse()
                        .path("inferenceConfig")
                        .path("maxTokens")
                        .asLong())
                .isEqualTo(8_000);
        assertThat(world.tenantStanding().tokensToday()).as("burndown 1").isEqualTo(126);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_throttle_fills_the_targets_ledger_so_that_the_next_request_goes_elsewhere() throws Exception {
        world.transport
                .on(A, World.failed(new Outcome.Throttled(Outcome.Quota.REQUESTS)))
                .on(HAIKU, World.whole(26, 100));
        world.serve(World.call(false, 100));
        assertThat(world.targetStanding(A).requests().remaining()).isZero();
    }

    @Test
    void a_call_given_up_as_too_slow_is_charged_as_reserved_to_the_tenant_and_to_its_target() throws Exception {
        world.transport.on(A, World.failed(new Outcome.TooSlow())).on(HAIKU, World.whole(26, 100));
        world.serve(World.call(false, 1_000));
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(1_026);
        assertThat(world.targetStanding(A).tokens().remaining()).isEqualTo(100_000 - 1_026);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void expired_credentials_are_renewed_and_leave_the_target_healthy() throws Exception {
        world.transport.on(A, World.failed(new Outcome.BadCredentials())).on(A, World.whole(26, 100));
        FakeClient client = world.serve(World.call(false, 1_000));
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("2");
        assertThat(world.transport.renewed).containsExactly(A.target());
        assertThat(world.health.observed).containsExactly(new Outcome.Answered());
    }

    @Test
    void credentials_refused_after_they_were_renewed_quarantine_the_target() throws Exception {
        world.transport
                .on(A, World.failed(new Outcome.BadCredentials()))
                .on(A, World.failed(new Outcome.BadCredentials()))
                .on(HAIKU, World.whole(26, 100));
        world.serve(World.call(false, 1_000));
        assertThat(world.health.observed).containsExactly(new Outcome.BadCredentials(), new Outcome.Answered());
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
                new Failing(new Outcome.TooSlow(), "DeadlineExceeded", false),
                new Failing(new Outcome.AnswerLost("reset"), "UpstreamFailed", false),
                new Failing(new Outcome.Rejected("no"), "UpstreamRejected", false),
                new Failing(new Outcome.InputTooLong("too long"), "ContextTooLong", false),
                new Failing(new Outcome.Misconfigured("no access"), "NoCapacity", true),
                new Failing(new Outcome.BadCredentials(), "NoCapacity", true));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatever_the_targets_do_the_caller_gets_one_refusal_and_nothing_stays_held(Failing failing) throws Exception {
        for (int call = 0; call < 3; call++) {
            world.transport.on(A, World.failed(failing.outcome())).on(HAIKU, World.failed(failing.outcome()));
        }
        FakeClient client = world.serve(World.call(false, 1_000));
        assertRefused(client, failing.refusal());
        assertThat(!client.header("retry-after").isEmpty()).isEqualTo(failing.retryAfter());
        long charged = failing.outcome().maybeBilled() ? 1_026 : 0;
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(charged);
    }

    @Test
    void an_unknown_model_is_refused_without_a_trace_in_the_ledgers() throws Exception {
        var call = World.call(false, 10);
        FakeClient client = world.serve(new ModelCall(
                new Alias("gpt-9"), false, call.converse(), OptionalLong.empty(), Set.of(), call.options()));
        assertRefused(client, "ModelNotFound");
        assertThat(client.header("x-should-retry")).isEqualTo("false");
    }

    @Test
    void a_tenant_over_its_rate_is_told_when_to_come_back_in_whole_seconds() throws Exception {
        world = new World(new Limits(1, 0, 0, 0, 0, 100, 0), Sample.route(List.of(A)));
        world.transport.on(A, World.whole(26, 10));
        world.serve(World.call(false, 100));
        world.pass(Duration.ofMillis(500));
        FakeClient refused = world.serve(World.call(false, 100));
        assertRefused(refused, "RateLimited");
        assertThat(refused.header("retry-after")).isEqualTo("60");
        assertThat(refused.header("x-should-retry")).isEqualTo("true");
        assertThat(refused.header("x-ratelimit-remaining-requests")).isEqualTo("0");
        assertThat(ended().limit()).contains("requestsPerMinute");
    }

    @Test
    void a_spent_budget_is_not_worth_a_retry() throws Exception {
        world = new World(new Limits(0, 0, 200, 0, 0, 100, 0), Sample.route(List.of(A)));
        world.transport.on(A, World.whole(26, 20));
        world.serve(World.call(false, 100));
        FakeClient refused = world.serve(World.call(false, 100));
        assertRefused(refused, "BudgetSpent");
        assertThat(refused.header("x-should-retry")).isEqualTo("false");
    }

    @Test
    void a_suspended_tenant_is_told_so_and_not_to_come_back_by_itself() throws Exception {
        Ledger operator = new Ledger(world.tenantItems, new Epochs(Duration.ofMinutes(5)));
        operator.amend("T#" + world.tenant.id(), Amendments.NONE.withSuspended(true), world.instant());
        FakeClient refused = world.serve(World.call(false, 100));
        assertRefused(refused, "Suspended");
        assertThat(refused.header("x-should-retry")).isEqualTo("false");
        assertThat(refused.header("retry-after")).isEmpty();
    }

    @Test
    void a_limit_in_shadow_lets_a_request_through_and_says_that_it_would_not_have() throws Exception {
        Set<LimitName> shadow = Set.of(LimitName.REQUESTS_PER_MINUTE);
        world = new World(new Terms(new Limits(1, 0, 0, 0, 0, 100, 0), 1, shadow, false), Sample.route(List.of(A)));
        world.transport.on(A, World.whole(26, 10));
        world.transport.on(A, World.whole(26, 10));
        world.serve(World.call(false, 100));
        assertThat(world.events(GatewayEvent.LimitOverlooked.class)).isEmpty();
        assertThat(world.serve(World.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.LimitOverlooked.class))
                .singleElement()
                .satisfies(event -> assertThat(event.limit()).isEqualTo("requestsPerMinute"));
    }

    @Test
    void output_can_be_reserved_at_its_burndown() throws Exception {
        long burndown = A.profile().model().burndown();
        long asked = World.INPUT_TOKENS + 100 * burndown;
        assertThat(burndown).isGreaterThan(1);
        world = new World(burning(asked), Sample.route(List.of(A)));
        world.transport.on(A, World.whole(26, 10));
        assertThat(world.serve(World.call(false, 100)).reply().status()).isEqualTo(200);
        world = new World(burning(asked - 1), Sample.route(List.of(A)));
        assertRefused(world.serve(World.call(false, 100)), "InvalidRequest");
    }

    private static Terms burning(long tokensPerMinute) {
        return new Terms(new Limits(0, tokensPerMinute, 0, 0, 0, 100, 0), 1, Set.of(), true);
    }

    @Test
    void a_request_larger_than_a_limit_is_refused_as_invalid() throws Exception {
        world = new World(new Limits(0, 100, 0, 0, 0, 100, 0), Sample.route(List.of(A)));
        assertRefused(world.serve(World.call(false, 100)), "InvalidRequest");
    }

    @Test
    void without_the_ledger_a_request_is_refused() throws Exception {
        world.tenantItems.down = true;
        assertRefused(world.serve(World.call(false, 100)), "LedgerUnavailable");
    }

    @Test
    void without_the_capacity_ledger_there_is_no_capacity() throws Exception {
        world.targetItems.down = true;
        FakeClient client = world.serve(World.call(false, 100));
        assertRefused(client, "NoCapacity");
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("0");
    }

    @Test
    void full_targets_are_not_called() throws Exception {
        RoutedTarget full = Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(0, 1_100));
        world = new World(LIMITS, Sample.route(List.of(full)));
        world.transport.on(full, World.whole(26, 200));
        world.serve(World.call(false, 1_000));
        FakeClient second = world.serve(World.call(false, 1_000));
        assertRefused(second, "NoCapacity");
        assertThat(world.transport.called).hasSize(1);
    }

    @Test
    void too_little_time_is_refused_before_anything_is_called() throws Exception {
        FakeClient client = world.serve(World.call(false, 100), new FakeClient(), Duration.ofMillis(1_500));
        assertRefused(client, "DeadlineExceeded");
        assertThat(world.transport.called).isEmpty();
    }

    @Test
    void after_three_attempts_another_try_is_not_advised() throws Exception {
        world = new World(LIMITS, Sample.route(List.of(A, B), List.of(HAIKU)));
        Outcome unreachable = new Outcome.Unreachable("refused");
        world.transport
                .on(A, World.failed(unreachable))
                .on(B, World.failed(unreachable))
                .on(HAIKU, World.failed(unreachable));
        FakeClient client = world.serve(World.call(false, 100));
        assertRefused(client, "NoCapacity");
        assertThat(client.header("x-should-retry")).isEqualTo("false");
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("3");
    }

    @Test
    void a_defect_of_the_transport_leaves_nothing_held_and_is_charged_as_reserved() {
        world.transport.on(A, () -> {
            throw new IllegalStateException("a defect of the transport");
        });
        assertThatThrownBy(() -> world.serve(World.call(false, 1_000))).hasMessage("a defect of the transport");
        assertThat(world.settled()).isTrue();
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(1_026);
        assertThat(world.targetStanding(A).tokens().remaining()).isEqualTo(100_000 - 1_026);
    }

    @Test
    void a_defect_of_the_dialect_in_the_middle_of_a_stream_leaves_nothing_held() {
        World.PlayedStream stream = world.stream(MOMENT, World.text("1234567"), World.text("defect"));
        world.transport.on(A, new Attempted.Opened(stream));
        assertThatThrownBy(() -> world.serve(World.call(true, 1_000))).hasMessage("a defect of the dialect");
        assertThat(stream.closed).isTrue();
        assertThat(world.settled()).isTrue();
        assertThat(world.tenantStanding().tokensToday())
                .as("26 in, ceil(13 / 3.5) out x 5")
                .isEqualTo(46);
    }

    @Test
    void a_lost_settlement_is_reported_and_not_repeated() throws Exception {
        world.transport.on(A, () -> {
            world.targetItems.down = true;
            return World.whole(26, 10);
        });
        assertThat(world.serve(World.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.SettlementLost.class))
                .singleElement()
                .satisfies(lost -> assertThat(lost.ledgerKey()).startsWith("P#a/"));
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
}
