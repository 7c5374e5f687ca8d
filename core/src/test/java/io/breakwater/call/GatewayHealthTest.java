package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Capacity;
import io.breakwater.model.RoutedTarget;
import io.breakwater.routing.Availability;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Targets that are full, paused, left out or probed: which are called, and what is told of them.
final class GatewayHealthTest extends GatewayFixture {
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
}
