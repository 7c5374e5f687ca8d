package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Alias;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.TimeLimit;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Where a call goes, and what its caller is told.
final class GatewayTest extends GatewayFixture {
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
