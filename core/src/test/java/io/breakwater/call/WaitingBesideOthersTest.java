package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Capacity;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.routing.Availability;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Requests that wait for room while another request of their process waits as well.
final class WaitingBesideOthersTest {
    private static final RoutedTarget SMALL = Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(0, 1_100));
    private static final RoutedTarget OTHER = Sample.target("b", Sample.WEST, Sample.SONNET_US, new Capacity(0, 1_100));
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(100);

    private final PlayedGateway world = new PlayedGateway(
            Terms.of(Limits.UNLIMITED).waiting(Duration.ofMinutes(3)), Sample.route(List.of(SMALL), List.of(OTHER)));
    private final List<Exception> broken = new ArrayList<>();
    private Instant begun = Sample.NOW;
    private Instant answered = Instant.MAX;

    private FakeClient waiting(Tenant whose) throws InterruptedException {
        return world.serveWaiting(
                whose, LONG, PlayedGateway.call(false, 1_000), new FakeClient(), Duration.ofMinutes(4));
    }

    private Tenant another() {
        Tenant like = world.tenant;
        return new Tenant(
                new TenantId("another"),
                like.plan(),
                like.terms(),
                like.models(),
                like.hand(),
                like.residency(),
                like.priority(),
                like.maxTokens(),
                like.tierFallback(),
                like.failMode());
    }

    /// The first takes a target's room, the second waits for it, and a third, of another tenant, comes a second later.
    private void threeCome() throws InterruptedException {
        world.transport.on(SMALL, PlayedGateway.whole(26, 200));
        world.serve(PlayedGateway.call(false, 1_000));
        for (RoutedTarget target : List.of(SMALL, OTHER, SMALL, OTHER)) {
            world.transport.on(target, PlayedGateway.whole(26, 200));
        }
        begun = world.instant();
        world.in(SECOND, this::third);
        waiting(world.tenant);
        assertThat(broken).isEmpty();
    }

    private void third() {
        try {
            assertThat(waiting(another()).reply().status()).isEqualTo(200);
            answered = world.instant();
        } catch (InterruptedException interrupted) {
            broken.add(interrupted);
        }
    }

    private void halfOpen(RoutedTarget target) {
        for (int failure = 0; failure < 5; failure++) {
            world.health.observe(
                    target.target(), new Verdict(new Outcome.ServerFault(), world.instant(), world.instant()));
        }
        while (!(world.health.availability(target.target(), world.instant()) instanceof Availability.Probe)) {
            world.pass(SECOND);
        }
    }

    @Test
    void who_had_room_at_a_target_that_another_copy_probes_goes_on_waiting_in_its_place() throws Exception {
        halfOpen(OTHER);
        world.health.probesTaken = true;
        world.in(SECOND.multipliedBy(3), () -> world.health.probesTaken = false);
        threeCome();
        assertThat(Duration.between(begun, answered)).isBetween(SECOND.multipliedBy(2), SECOND.multipliedBy(5));
    }

    @Test
    void a_target_that_has_returned_is_looked_at_when_it_has_room_and_not_all_the_time() throws Exception {
        world.health.observe(
                OTHER.target(),
                new Verdict(
                        new Outcome.Throttled(Outcome.Quota.TOKENS, Optional.of(SECOND.multipliedBy(10))),
                        world.instant(),
                        world.instant()));
        world.in(SECOND.multipliedBy(5), this::takeTheOthersRoom);
        threeCome();
        assertThat(world.health.asked).as("of two targets").isLessThan(40);
    }

    /// In another process.
    private void takeTheOthersRoom() {
        new TargetLedger(new Ledger(world.targetItems, PlayedGateway.EPOCHS))
                .reserve(OTHER, Priority.STANDARD, 1_000, world.instant());
    }
}
