package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.event.GatewayEvent.RequestEnded;
import io.breakwater.model.Capacity;
import io.breakwater.model.Cause;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.RequestTimes;
import io.breakwater.routing.TimeLimit;
import io.breakwater.routing.TimeLimit.Owner;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Claims about what the one line of a refusal tells the engineer on call: the reason and the target.
final class CauseTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final RoutedTarget B = PlayedGateway.target("b", Sample.WEST, Sample.SONNET_US);
    private static final Duration MOMENT = Duration.ofMillis(50);

    private PlayedGateway world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A)));

    @Test
    void a_failure_names_its_target_and_what_it_said() throws Exception {
        world.transport.on(A, PlayedGateway.failed(new Outcome.Misconfigured("AccessDeniedException: no access")));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(cause()).contains(Cause.of(A.target(), "Misconfigured: AccessDeniedException: no access"));
    }

    @Test
    void a_role_that_may_not_be_assumed_is_named() throws Exception {
        Outcome refused = new Outcome.BadCredentials("sts:AssumeRole arn:aws:iam::1:role/r: AccessDenied", false);
        world.transport.on(A, PlayedGateway.failed(refused));
        FakeClient client = world.serve(PlayedGateway.call(false, 100));
        assertThat(cause())
                .contains(Cause.of(A.target(), "BadCredentials: sts:AssumeRole arn:aws:iam::1:role/r: AccessDenied"));
        assertThat(world.events(GatewayEvent.AttemptEnded.class).getLast().detail())
                .isEqualTo("sts:AssumeRole arn:aws:iam::1:role/r: AccessDenied");
        assertThat(client.text()).isEqualTo("NoCapacity");
    }

    @Test
    void of_several_failures_the_last_one_is_told() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A), List.of(B)));
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.ServerFault()))
                .on(B, PlayedGateway.failed(new Outcome.Unreachable("connection refused")));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(cause()).contains(Cause.of(B.target(), "Unreachable: connection refused"));
    }

    @Test
    void what_bedrock_says_of_the_request_itself_is_in_no_line() throws Exception {
        world.transport.on(A, PlayedGateway.failed(new Outcome.Rejected("messages.0: my secret prompt")));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(cause()).contains(Cause.of(A.target(), "Rejected"));
    }

    @Test
    void a_targets_own_quota_is_told_apart_from_bedrocks_throttle() throws Exception {
        RoutedTarget full = Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(0, 1_100));
        world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(full)));
        world.transport.on(full, PlayedGateway.whole(26, 200));
        world.serve(PlayedGateway.call(false, 1_000));
        world.serve(PlayedGateway.call(false, 1_000));
        assertThat(cause()).contains(Cause.of(full.target(), "no room: its quota of the minute is used up"));
        world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A, B)));
        world.transport
                .on(A, PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS)))
                .on(B, PlayedGateway.failed(new Outcome.Throttled(Outcome.Quota.TOKENS)));
        world.serve(PlayedGateway.call(false, 1_000));
        assertThat(cause().orElseThrow().reason()).isEqualTo("Throttled: tokens");
    }

    @Test
    void where_health_or_quota_leaves_every_target_out_the_one_that_is_back_first_is_told() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A, B)));
        throttled(A, Duration.ofSeconds(40));
        throttled(B, Duration.ofSeconds(20));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(cause()).contains(Cause.of(B.target(), "left out: resting"));
    }

    private void throttled(RoutedTarget target, Duration rest) {
        Outcome throttled = new Outcome.Throttled(Outcome.Quota.TOKENS, Optional.of(rest));
        world.health.observe(target.target(), new Verdict(throttled, world.instant(), world.instant()));
    }

    @Test
    void a_ledger_that_does_not_answer_is_to_blame_and_not_the_model() throws Exception {
        world.targetItems.down = true;
        world.serve(PlayedGateway.call(false, 100));
        assertThat(cause()).contains(Cause.of(A.target(), "no room: its ledger did not answer"));
        world.tenantItems.down = true;
        world.serve(PlayedGateway.call(false, 100));
        assertThat(cause()).contains(Cause.nobody("ledger of tenant search: out of reach"));
    }

    @Test
    void a_limit_is_told_with_whose_it_is_and_what_is_left_of_it() throws Exception {
        world = new PlayedGateway(Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 600), Sample.route(List.of(A)));
        world.transport.on(A, PlayedGateway.whole(26, 20));
        world.serve(PlayedGateway.call(false, 100));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(cause()).contains(Cause.nobody("limit tokensPerDay of tenant search: 526 asked, 474 left, 0 held"));
        world = new PlayedGateway(Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 1), Sample.route(List.of(A)));
        world.transport.on(A, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(cause()).contains(Cause.nobody("limit requestsPerMinute of tenant search"));
        world = new PlayedGateway(Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 100), Sample.route(List.of(A)));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(cause())
                .contains(Cause.nobody("limit tokensPerMinute of tenant search: 126 asked, at most 100 at once"));
    }

    @Test
    void a_deadline_is_told_with_whose_it_is_and_what_failed_before() throws Exception {
        world.serve(PlayedGateway.call(false, 100), new FakeClient(), soon(Owner.CALLER, Duration.ofMillis(1_500)));
        assertThat(cause()).contains(Cause.nobody("no time left (caller)"));
        world = new PlayedGateway(Limits.UNLIMITED, Sample.route(List.of(A, B)));
        world.transport.on(A, this::faultAfterThreeSeconds).on(B, this::faultAfterThreeSeconds);
        world.serve(PlayedGateway.call(false, 100), new FakeClient(), soon(Owner.ENVIRONMENT, Duration.ofSeconds(4)));
        assertThat(cause())
                .contains(Cause.of(world.transport.called.getFirst(), "no time left (environment), after ServerFault"));
    }

    private Attempted faultAfterThreeSeconds() {
        world.pass(Duration.ofSeconds(3));
        return PlayedGateway.failed(new Outcome.ServerFault());
    }

    private RequestTimes soon(TimeLimit.Owner whose, Duration time) {
        return new RequestTimes(
                world.instant().plus(time), whose, world.instant().plusSeconds(840), Optional.empty());
    }

    @Test
    void a_stream_that_breaks_says_why_and_at_which_target() throws Exception {
        world.transport.on(
                A,
                new Attempted.Opened(world.stream(MOMENT, PlayedGateway.text("Hello"), PlayedGateway.broken("reset"))));
        world.serve(PlayedGateway.call(true, 100));
        assertThat(ended().ending()).isEqualTo(RequestEnded.BROKEN);
        assertThat(cause()).contains(Cause.of(A.target(), "BrokenStream: reset"));
    }

    @Test
    void an_answer_has_nobody_to_blame() throws Exception {
        world.transport.on(A, PlayedGateway.whole(26, 10));
        world.serve(PlayedGateway.call(false, 100));
        assertThat(ended().ending()).isEqualTo(RequestEnded.OK);
        assertThat(cause()).isEmpty();
    }

    private Optional<Cause> cause() {
        return ended().cause();
    }

    private RequestEnded ended() {
        return world.events(RequestEnded.class).getLast();
    }
}
