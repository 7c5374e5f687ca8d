package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Another version has epochs of another length: the items have the numbers of the old epochs.
final class OtherEpochsTest {
    private static final String KEY = "T#search";
    private static final Limits SLOTS = Limits.UNLIMITED.with(LimitName.CONCURRENCY, 3);
    private static final Instant NOON = Sample.NOW;

    private final ReferenceStore store = new ReferenceStore();

    private Ledger with(long epochMillis) {
        return new Ledger(store, new Epochs(Duration.ofMillis(epochMillis)));
    }

    private static Admission reserve(Ledger ledger, Instant now) {
        return ledger.reserve(KEY, SLOTS, new LedgerAmount(100, 10_000), now);
    }

    private static Reservation admitted(Ledger ledger, Instant now) {
        return ((Admission.Admitted) reserve(ledger, now)).reservation();
    }

    @ParameterizedTest
    @CsvSource({
        "120000, 180000",
        "180000, 120000",
        "120000, 120001",
        "300000, 120000",
        "900000, 120000",
        "899000, 900000"
    })
    void what_leaked_before_the_change_is_free_within_two_of_the_new_epochs(long before, long after) {
        Ledger old = with(before);
        for (int slot = 0; slot < 3; slot++) {
            admitted(old, NOON);
        }
        Instant healed = NOON.plusMillis(2 * after);
        Ledger changed = with(after);
        for (int slot = 0; slot < 3; slot++) {
            admitted(changed, healed);
        }
        assertThat(reserve(changed, healed)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void a_sweep_finds_what_leaked_before_the_change() {
        admitted(with(120_000), NOON);
        SweepResult swept = with(180_000).sweep(KEY, Terms.of(SLOTS), NOON.plusSeconds(360));
        assertThat(swept.leaked()).isEqualTo(new UsageTotals(1, 100, 10_000));
        assertThat(swept.status().inFlight()).isZero();
    }

    @Test
    void a_request_that_began_before_the_change_settles_its_tokens_and_leaves_the_slots_of_others_alone() {
        Ledger old = with(120_000);
        Reservation running = admitted(old, NOON);
        Ledger changed = with(180_000);
        admitted(changed, NOON.plusSeconds(1));
        assertThat(old.settle(running, new LedgerAmount(40, 4_000), NOON.plusSeconds(2)))
                .isInstanceOf(SettlementResult.Booked.class);
        LedgerStatus standing = changed.status(KEY, SLOTS, NOON.plusSeconds(2));
        assertThat(standing.inFlight()).isEqualTo(1);
        assertThat(standing.tokensHeld()).isEqualTo(100);
        assertThat(standing.tokensToday()).isEqualTo(140);
        LedgerItem image = store.read(KEY);
        assertThat(image.orZero("cf")).isEqualTo(image.orZero("c0") + image.orZero("c1"));
    }

    @Test
    void a_clock_that_is_an_hour_behind_takes_no_item_back() {
        Ledger ledger = with(120_000);
        admitted(ledger, NOON);
        admitted(with(120_000), NOON.minusSeconds(3_600));
        assertThat(ledger.status(KEY, SLOTS, NOON).inFlight()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {300_000, 900_000})
    void a_request_that_another_version_knows_nothing_of_is_held_again_by_its_next_renewal(long before) {
        Ledger old = with(before);
        Ledger changed = with(120_000);
        Reservation running = admitted(changed, NOON).marked(() -> new RenewalMark("one"));
        admitted(old, NOON.plusSeconds(10));
        RenewalResult renewed = changed.renew(running, NOON.plusSeconds(130));
        assertThat(renewed).isInstanceOf(RenewalResult.Held.class);
        assertThat(changed.status(KEY, SLOTS, NOON.plusSeconds(130)).inFlight()).isEqualTo(1);
        changed.settle(renewed.reservation(), new LedgerAmount(100, 10_000), NOON.plusSeconds(140));
        LedgerStatus after = changed.status(KEY, SLOTS, NOON.plusSeconds(140));
        assertThat(after.inFlight()).isZero();
        assertThat(after.tokensHeld()).isZero();
        LedgerItem image = store.read(KEY);
        assertThat(image.orZero("cf")).isEqualTo(image.orZero("c0") + image.orZero("c1"));
    }
}
