package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.CountingStore;
import io.breakwater.quota.item.FailingStore;
import io.breakwater.quota.item.LateStore;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.usage.ModelAmount;
import io.breakwater.quota.usage.ModelKey;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Claims about holding a reservation for longer than an epoch.
final class RenewalTest {
    private static final String KEY = "T#search";
    private static final Epochs EPOCHS = Epochs.STANDARD;
    private static final Limits TWO_SLOTS =
            Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 1_000_000).with(LimitName.CONCURRENCY, 2);
    private static final LedgerAmount DEMAND = new LedgerAmount(100, 10_000);
    /// An epoch begins at this instant, and no day does.
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final CountingStore store = new CountingStore(new ReferenceStore());
    private final Ledger ledger = new Ledger(store, EPOCHS);
    private FailingStore.Fate fate = FailingStore.Fate.TAKEN;
    private final Ledger failing = new Ledger(new FailingStore(store, () -> {}, () -> fate), EPOCHS);

    private Reservation begun() {
        return admitted(NOON).marked(() -> new RenewalMark("mine"));
    }

    private Reservation admitted(Instant now) {
        return admitted(ledger, now);
    }

    private static Reservation admitted(Ledger by, Instant now) {
        return ((Admission.Admitted) by.reserve(KEY, TWO_SLOTS, DEMAND, now)).reservation();
    }

    private static Instant epochs(int later) {
        return NOON.plus(EPOCHS.length().multipliedBy(later));
    }

    private LedgerStatus at(Instant now) {
        return ledger.status(KEY, TWO_SLOTS, now);
    }

    private void holds(int requests, Instant now) {
        assertThat(at(now).inFlight()).isEqualTo(requests);
        assertThat(at(now).tokensHeld()).isEqualTo(100L * requests);
        assertThat(at(now).nanoUsdHeld()).isEqualTo(10_000L * requests);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 9})
    void it_is_held_once_however_many_epochs_the_item_is_behind(int behind) {
        Reservation running = ledger.renew(begun(), epochs(behind)).reservation();
        holds(1, epochs(behind));
        holds(1, epochs(behind + 1));
        holds(0, epochs(behind + 2));
        ledger.settle(running, DEMAND, epochs(behind + 1));
        holds(0, epochs(behind + 1));
        assertThat(at(epochs(behind + 1)).tokensToday()).isEqualTo(100);
    }

    @Test
    void it_is_held_once_when_somebody_else_has_opened_the_epoch() {
        Reservation running = begun();
        new Ledger(store, EPOCHS).reserve(KEY, TWO_SLOTS, DEMAND, epochs(1));
        ledger.renew(running, epochs(1));
        holds(2, epochs(1));
        holds(2, epochs(2));
    }

    @Test
    void what_dropped_out_meanwhile_is_held_again_even_beyond_the_limit() {
        Reservation running = begun();
        admitted(epochs(2));
        admitted(epochs(2));
        Reservation again = ledger.renew(running, epochs(2)).reservation();
        holds(3, epochs(2));
        assertThat(ledger.reserve(KEY, TWO_SLOTS, DEMAND, epochs(2))).isInstanceOf(Admission.Refused.class);
        ledger.settle(again, DEMAND, epochs(2));
        holds(2, epochs(2));
    }

    @Test
    void renewed_twice_in_an_epoch_it_is_written_once() {
        Reservation running = ledger.renew(begun(), epochs(1)).reservation();
        int writes = store.applied();
        ledger.renew(running, epochs(1));
        assertThat(store.applied()).isEqualTo(writes);
        holds(1, epochs(1));
    }

    @ParameterizedTest
    @EnumSource(value = FailingStore.Fate.class, names = "TAKEN", mode = EnumSource.Mode.EXCLUDE)
    void whether_a_lost_renewal_was_written_or_not_it_is_held_once_and_settled_once(FailingStore.Fate lost) {
        Reservation running = begun();
        fate = lost;
        RenewalResult unsure = failing.renew(running, epochs(1));
        fate = FailingStore.Fate.TAKEN;
        holds(1, epochs(1));
        failing.settle(unsure.reservation(), DEMAND, epochs(1));
        holds(0, epochs(1));

        Reservation second = admitted(epochs(1)).marked(() -> new RenewalMark("second"));
        fate = lost;
        unsure = failing.renew(second, epochs(2));
        fate = FailingStore.Fate.TAKEN;
        RenewalResult held = failing.renew(unsure.reservation(), epochs(2));
        assertThat(held).isInstanceOf(RenewalResult.Held.class);
        holds(1, epochs(2));
        failing.settle(held.reservation(), DEMAND, epochs(2));
        holds(0, epochs(2));
        assertThat(at(epochs(2)).tokensToday()).isEqualTo(200);
    }

    @Test
    void a_renewal_that_was_on_its_way_while_its_request_was_settled_holds_nothing() {
        AtomicBoolean brownedOut = new AtomicBoolean();
        LateStore late = new LateStore(store, brownedOut::get);
        Ledger slow = new Ledger(late, EPOCHS);
        Reservation running = admitted(slow, NOON).marked(() -> new RenewalMark("mine"));
        brownedOut.set(true);
        RenewalResult unsure = slow.renew(running, epochs(1));
        brownedOut.set(false);
        assertThat(unsure).isInstanceOf(RenewalResult.Unsure.class);
        slow.settle(unsure.reservation(), DEMAND, epochs(1));
        late.arrive();
        holds(0, epochs(1));
        assertThat(store.read(KEY).orZero("kmine"))
                .as("kept as long as that renewal could hold something")
                .isEqualTo(EPOCHS.epoch(LedgerTime.nanos(epochs(1))));
        LedgerItem after = store.read(KEY);
        assertThat(after.orZero("c0")).isZero();
        assertThat(after.orZero("c1")).isZero();
        ledger.sweep(KEY, Terms.of(TWO_SLOTS), epochs(4));
        assertThat(store.read(KEY).has("kmine")).isTrue();
        assertThat(ledger.sweep(KEY, Terms.of(TWO_SLOTS), epochs(4)).nothing()).isTrue();
        assertThat(store.read(KEY).has("kmine")).isFalse();
    }

    @Test
    void what_an_item_held_that_is_gone_is_held_nowhere() {
        LedgerStore emptied = new ReferenceStore();
        assertThat(new Ledger(emptied, EPOCHS).renew(begun(), epochs(1))).isInstanceOf(RenewalResult.Gone.class);
        assertThat(emptied.read(KEY)).isEqualTo(LedgerItem.EMPTY);
    }

    @Test
    void the_settlement_takes_the_mark_away() {
        Reservation running = ledger.renew(begun(), epochs(1)).reservation();
        assertThat(store.read(KEY).has("kmine")).isTrue();
        ledger.settle(running, DEMAND, epochs(1));
        assertThat(store.read(KEY).has("kmine")).isFalse();
    }

    @Test
    void the_mark_of_a_killed_request_is_swept_away_and_its_slot_is_free_within_two_epochs() {
        ledger.renew(begun(), epochs(1));
        assertThat(ledger.sweep(KEY, Terms.of(TWO_SLOTS), epochs(2)).nothing()).isTrue();
        assertThat(store.read(KEY).has("kmine")).isTrue();
        assertThat(ledger.sweep(KEY, Terms.of(TWO_SLOTS), epochs(3)).leaked())
                .isEqualTo(new UsageTotals(1, 100, 10_000));
        holds(0, epochs(3));
        ledger.sweep(KEY, Terms.of(TWO_SLOTS), epochs(3));
        assertThat(store.read(KEY).has("kmine")).isFalse();
    }

    @Test
    void of_a_day_that_has_passed_only_the_slot_is_held() {
        Instant beforeMidnight = Instant.parse("2026-11-22T23:59:00Z");
        Reservation running = admitted(beforeMidnight).marked(() -> new RenewalMark("mine"));
        admitted(beforeMidnight.plusSeconds(70));
        Instant later = beforeMidnight.plusSeconds(130);
        ledger.renew(running, later);
        assertThat(at(later).inFlight()).isEqualTo(2);
        assertThat(at(later).tokensHeld()).isEqualTo(100);
        assertThat(at(later).nanoUsdHeld()).isEqualTo(20_000);
    }

    @Test
    void a_settlement_is_held_as_the_renewal_that_was_made_meanwhile_says() {
        Reservation running = begun();
        Reservation renewed = ledger.renew(running, epochs(1)).reservation();
        Reservation ending = running.bookedAs(ModelKey.OTHER).heldAs(renewed);
        assertThat(ending.epoch()).isEqualTo(renewed.epoch());
        assertThat(ending.mark()).isEqualTo(renewed.mark());
        assertThat(ending.bookings(DEMAND)).containsExactly(new ModelAmount(ModelKey.OTHER, DEMAND));
        ledger.settle(ending, DEMAND, epochs(1));
        holds(0, epochs(1));
    }

    @Test
    void a_reservation_keeps_its_first_mark_and_two_are_drawn_apart() {
        Reservation marked = begun();
        assertThat(marked.marked(() -> new RenewalMark("another"))).isEqualTo(marked);
        SplittableRandom random = new SplittableRandom(1);
        assertThat(Stream.generate(() -> RenewalMark.drawn(random)).limit(1_000))
                .doesNotHaveDuplicates()
                .allSatisfy(mark -> {
                    assertThat(mark.id()).matches("[0-9a-z]{8}");
                    assertThat(mark.doubtful()).isFalse();
                });
    }
}
