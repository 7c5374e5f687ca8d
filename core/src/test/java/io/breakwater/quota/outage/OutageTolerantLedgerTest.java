package io.breakwater.quota.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.FailMode;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.LedgerOperations;
import io.breakwater.quota.operations.RenewalMark;
import io.breakwater.quota.operations.RenewalResult;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import io.breakwater.quota.usage.LateUse;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// One process while the store of its ledgers does not answer.
class OutageTolerantLedgerTest {
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final String KEY = "T#search";
    private static final Limits LIMITS =
            Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 60).with(LimitName.TOKENS_PER_DAY, 1_000);
    private static final LedgerAmount DEMAND = new LedgerAmount(100, 1_000);
    private static final LedgerAmount USED = new LedgerAmount(60, 600);
    private static final int COPIES = 4;

    private final LedgerStore store = new LedgerStore() {
        private final LedgerStore items = new ReferenceStore();

        @Override
        public WriteResult write(String key, ConditionalWrite write) {
            writes++;
            return down
                    ? new WriteResult.Unknown("it is silent")
                    : busy ? new WriteResult.Busy("too many at once") : items.write(key, write);
        }

        @Override
        public LedgerItem read(String key) {
            return items.read(key);
        }
    };
    private boolean down;
    private boolean busy;
    private int writes;

    private final LocalAllowance allowance = new LocalAllowance(new ReferenceStore(), Epochs.STANDARD, COPIES);
    private final Outage outage = Outage.with(allowance);
    private final Ledger ledger = new Ledger(store, Epochs.STANDARD);
    private final LedgerOperations local = new OutageTolerantLedger(ledger, outage, FailMode.LOCAL);
    private final LedgerOperations closed = new OutageTolerantLedger(ledger, outage, FailMode.CLOSED);

    private Reservation reserved(Instant now) {
        Reservation made = ((Admission.Admitted) local.reserve(KEY, LIMITS, DEMAND, now)).reservation();
        return made.marked(() -> new RenewalMark("mine"));
    }

    private long tokensToday(Instant now) {
        return ledger.status(KEY, LIMITS, now).tokensToday();
    }

    private static LateUse late(UsageTotals use) {
        return LateUse.of(use, LIMITS.share(COPIES), LedgerTime.nanos(NOW));
    }

    private Optional<UsageTotals> taken(String key) {
        return allowance.take(key).map(LateUse::all);
    }

    private void goDown() {
        down = true;
        for (int i = 0; i < 3; i++) {
            outage.silent(NOW);
        }
    }

    @Test
    void a_store_is_down_after_three_silences_in_a_row_and_up_with_one_answer() {
        outage.silent(NOW);
        outage.silent(NOW);
        assertThat(outage.isUp()).isTrue();
        outage.answered();
        outage.silent(NOW);
        outage.silent(NOW);
        assertThat(outage.isUp()).isTrue();
        outage.silent(NOW);
        assertThat(outage.isUp()).isFalse();
        outage.silent(NOW);
        outage.answered();
        assertThat(outage.isUp()).isTrue();
    }

    @Test
    void whoever_likes_asks_a_store_that_is_up_and_one_a_second_a_store_that_is_down() {
        assertThat(outage.mayAsk(NOW)).isTrue();
        assertThat(outage.mayAsk(NOW)).isTrue();
        goDown();
        assertThat(outage.mayAsk(NOW.plusMillis(999))).isFalse();
        assertThat(outage.mayAsk(NOW.plusMillis(1_000))).isTrue();
        assertThat(outage.mayAsk(NOW.plusMillis(1_999))).isFalse();
        assertThat(outage.mayAsk(NOW.plusMillis(2_000))).isTrue();
    }

    @Test
    void a_silent_store_makes_a_ledger_unavailable_and_nobody_asks_it_again_within_a_second() {
        down = true;
        for (int i = 0; i < 3; i++) {
            assertThat(closed.reserve(KEY, LIMITS, DEMAND, NOW)).isInstanceOf(Admission.Unavailable.class);
        }
        int asked = writes;
        assertThat(closed.reserve(KEY, LIMITS, DEMAND, NOW.plusMillis(999)))
                .isEqualTo(new Admission.Unavailable("the ledger's store is down", true));
        assertThat(writes).isEqualTo(asked);
        assertThat(closed.reserve(KEY, LIMITS, DEMAND, NOW.plusMillis(1_000)))
                .isInstanceOf(Admission.Unavailable.class);
        assertThat(writes).as("one question, no reservation").isEqualTo(asked + 1);
    }

    @Test
    void a_store_that_answers_the_question_gets_the_reservation() {
        goDown();
        down = false;
        assertThat(closed.reserve(KEY, LIMITS, DEMAND, NOW.plusSeconds(1))).isInstanceOf(Admission.Admitted.class);
        assertThat(outage.isUp()).isTrue();
    }

    @Test
    void a_store_that_refuses_for_being_busy_has_answered() {
        outage.silent(NOW);
        outage.silent(NOW);
        busy = true;
        closed.reserve(KEY, LIMITS, DEMAND, NOW);
        busy = false;
        outage.silent(NOW);
        assertThat(outage.isUp()).isTrue();
    }

    @Test
    void a_process_admits_its_share_of_the_limits_and_no_request_that_is_larger() {
        goDown();
        Reservation own = reserved(NOW);
        assertThat(LocalAllowance.holds(own)).isTrue();
        assertThat(local.reserve(KEY, LIMITS, DEMAND, NOW)).isInstanceOf(Admission.Admitted.class);
        assertThat(local.reserve(KEY, LIMITS, DEMAND, NOW))
                .as("250 of the day's 1,000 tokens")
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.limit()).isEqualTo(LimitName.TOKENS_PER_DAY));
        assertThat(local.reserve(KEY, LIMITS, new LedgerAmount(251, 0), NOW))
                .isInstanceOfSatisfying(
                        Admission.Unavailable.class,
                        larger -> assertThat(larger.reason()).contains("too large"));
        assertThat(closed.reserve(KEY, LIMITS, DEMAND, NOW)).isInstanceOf(Admission.Unavailable.class);
    }

    @Test
    void without_an_allowance_nothing_is_admitted() {
        down = true;
        LedgerOperations bare = new OutageTolerantLedger(ledger, Outage.closed(), FailMode.LOCAL);
        assertThat(bare.reserve(KEY, LIMITS, DEMAND, NOW)).isInstanceOf(Admission.Unavailable.class);
    }

    @Test
    void a_suspension_and_an_override_that_were_seen_hold_without_the_store() {
        assertThat(local.reserve(KEY, LIMITS, DEMAND, NOW)).isInstanceOf(Admission.Admitted.class);
        local.amend(KEY, Amendments.NONE.withSuspended(true), NOW);
        goDown();
        assertThat(local.reserve(KEY, LIMITS, DEMAND, NOW)).isInstanceOf(Admission.Suspended.class);
    }

    @Test
    void what_was_used_of_the_allowance_is_booked_before_the_next_request_of_the_key() {
        goDown();
        assertThat(local.settle(reserved(NOW), USED, NOW)).isInstanceOf(SettlementResult.Booked.class);
        assertThat(allowance.nothingKept()).isFalse();
        assertThat(tokensToday(NOW)).isZero();

        down = false;
        Instant later = NOW.plusSeconds(1);
        assertThat(LocalAllowance.holds(reserved(later))).isFalse();
        assertThat(tokensToday(later)).isEqualTo(USED.tokens() + DEMAND.tokens());
        assertThat(allowance.nothingKept()).isTrue();
    }

    @Test
    void use_of_an_outage_counts_towards_a_minute_until_it_has_drained_at_the_share_of_the_process() {
        assertThat(requestsLeft(NOW.plusMillis(3_999)))
                .as("60, less this one and some of the other")
                .isEqualTo(58);
    }

    @Test
    void at_a_share_of_15_a_minute_a_request_has_drained_after_4_seconds() {
        assertThat(requestsLeft(NOW.plusSeconds(4))).as("60, less this one").isEqualTo(59);
    }

    @Test
    void a_process_that_serves_nobody_for_a_minute_books_into_the_day_alone() {
        Instant later = NOW.plusSeconds(60);
        assertThat(requestsLeft(later)).as("60, less this request").isEqualTo(59);
        assertThat(tokensToday(later)).isEqualTo(USED.tokens() + DEMAND.tokens());
    }

    /// After a request in an outage and one afterwards.
    private long requestsLeft(Instant after) {
        goDown();
        local.settle(reserved(NOW), USED, NOW);
        down = false;
        reserved(after);
        return ledger.status(KEY, LIMITS, after).requests().remaining();
    }

    @Test
    void what_is_kept_again_after_a_failed_booking_is_no_younger() {
        allowance.keep(KEY, late(new UsageTotals(1, 60, 600)));
        down = true;
        Instant later = NOW.plusSeconds(30);
        local.reserve(KEY, LIMITS, DEMAND, later);
        assertThat(allowance.take(KEY)).hasValue(late(new UsageTotals(1, 60, 600)));
    }

    @Test
    void what_the_store_does_not_confirm_is_kept_and_the_store_is_silent() {
        outage.silent(NOW);
        allowance.keep(KEY, late(new UsageTotals(1, 60, 600)));
        down = true;
        local.reserve(KEY, LIMITS, DEMAND, NOW);
        assertThat(taken(KEY)).hasValue(new UsageTotals(1, 60, 600));
        assertThat(outage.isUp()).as("the booking and the reservation").isFalse();
    }

    @Test
    void a_reservation_is_settled_and_renewed_where_it_was_made() {
        Reservation there = reserved(NOW);
        goDown();
        Reservation here = reserved(NOW);
        int asked = writes;
        assertThat(local.renew(here, NOW.plusMillis(500))).isInstanceOf(RenewalResult.Held.class);
        assertThat(writes).isEqualTo(asked);
        assertThat(local.renew(there, NOW.plusMillis(500)))
                .isEqualTo(new RenewalResult.Unsure(there, "the ledger's store is down"));
        assertThat(writes).isEqualTo(asked);

        down = false;
        assertThat(local.settle(there, USED, NOW.plusMillis(500))).isInstanceOf(SettlementResult.Booked.class);
        assertThat(tokensToday(NOW)).isEqualTo(USED.tokens());
    }

    @Test
    void a_renewal_that_the_store_confirms_is_an_answer_and_one_that_it_does_not_is_none() {
        Reservation there = reserved(NOW);
        goDown();
        Instant nextEpoch = NOW.plus(Epochs.STANDARD.length());
        assertThat(local.renew(there, nextEpoch)).isInstanceOf(RenewalResult.Unsure.class);
        assertThat(outage.isUp()).isFalse();
        down = false;
        assertThat(local.renew(there, nextEpoch.plusSeconds(1))).isInstanceOf(RenewalResult.Held.class);
        assertThat(outage.isUp()).isTrue();
    }

    @Test
    void whatever_is_no_reservation_goes_to_the_store_down_or_not() {
        goDown();
        down = false;
        assertThat(local.charge(KEY, Terms.of(LIMITS), late(new UsageTotals(1, 60, 600)), NOW))
                .isInstanceOf(WriteResult.Applied.class);
        assertThat(tokensToday(NOW)).isEqualTo(60);
    }

    @Test
    void sums_of_ten_thousand_keys_are_kept_and_what_is_used_beyond_is_told() {
        for (int key = 0; key < 10_000; key++) {
            assertThat(allowance.keep("T#" + key, late(new UsageTotals(1, 2, 3))))
                    .isTrue();
        }
        assertThat(allowance.keep("T#one-more", late(UsageTotals.NOTHING))).isFalse();
        assertThat(allowance.keep("T#7", late(new UsageTotals(1, 2, 3)))).isTrue();
        assertThat(taken("T#7")).hasValue(new UsageTotals(2, 4, 6));
        assertThat(allowance.keep("T#7", late(UsageTotals.NOTHING))).isTrue();

        goDown();
        assertThat(local.settle(reserved(NOW), USED, NOW))
                .isInstanceOfSatisfying(
                        SettlementResult.LeftToHeal.class,
                        lost -> assertThat(lost.reason()).contains("60 tokens", "600 nano-USD"));
        assertThat(taken(KEY)).isEmpty();
    }
}
