package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.Capacity;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Terms;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.sharding.ShardedLedger;
import io.breakwater.routing.RequestTimes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What is held by requests that run for longer than an epoch of their ledgers.
final class LongHoldsTest {
    private static final Limits ONE_AT_A_TIME =
            Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 1_000_000).with(LimitName.CONCURRENCY, 1);
    private static final RoutedTarget A =
            Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(10_000, 10_000_000));
    private static final int MINUTES = 14;

    private final PlayedGateway world = new PlayedGateway(ONE_AT_A_TIME, Sample.route(List.of(A)));
    private final List<String> others = new ArrayList<>();

    private FakeClient serve(boolean stream) throws InterruptedException {
        return world.serve(
                PlayedGateway.call(stream, 100),
                new FakeClient(),
                RequestTimes.until(world.instant().plus(Duration.ofMinutes(15))));
    }

    /// Lets time pass while another request is made every half minute.
    private void passWhileOthersAsk(Duration span) {
        for (Duration gone = Duration.ZERO; gone.compareTo(span) < 0; gone = gone.plusSeconds(30)) {
            world.pass(Duration.ofSeconds(30));
            others.add(refusal());
            assertThat(world.targetStanding(A).inFlight()).isEqualTo(1);
            assertThat(world.targetStanding(A).tokensHeld()).isPositive();
            assertThat(world.tenantStanding().inFlight()).isEqualTo(1);
        }
    }

    private String refusal() {
        try {
            return new String(serve(false).reply().body(), StandardCharsets.UTF_8);
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    private void nothingIsHeldAfter() throws Exception {
        assertThat(world.settled()).isTrue();
        assertThat(world.tenantStanding().tokensHeld()).isZero();
        assertThat(world.targetStanding(A).tokensHeld()).isZero();
        assertThat(world.tenantItems.read("T#search").numbers().keySet()).noneMatch(name -> name.startsWith("k"));
        assertThat(world.targetItems.read("P#" + A.target().label()).numbers().keySet())
                .noneMatch(name -> name.startsWith("k"));
        world.transport.on(A, PlayedGateway.whole(26, 10));
        assertThat(serve(false).reply().status()).isEqualTo(200);
    }

    @Test
    void a_defect_at_the_end_of_one_hold_keeps_no_other_going() {
        RunningHolds holds = new RunningHolds(world.parts, (_, _) -> {});
        for (int hold = 0; hold < 3; hold++) {
            Admission admitted = world.parts
                    .tenants()
                    .reserve(Sample.tenant(Terms.of(Limits.UNLIMITED)), LedgerAmount.NONE, world.instant());
            holds.begin(world.parts.tenants().renewals(), ((Admission.Admitted) admitted).reservation());
        }
        world.stuck = true;
        assertThatThrownBy(holds::close).hasMessageContaining("a defect of the heartbeat");
        assertThat(world.beating()).isZero();
    }

    @Test
    void a_stream_of_fourteen_minutes_under_concurrency_one_keeps_every_second_request_out_until_it_ends()
            throws Exception {
        ModelStream.Piece[] pieces = new ModelStream.Piece[MINUTES + 3];
        for (int minute = 0; minute < MINUTES; minute++) {
            pieces[minute] = PlayedGateway.text("w");
        }
        pieces[MINUTES] = PlayedGateway.messageStop();
        pieces[MINUTES + 1] = PlayedGateway.metadata(26, 10);
        pieces[MINUTES + 2] = new ModelStream.Piece.End();
        ModelStream played = world.stream(Duration.ZERO, pieces);
        world.transport.on(A, new Attempted.Opened(new ModelStream() {
            @Override
            public Piece next() {
                Piece piece = played.next();
                if (!(piece instanceof Piece.End)) {
                    passWhileOthersAsk(Duration.ofMinutes(1));
                }
                return piece;
            }

            @Override
            public void close() {
                played.close();
            }
        }));
        assertThat(serve(true).frames).endsWith("end");
        assertThat(others).hasSizeGreaterThanOrEqualTo(2 * MINUTES).containsOnly("RateLimited");
        assertThat(world.tenantStanding().tokensToday()).isEqualTo(76);
        nothingIsHeldAfter();
    }

    @Test
    void a_whole_answer_of_almost_five_minutes_under_concurrency_one_keeps_others_out_until_it_ends() throws Exception {
        world.transport.on(A, () -> {
            passWhileOthersAsk(Duration.ofSeconds(290));
            return PlayedGateway.whole(26, 10);
        });
        assertThat(serve(false).reply().status()).isEqualTo(200);
        assertThat(others).hasSize(10).containsOnly("RateLimited");
        nothingIsHeldAfter();
    }

    @Test
    void each_item_is_written_once_per_epoch() throws Exception {
        int[] written = new int[2];
        world.transport.on(A, () -> {
            int before = world.tenantItems.writes;
            int beforeTarget = world.targetItems.writes;
            world.pass(Duration.ofMinutes(8));
            written[0] = world.tenantItems.writes - before;
            written[1] = world.targetItems.writes - beforeTarget;
            return PlayedGateway.whole(26, 10);
        });
        serve(false);
        assertThat(written).containsExactly(4, 4);
    }

    @Test
    void a_renewal_that_fails_is_told_and_tried_again_at_the_next_beat() throws Exception {
        world.transport.on(A, () -> {
            world.pass(Duration.ofSeconds(100));
            world.tenantItems.down = true;
            world.pass(Duration.ofSeconds(90));
            world.tenantItems.down = false;
            world.tenantItems.deaf = true;
            world.pass(Duration.ofSeconds(30));
            world.tenantItems.deaf = false;
            passWhileOthersAsk(Duration.ofSeconds(60));
            return PlayedGateway.whole(26, 10);
        });
        assertThat(serve(false).reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.StoreFailed.class)).hasSizeBetween(2, 4);
        assertThat(Collections.frequency(others, "RateLimited")).isEqualTo(2);
        world.pass(PlayedGateway.EPOCHS.length().multipliedBy(3));
        ShardedLedger sweeper =
                new ShardedLedger(new Ledger(world.tenantItems, PlayedGateway.EPOCHS), new SplittableRandom(1));
        sweeper.sweep("T#search", Terms.of(ONE_AT_A_TIME), world.instant());
        sweeper.sweep("T#search", Terms.of(ONE_AT_A_TIME), world.instant());
        nothingIsHeldAfter();
    }

    @Test
    void a_request_whose_answer_never_came_is_renewed_no_more() throws Exception {
        world.transport.on(A, () -> {
            throw new IllegalStateException("a defect");
        });
        try {
            serve(false);
        } catch (IllegalStateException defect) {
            assertThat(defect).hasMessage("a defect");
        }
        int writes = world.tenantItems.writes + world.targetItems.writes;
        world.pass(Duration.ofMinutes(10));
        assertThat(world.tenantItems.writes + world.targetItems.writes).isEqualTo(writes);
    }

    @Test
    void whatever_ends_a_request_nothing_renews_what_it_held_any_more() {
        TenantLedger ledger = new TenantLedger(new Ledger(world.tenantItems, PlayedGateway.EPOCHS));
        Reservation reservation = ((Admission.Admitted)
                        ledger.reserve(world.tenant, new LedgerAmount(10, 0), world.instant()))
                .reservation();
        try (RunningHolds holds = new RunningHolds(world.parts, (_, _) -> {})) {
            holds.begin(ledger.renewals(), reservation);
            int before = world.tenantItems.writes;
            world.pass(Duration.ofMinutes(20));
            assertThat(world.tenantItems.writes).as("renewed").isGreaterThan(before);
        }
        int before = world.tenantItems.writes;
        world.pass(Duration.ofMinutes(20));
        assertThat(world.tenantItems.writes).isEqualTo(before);
    }
}
