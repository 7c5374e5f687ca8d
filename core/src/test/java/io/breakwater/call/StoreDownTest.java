package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.event.GatewayEvent;
import io.breakwater.model.FailMode;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.RoutedTarget;
import io.breakwater.model.Tenant;
import io.breakwater.model.TenantId;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import io.breakwater.quota.outage.LocalAllowance;
import io.breakwater.quota.outage.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// One minute without the store, in virtual time and under load, with ten seconds before it and a
/// minute after it.
final class StoreDownTest {
    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));
    private static final int COPIES = 4;
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, 600)
            .with(LimitName.TOKENS_PER_MINUTE, 60_000)
            .withBurst(10);
    private static final LedgerAmount DEMAND = new LedgerAmount(100, 10_000);
    private static final LedgerAmount USED = new LedgerAmount(60, 6_000);
    private static final int DOWN_AFTER_MILLIS = 10_000;
    private static final int UP_AFTER_MILLIS = 70_000;
    private static final int END_MILLIS = 130_000;

    private final PlayedGateway.FaultyItems store = new PlayedGateway.FaultyItems();
    private final Ledger ledger = new Ledger(store, EPOCHS);
    private final TenantLedger tenants = new TenantLedger(ledger, new SplittableRandom(1), allowance());
    private final List<Admission> before = new ArrayList<>();
    private final List<Admission> down = new ArrayList<>();
    private final List<Admission> after = new ArrayList<>();
    private int writesWhileDown;

    private static Outage allowance() {
        return Outage.with(new LocalAllowance(new PlayedGateway.FaultyItems(), EPOCHS, COPIES));
    }

    private static Tenant tenant(FailMode mode) {
        return tenant(mode, Terms.of(LIMITS));
    }

    private static Tenant tenant(FailMode mode, Terms terms) {
        Tenant usual = Sample.tenant(terms);
        return Sample.named(usual.id(), mode, usual);
    }

    /// Twenty requests a second, twice the limit; each admitted request ends at once.
    private void load(Tenant tenant) {
        for (int millis = 0; millis < END_MILLIS; millis += 50) {
            Instant now = Sample.NOW.plusMillis(millis);
            store.down = millis >= DOWN_AFTER_MILLIS && millis < UP_AFTER_MILLIS;
            int writes = store.writes;
            Admission answer = tenants.reserve(tenant, DEMAND, now);
            phase(millis).add(answer);
            if (answer instanceof Admission.Admitted(Reservation reservation, var _)) {
                assertThat(tenants.settle(reservation, USED, now)).isInstanceOf(SettlementResult.Booked.class);
            }
            writesWhileDown += store.down ? store.writes - writes : 0;
        }
    }

    private List<Admission> phase(int millis) {
        return millis < DOWN_AFTER_MILLIS ? before : millis < UP_AFTER_MILLIS ? down : after;
    }

    private static long admitted(List<Admission> answers) {
        return answers.stream().filter(Admission.Admitted.class::isInstance).count();
    }

    @Test
    void a_tenant_that_fails_closed_gets_nothing_but_503_until_the_store_is_back_and_exact_limits_then() {
        load(tenant(FailMode.CLOSED));

        assertThat(down).allMatch(Admission.Unavailable.class::isInstance);
        assertThat(Refusals.of((Admission.Unavailable) down.getFirst()).retryAfter())
                .isPresent();
        assertThat(admitted(after)).as("a minute, its burst and its slack").isBetween(600L, 600L + 60 + 10);
        assertThat(ledger.status("T#search", LIMITS, Sample.NOW.plusMillis(END_MILLIS))
                        .tokensToday())
                .isEqualTo((admitted(before) + admitted(after)) * USED.tokens());
    }

    @Test
    void nobody_hammers_a_store_that_is_down() {
        load(tenant(FailMode.CLOSED));

        assertThat(writesWhileDown)
                .as("three of two attempts to find out, then one question a second")
                .isLessThanOrEqualTo(2 * 3 + 60);
        assertThat(after.stream().takeWhile(Admission.Unavailable.class::isInstance))
                .as("found to be back within a second")
                .hasSizeLessThanOrEqualTo(20);
    }

    @Test
    void a_tenant_that_fails_locally_gets_a_processs_share_and_what_it_used_is_booked_when_the_store_is_back() {
        load(tenant(FailMode.LOCAL));

        long share = 600 / COPIES;
        assertThat(admitted(down)).as("a minute's share and its burst").isBetween(share, share + share / 10 + 3);
        assertThat(down).noneMatch(Admission.TooLarge.class::isInstance);
        assertThat(ledger.status("T#search", LIMITS, Sample.NOW.plusMillis(END_MILLIS))
                        .tokensToday())
                .as("all of it is in the ledger")
                .isEqualTo((admitted(before) + admitted(down) + admitted(after)) * USED.tokens());
        assertThat(admitted(after))
                .as("the burst of the share, which has not drained, is missing afterwards")
                .isBetween(600L - 30, 600L + 60 - share / 10);
    }

    @Test
    void a_store_that_writes_and_does_not_say_so_in_time_uses_up_little_of_the_day() {
        store.deaf = true;
        for (int second = 0; second < 600; second++) {
            Admission answer = tenants.reserve(tenant(FailMode.CLOSED), DEMAND, Sample.NOW.plusSeconds(second));
            assertThat(answer).isInstanceOf(Admission.Unavailable.class);
        }
        store.deaf = false;

        assertThat(ledger.status("T#search", LIMITS, Sample.NOW.plusSeconds(600))
                        .tokensToday())
                .as("three reservations of two attempts each, until it counts as down")
                .isLessThanOrEqualTo(3 * 2 * DEMAND.tokens());
        assertThat(tenants.reserve(tenant(FailMode.CLOSED), DEMAND, Sample.NOW.plusSeconds(601)))
                .isInstanceOf(Admission.Admitted.class);
    }

    /// An item takes a thousand writes a second. A tenant that needs more throttles itself and nobody
    /// else.
    @Test
    void a_tenant_whose_item_is_throttled_takes_the_store_from_nobody_else() {
        store.busy = "T#search";
        Tenant hot = tenant(FailMode.CLOSED);
        for (int request = 0; request < 10; request++) {
            assertThat(tenants.reserve(hot, DEMAND, Sample.NOW)).isInstanceOf(Admission.Unavailable.class);
        }
        Tenant other = Sample.named(new TenantId("chat"), hot.failMode(), hot);
        assertThat(tenants.reserve(other, DEMAND, Sample.NOW))
                .isInstanceOfSatisfying(
                        Admission.Admitted.class,
                        admitted -> assertThat(LocalAllowance.holds(admitted.reservation()))
                                .isFalse());
    }

    @Test
    void a_suspension_that_this_process_has_seen_holds_without_the_store() {
        Tenant local = tenant(FailMode.LOCAL);
        tenants.amend(local, Amendments.NONE.withSuspended(true), Sample.NOW);
        store.down = true;
        assertThat(tenants.reserve(local, DEMAND, Sample.NOW)).isInstanceOf(Admission.Suspended.class);
    }

    @Test
    void a_limit_in_shadow_refuses_nobody_without_the_store_either() {
        Set<LimitName> shadow = Set.of(LimitName.TOKENS_PER_MINUTE, LimitName.TOKENS_PER_DAY);
        Terms terms = new Terms(
                Limits.UNLIMITED
                        .with(LimitName.REQUESTS_PER_MINUTE, 600)
                        .with(LimitName.TOKENS_PER_MINUTE, 100)
                        .with(LimitName.TOKENS_PER_DAY, 100)
                        .withBurst(10),
                1,
                shadow,
                false);
        Tenant local = tenant(FailMode.LOCAL, terms);
        store.down = true;
        for (int request = 0; request < 600 / 10 / COPIES; request++) {
            assertThat(tenants.reserve(local, DEMAND, Sample.NOW)).isInstanceOf(Admission.Admitted.class);
        }
        assertThat(tenants.reserve(local, DEMAND, Sample.NOW))
                .as("the limits that count still do")
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.limit()).isEqualTo(LimitName.REQUESTS_PER_MINUTE));
    }

    @Test
    void a_booking_without_an_answer_is_made_again() {
        Tenant local = tenant(FailMode.LOCAL);
        store.down = true;
        Reservation held = ((Admission.Admitted) tenants.reserve(local, DEMAND, Sample.NOW)).reservation();
        assertThat(LocalAllowance.holds(held)).isTrue();
        tenants.settle(held, USED, Sample.NOW);
        tenants.reserve(local, DEMAND, Sample.NOW);
        store.down = false;
        Instant later = Sample.NOW.plusSeconds(2);
        tenants.reserve(local, DEMAND, later);
        assertThat(ledger.status("T#search", LIMITS, later).tokensToday())
                .as("booked before the tenant's next request")
                .isEqualTo(USED.tokens() + DEMAND.tokens());
        tenants.reserve(local, DEMAND, later);
        assertThat(ledger.status("T#search", LIMITS, later).tokensToday())
                .isEqualTo(USED.tokens() + 2 * DEMAND.tokens());
    }

    /// Tenants and targets are in one store, so both must go on without it.
    @Test
    void without_any_ledger_a_tenant_that_fails_locally_is_answered_within_its_share() throws Exception {
        RoutedTarget target = PlayedGateway.target("a", Sample.EAST, Sample.SONNET_US);
        PlayedGateway world = new PlayedGateway(tenant(FailMode.LOCAL), Sample.route(List.of(target)), allowance());
        world.tenantItems.down = true;
        world.targetItems.down = true;
        world.transport.on(target, PlayedGateway.whole(26, 10));

        assertThat(world.serve(PlayedGateway.call(false, 100)).reply().status()).isEqualTo(200);
        assertThat(world.events(GatewayEvent.AdmittedLocally.class)).hasSize(1);
        assertThat(world.events(GatewayEvent.SettlementLost.class)).isEmpty();
    }
}
