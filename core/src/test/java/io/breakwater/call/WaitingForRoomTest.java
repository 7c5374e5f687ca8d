package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.dialect.ModelCall;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.routing.Outcome;
import io.breakwater.routing.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Requests that wait for room instead of being refused, after another request has taken all of it.
final class WaitingForRoomTest {
    private static final RoutedTarget A = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
    private static final Limits ONE_A_MINUTE = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 1);
    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    private static final Duration A_MILLISECOND = Duration.ofMillis(1);

    private PlayedGateway world = patient(ONE_A_MINUTE);
    private Instant begun = Sample.NOW;
    private int writes;

    /// A world in which the tenant's plan lets its callers wait as long as they like.
    private static PlayedGateway patient(Limits limits) {
        return new PlayedGateway(Terms.of(limits).waiting(Duration.ofMinutes(3)), Sample.route(List.of(A)));
    }

    private void first() throws InterruptedException {
        world.transport.on(A, PlayedGateway.whole(26, 10));
        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        begun = world.instant();
        writes = world.tenantItems.writes;
    }

    private FakeClient second(Duration maxWait, Duration deadline) throws InterruptedException {
        return second(maxWait, PlayedGateway.call(false, 100), deadline);
    }

    private FakeClient second(Duration maxWait, ModelCall call, Duration deadline) throws InterruptedException {
        return world.serveWaiting(maxWait, call, new FakeClient(), deadline);
    }

    private Duration passed() {
        return Duration.between(begun, world.instant());
    }

    private void refusedAtOnce(FakeClient client, String kind) {
        assertThat(client.text()).isEqualTo(kind);
        assertThat(passed()).isZero();
        assertThat(world.settled()).isTrue();
    }

    @Test
    void it_begins_when_its_room_is_there_with_the_two_writes_that_a_request_makes() throws Exception {
        first();
        world.transport.on(A, PlayedGateway.whole(26, 10));
        FakeClient client = second(LONG, DEADLINE);
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(passed()).isCloseTo(Duration.ofMinutes(1), A_MILLISECOND);
        assertThat(world.tenantItems.writes - writes).isEqualTo(2);
        assertThat(world.settled()).isTrue();
    }

    @Test
    void who_does_not_wait_is_refused_at_once_with_what_it_costs_without_the_header() throws Exception {
        world = new PlayedGateway(ONE_A_MINUTE, Sample.route(List.of(A)));
        first();
        refusedAtOnce(world.serve(PlayedGateway.call(false, 100)), "RateLimited");
        int without = world.tenantItems.writes - writes;
        FakeClient client = second(Duration.ZERO, DEADLINE);
        refusedAtOnce(client, "RateLimited");
        assertThat(client.header("retry-after")).isEqualTo("60");
        assertThat(world.tenantItems.writes - writes).isEqualTo(2 * without);
    }

    @Test
    void room_that_comes_too_late_is_not_waited_for_and_the_whole_wait_is_told() throws Exception {
        first();
        FakeClient impatient = second(Duration.ofSeconds(10), DEADLINE);
        refusedAtOnce(impatient, "RateLimited");
        assertThat(impatient.header("retry-after")).isEqualTo("60");
        FakeClient hurried = second(LONG, Duration.ofSeconds(30));
        refusedAtOnce(hurried, "RateLimited");
        assertThat(hurried.header("retry-after")).isEqualTo("60");
    }

    @Test
    void who_would_wait_until_too_little_time_is_left_to_reserve_and_call_is_refused_at_once() throws Exception {
        first();
        refusedAtOnce(second(LONG, PlayedGateway.call(true, 100), Duration.ofMillis(62_100)), "RateLimited");
        admittedAfterAMinute(true, Duration.ofMillis(62_700));
    }

    @Test
    void half_of_the_deadline_is_left_for_a_whole_answer() throws Exception {
        first();
        refusedAtOnce(second(LONG, Duration.ofSeconds(118)), "RateLimited");
        admittedAfterAMinute(false, Duration.ofSeconds(122));
    }

    private void admittedAfterAMinute(boolean stream, Duration deadline) throws InterruptedException {
        world.transport.on(A, PlayedGateway.whole(26, 10));
        second(LONG, PlayedGateway.call(stream, 100), deadline);
        assertThat(passed()).isCloseTo(Duration.ofMinutes(1), A_MILLISECOND);
        assertThat(world.transport.called).containsExactly(A.target(), A.target());
    }

    @Test
    void a_plan_waits_for_callers_that_say_nothing_and_not_for_those_that_say_zero() throws Exception {
        world = new PlayedGateway(Terms.of(ONE_A_MINUTE).waiting(Duration.ofSeconds(55)), Sample.route(List.of(A)));
        first();
        world.pass(Duration.ofSeconds(10));
        begun = world.instant();
        refusedAtOnce(second(Duration.ZERO, DEADLINE), "RateLimited");
        world.transport.on(A, PlayedGateway.whole(26, 10));
        FakeClient client = world.serve(PlayedGateway.call(false, 100), new FakeClient(), DEADLINE);
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(passed()).isCloseTo(Duration.ofSeconds(50), A_MILLISECOND);
    }

    @Test
    void where_a_plan_says_nothing_of_waiting_only_callers_whose_number_it_bounds_wait_and_half_a_minute_at_most()
            throws Exception {
        world = new PlayedGateway(ONE_A_MINUTE, Sample.route(List.of(A)));
        first();
        world.pass(Duration.ofSeconds(40));
        begun = world.instant();
        refusedAtOnce(second(LONG, DEADLINE), "RateLimited");
        world = new PlayedGateway(ONE_A_MINUTE.with(LimitName.CONCURRENCY, 2), Sample.route(List.of(A)));
        first();
        refusedAtOnce(second(LONG, DEADLINE), "RateLimited");
        world.pass(Duration.ofSeconds(40));
        begun = world.instant();
        world.transport.on(A, PlayedGateway.whole(26, 10));
        assertThat(second(LONG, DEADLINE).reply().status()).isEqualTo(200);
        assertThat(passed()).isCloseTo(Duration.ofSeconds(20), A_MILLISECOND);
    }

    @Test
    void nobody_waits_longer_than_the_plan_says() throws Exception {
        world = new PlayedGateway(Terms.of(ONE_A_MINUTE).waiting(Duration.ofSeconds(5)), Sample.route(List.of(A)));
        first();
        refusedAtOnce(second(LONG, DEADLINE), "RateLimited");
    }

    @Test
    void a_limit_in_shadow_delays_nobody() throws Exception {
        world = new PlayedGateway(
                new Terms(ONE_A_MINUTE, 1, Set.of(LimitName.REQUESTS_PER_MINUTE), false).waiting(LONG),
                Sample.route(List.of(A)));
        first();
        world.transport.on(A, PlayedGateway.whole(26, 10));
        assertThat(second(LONG, DEADLINE).reply().status()).isEqualTo(200);
        assertThat(passed()).isZero();
        assertThat(world.events(GatewayEvent.LimitOverlooked.class)).hasSize(1);
    }

    @Test
    void neither_a_suspended_tenant_nor_one_whose_day_is_spent_waits() throws Exception {
        first();
        new TenantLedger(new Ledger(world.tenantItems, PlayedGateway.EPOCHS))
                .amend(world.tenant, Amendments.NONE.withSuspended(true), world.instant());
        refusedAtOnce(second(LONG, DEADLINE), "Suspended");
        world = patient(ONE_A_MINUTE.with(LimitName.TOKENS_PER_DAY, 600));
        first();
        refusedAtOnce(second(LONG, DEADLINE), "BudgetSpent");
    }

    @Test
    void a_process_that_stops_ends_the_wait_with_a_refusal_that_says_when_to_come_again() throws Exception {
        first();
        world.stopping = true;
        Outcome stopping = new Outcome.NoCredentials("the gateway is stopping", Duration.ofSeconds(1));
        for (int call = 0; call < 3; call++) {
            world.transport.on(A, PlayedGateway.failed(stopping));
        }
        FakeClient client = second(LONG, DEADLINE);
        refusedAtOnce(client, "NoCapacity");
        assertThat(client.header("retry-after")).isNotEmpty();
        assertThat(world.tenantStanding().tokensToday()).as("of the first").isEqualTo(76);
    }

    @Test
    void a_caller_that_hangs_up_meanwhile_costs_nothing_and_no_model_is_called() throws Exception {
        world = patient(ONE_A_MINUTE.with(LimitName.TOKENS_PER_DAY, 1_000_000));
        first();
        world.serveWaiting(LONG, PlayedGateway.call(true, 100), new FakeClient(1), DEADLINE);
        assertThat(world.transport.called).as("by the first").hasSize(1);
        assertThat(world.settled()).isTrue();
        assertThat(world.tenantStanding().tokensToday()).as("of the first").isEqualTo(76);
        GatewayEvent.RequestEnded ended =
                world.events(GatewayEvent.RequestEnded.class).getLast();
        assertThat(ended.ending()).isEqualTo(GatewayEvent.RequestEnded.CLIENT_LEFT);
        assertThat(ended.served().attempts()).isZero();
    }

    @Test
    void a_spent_pool_is_looked_at_once_more_while_the_tenants_room_is_kept() throws Exception {
        RoutedTarget small = Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(0, 1_100));
        world = new PlayedGateway(
                Terms.of(Limits.UNLIMITED).waiting(Duration.ofMinutes(3)), Sample.route(List.of(small)));
        world.transport.on(small, PlayedGateway.whole(26, 200)).on(small, PlayedGateway.whole(26, 200));
        world.serve(PlayedGateway.call(false, 1_000));
        begun = world.instant();
        FakeClient client =
                world.serveWaiting(Duration.ofMinutes(3), PlayedGateway.call(false, 1_000), new FakeClient(), DEADLINE);
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(client.header("x-breakwater-attempts")).isEqualTo("1");
        assertThat(passed()).isPositive().isLessThan(Duration.ofMinutes(3));
        assertThat(world.settled()).isTrue();
    }

    private static final RoutedTarget SMALL = Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(0, 1_100));

    /// The pool of the healthy target is spent, and the other target is left out and may be probed in need.
    private void onlyALeftOutTargetHasRoom() throws InterruptedException {
        world = new PlayedGateway(
                Terms.of(Limits.UNLIMITED).waiting(Duration.ofMinutes(3)), Sample.route(List.of(SMALL), List.of(B)));
        world.health.observe(
                B.target(), new Verdict(new Outcome.Misconfigured("no access"), world.instant(), world.instant()));
        world.pass(Duration.ofSeconds(31));
        world.transport.on(SMALL, PlayedGateway.whole(26, 200));
        world.serve(PlayedGateway.call(false, 1_000));
        begun = world.instant();
    }

    @Test
    void who_waits_for_a_spent_pool_gets_its_room_and_probes_nobody_in_need_before() throws Exception {
        onlyALeftOutTargetHasRoom();
        world.transport.on(SMALL, PlayedGateway.whole(26, 200));
        FakeClient client = second(Duration.ofMinutes(3), PlayedGateway.call(false, 1_000), DEADLINE.multipliedBy(2));
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(world.transport.called).containsExactly(SMALL.target(), SMALL.target());
        assertThat(passed()).isPositive();
    }

    @Test
    void whose_wait_brings_no_room_probes_in_need_at_once() throws Exception {
        onlyALeftOutTargetHasRoom();
        world.transport.on(B, PlayedGateway.whole(26, 200));
        FakeClient client = second(Duration.ofMillis(1), PlayedGateway.call(false, 1_000), DEADLINE);
        assertThat(client.reply().status()).isEqualTo(200);
        assertThat(world.transport.called).containsExactly(SMALL.target(), B.target());
        assertThat(passed()).isZero();
    }

    /// A reservation of a request of the same tenant that runs for this long.
    private Reservation running(Duration runs) {
        TenantLedger ledger = new TenantLedger(new Ledger(world.tenantItems, PlayedGateway.EPOCHS));
        Reservation running = ((Admission.Admitted)
                        ledger.reserve(world.tenant, new LedgerAmount(10, 0), world.instant()))
                .reservation();
        world.in(runs, () -> ledger.settle(running, LedgerAmount.NONE, world.instant()));
        return running;
    }

    private static PlayedGateway ofOneAtATime(Duration waiting) {
        return new PlayedGateway(
                Terms.of(Limits.UNLIMITED.with(LimitName.CONCURRENCY, 1)).waiting(waiting), Sample.route(List.of(A)));
    }

    @Test
    void a_place_among_running_requests_is_looked_for_once_more_and_taken_when_it_has_come_free() throws Exception {
        world = ofOneAtATime(Duration.ofSeconds(30));
        running(Duration.ofSeconds(2));
        world.transport.on(A, PlayedGateway.whole(26, 10));

        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(Duration.between(Sample.NOW, world.instant()))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
        assertThat(world.settled()).isTrue();
    }

    @Test
    void a_place_that_does_not_come_free_is_looked_for_only_once_more() throws Exception {
        world = ofOneAtATime(Duration.ofSeconds(30));
        running(Duration.ofMinutes(3));
        int before = world.tenantItems.writes;

        assertThat(world.serve(PlayedGateway.call(false, 100)).text()).isEqualTo("RateLimited");
        assertThat(world.tenantItems.writes - before)
                .as("two looks of two tries at most")
                .isLessThanOrEqualTo(4);
        assertThat(world.transport.called).isEmpty();
    }

    private static final RoutedTarget B = PlayedGateway.target("b", Sample.WEST, Sample.SONNET_US);

    @Test
    void who_has_waited_goes_to_a_target_that_is_healthy_then() throws Exception {
        world = new PlayedGateway(
                Terms.of(ONE_A_MINUTE).waiting(Duration.ofMinutes(3)), Sample.route(List.of(A), List.of(B)));
        first();
        world.in(
                Duration.ofSeconds(30),
                () -> world.health.observe(
                        A.target(),
                        new Verdict(new Outcome.Misconfigured("no access"), world.instant(), world.instant())));
        world.transport.on(B, PlayedGateway.whole(26, 10));

        assertThat(second(LONG, DEADLINE).header("x-breakwater-target"))
                .isEqualTo(B.target().label());
    }

    @Test
    void what_was_reserved_before_a_wait_stays_though_the_request_would_be_estimated_higher_after_it()
            throws Exception {
        first();
        world.in(Duration.ofSeconds(30), () -> world.inputTokens = 5_000);
        world.transport.on(A, () -> {
            assertThat(100_000 - world.targetStanding(A).tokens().remaining())
                    .as("26 in and 100 out")
                    .isEqualTo(126);
            return PlayedGateway.whole(26, 10);
        });

        assertThat(second(LONG, DEADLINE).reply().status()).isEqualTo(200);
    }
}
