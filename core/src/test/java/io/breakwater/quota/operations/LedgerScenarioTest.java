package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LossyStore;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The cases that decided the design, one by one.
///
/// [PlantedMutantsTest] plants faults and has [LedgerContract]'s histories find them. What histories
/// cannot find is claimed here: the guard of the month in a settlement, old holds in a new window, and
/// a refusal because of a remembered item.
final class LedgerScenarioTest extends LedgerScenario {
    private static final int BEYOND_ALL_LIMITS = 100_000;

    @Test
    void a_stream_of_59_seconds_does_not_let_twice_the_limit_through_at_its_end() {
        Limits limits = tokensPerMinute(60_000);
        Reservation stream = admitted(reserve(limits, 59_000, NOON));
        for (int second = 1; second <= 59; second++) {
            admitted(reserve(limits, 1_000, NOON.plusSeconds(second)));
        }
        Instant end = NOON.plusSeconds(59);
        ledger.settle(stream, LedgerAmount.NONE, end);
        assertThat(admittedTokens(limits, end))
                .as("59,000 have gone through already")
                .isEqualTo(1_000);
    }

    /// A target's quota is per minute, and all of it may be used at once; more would only be throttled.
    @Test
    void a_bucket_that_holds_a_minute_has_no_more_than_a_second_of_slack() {
        Limits limits = tokensPerMinute(60_000);
        admitted(reserve(limits, 1_000, NOON));
        assertThat(admittedTokens(limits, NOON.plusSeconds(7))).isBetween(60_000L, 61_000L);
    }

    @Test
    void what_was_not_used_comes_back_at_once() {
        Limits limits = tokensPerMinute(60_000);
        Reservation reservation = admitted(reserve(limits, 60_000, NOON));
        assertThat(reserve(limits, 1, NOON)).isInstanceOf(Admission.Refused.class);
        ledger.settle(reservation, new LedgerAmount(20_000, 0), NOON);
        assertThat(admittedTokens(limits, NOON)).isEqualTo(40_000);
    }

    @Test
    void more_than_was_reserved_becomes_a_debt_that_delays_the_next_request() {
        Limits limits = tokensPerMinute(60_000);
        Reservation reservation = admitted(reserve(limits, 60_000, NOON));
        ledger.settle(reservation, new LedgerAmount(90_000, 0), NOON);
        Admission.Refused refused = refused(reserve(limits, 1_000, NOON));
        assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(31));
        assertThat(reserve(limits, 1_000, NOON.plusSeconds(31))).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void the_wait_is_exact_for_requests_per_minute() {
        Limits limits = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 7);
        for (int request = 0; request < 7; request++) {
            admitted(reserve(limits, 0, NOON));
        }
        exactly(limits, LedgerAmount.NONE, refused(reserve(limits, 0, NOON)), LimitName.REQUESTS_PER_MINUTE, NOON);
    }

    @Test
    void the_wait_is_exact_for_tokens_per_minute() {
        Limits limits = tokensPerMinute(7_777);
        admitted(reserve(limits, 7_000, NOON));
        exactly(
                limits,
                new LedgerAmount(1_234, 0),
                refused(reserve(limits, 1_234, NOON)),
                LimitName.TOKENS_PER_MINUTE,
                NOON);
    }

    @Test
    void the_longest_of_several_waits_is_named() {
        Limits limits = Limits.UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, 60)
                .with(LimitName.TOKENS_PER_MINUTE, 60_000)
                .withBurst(10);
        for (int request = 0; request < 6; request++) {
            admitted(reserve(limits, 1_000, NOON));
        }
        Admission.Refused refused = refused(reserve(limits, 3_000, NOON));
        assertThat(refused.limit()).isEqualTo(LimitName.TOKENS_PER_MINUTE);
        exactly(limits, new LedgerAmount(3_000, 0), refused, LimitName.TOKENS_PER_MINUTE, NOON);
    }

    @Test
    void a_demand_beyond_the_burst_is_never_admitted_and_says_what_would_be() {
        Limits limits =
                Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 60_000).withBurst(25);
        assertThat(reserve(limits, 15_001, NOON))
                .isEqualTo(new Admission.TooLarge(LimitName.TOKENS_PER_MINUTE, 15_001, 15_000));
        assertThat(reserve(limits, 15_000, NOON)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void a_demand_beyond_the_largest_request_the_day_or_the_month_is_never_admitted() {
        assertThat(reserve(Limits.UNLIMITED.with(LimitName.LARGEST_REQUEST, 50), 51, NOON))
                .isEqualTo(new Admission.TooLarge(LimitName.LARGEST_REQUEST, 51, 50));
        assertThat(reserve(Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 50), 51, NOON))
                .isEqualTo(new Admission.TooLarge(LimitName.TOKENS_PER_DAY, 51, 50));
        assertThat(ledger.reserve(
                        KEY, Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, 50_000), new LedgerAmount(1, 51_000), NOON))
                .isEqualTo(new Admission.TooLarge(LimitName.USD_PER_MONTH, 51_000, 50_000));
        assertThat(store.read(KEY)).as("nothing was written").isEqualTo(LedgerItem.EMPTY);
    }

    @Test
    void one_request_fits_even_where_the_burst_is_less_than_one() {
        Limits limits = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 5).withBurst(10);
        admitted(reserve(limits, 0, NOON));
        exactly(limits, LedgerAmount.NONE, refused(reserve(limits, 0, NOON)), LimitName.REQUESTS_PER_MINUTE, NOON);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 3, 7, 11, 13, 17, 60, 97, 599, 601, 1_009, 9_973})
    void as_many_requests_as_the_limit_fit_at_once_whatever_its_divisors(long limit) {
        assertThat(count(Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, limit), NOON))
                .isEqualTo(Math.toIntExact(limit));
    }

    @Test
    void the_largest_limits_do_not_overflow() {
        Limits limits = Limits.UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, Limits.LARGEST)
                .with(LimitName.TOKENS_PER_MINUTE, Limits.LARGEST)
                .with(LimitName.TOKENS_PER_DAY, Limits.LARGEST)
                .with(LimitName.USD_PER_MONTH, Limits.LARGEST_NANO_USD)
                .with(LimitName.CONCURRENCY, Limits.LARGEST)
                .with(LimitName.LARGEST_REQUEST, Limits.LARGEST);
        Admission.Admitted admitted = (Admission.Admitted) reserve(limits, 10_000_000, NOON);
        assertThat(admitted.status().tokens().remaining()).isEqualTo(Limits.LARGEST - 10_000_000);
    }

    @Test
    void leaked_slots_come_back_within_two_epochs_and_live_ones_do_not() {
        Limits limits = Limits.UNLIMITED.with(LimitName.CONCURRENCY, 10);
        Instant start = NOON;
        for (int leak = 0; leak < 6; leak++) {
            admitted(reserve(limits, 0, start));
        }
        Instant next = start.plus(EPOCHS.length());
        for (int live = 0; live < 4; live++) {
            admitted(reserve(limits, 0, next));
        }
        refused(reserve(limits, 0, next));
        Instant after = start.plus(EPOCHS.length().multipliedBy(2));
        for (int free = 0; free < 6; free++) {
            admitted(reserve(limits, 0, after));
        }
        assertThat(refused(reserve(limits, 0, after)).limit()).isEqualTo(LimitName.CONCURRENCY);
    }

    @Test
    void a_request_longer_than_two_epochs_settles_without_touching_the_slots_of_others() {
        Limits limits = Limits.UNLIMITED.with(LimitName.TOKENS_PER_DAY, 1_000).with(LimitName.CONCURRENCY, 10);
        Reservation overlong = admitted(reserve(limits, 100, NOON));
        Instant later = NOON.plus(EPOCHS.length().multipliedBy(2));
        admitted(reserve(limits, 50, later));
        ledger.settle(overlong, new LedgerAmount(10, 0), later);
        LedgerStatus standing = ledger.status(KEY, limits, later);
        assertThat(standing.inFlight()).isEqualTo(1);
        assertThat(standing.tokensHeld()).isEqualTo(50);
        assertThat(standing.tokensToday()).as("the tokens are still booked").isEqualTo(60);
    }

    @Test
    void a_settlement_of_an_item_that_is_gone_has_expired() {
        Reservation reservation = admitted(reserve(tokensPerMinute(100), 10, NOON));
        Ledger elsewhere = new Ledger(new ReferenceStore(), EPOCHS);
        assertThat(elsewhere.settle(reservation, new LedgerAmount(3, 0), NOON))
                .isEqualTo(new SettlementResult.Expired());
    }

    @Test
    void a_settlement_without_an_answer_is_not_repeated() {
        Reservation reservation = admitted(reserve(tokensPerMinute(100), 100, NOON));
        Ledger lossy = new Ledger(new LossyStore(store, () -> true), EPOCHS);
        int before = store.writes();
        assertThat(lossy.settle(reservation, new LedgerAmount(40, 0), NOON))
                .isInstanceOf(SettlementResult.LeftToHeal.class);
        assertThat(store.writes() - before).isEqualTo(1);
        assertThat(admittedTokens(tokensPerMinute(100), NOON))
                .as("refunded once")
                .isEqualTo(60);
    }

    @Test
    void a_reservation_without_an_answer_counts_as_refused_and_heals() {
        Limits limits = Limits.UNLIMITED.with(LimitName.CONCURRENCY, 1);
        boolean[] down = {true};
        BooleanSupplier loses = () -> down[0];
        Ledger lossy = new Ledger(new LossyStore(store, loses), EPOCHS);
        // The item must exist already. Otherwise the first write would only show that it does not, and
        // the answer to the second one would be lost.
        admitted(reserve(Limits.UNLIMITED, 0, NOON.minus(EPOCHS.length().multipliedBy(3))));
        int before = store.writes();
        assertThat(lossy.reserve(KEY, limits, LedgerAmount.NONE, NOON))
                .isEqualTo(new Admission.Unavailable("the answer was lost", true));
        assertThat(store.writes() - before).as("tried twice").isEqualTo(2);
        down[0] = false;
        Instant healed = NOON.plus(EPOCHS.length().multipliedBy(2));
        assertThat(lossy.reserve(KEY, limits, LedgerAmount.NONE, healed)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void a_changed_limit_takes_effect_at_the_next_request_without_migration() {
        for (int request = 0; request < 10; request++) {
            admitted(reserve(Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 10), 0, NOON));
        }
        refused(reserve(Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 10), 0, NOON));
        Limits doubled = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 20);
        Instant later = NOON.plusSeconds(30);
        assertThat(count(doubled, later)).as("half a minute at the new rate").isEqualTo(10);
        assertThat(reserve(Limits.UNLIMITED, 0, later)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void an_exhausted_bucket_is_full_now_and_drains_at_its_usual_pace() {
        Limits limits = Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 60_000);
        ledger.exhausted(KEY, limits, LimitName.TOKENS_PER_MINUTE, NOON);
        assertThat(ledger.remembered(KEY, limits, NOON).tokens().remaining())
                .as("whoever chooses among targets knows at once")
                .isZero();
        assertThat(refused(reserve(limits, 1_000, NOON)).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(admittedTokens(limits, NOON.plusSeconds(10))).isEqualTo(10_000);
    }

    @Test
    void exhausting_never_takes_back_a_debt_and_does_nothing_where_there_is_no_limit() {
        Limits limits = tokensPerMinute(60_000);
        ledger.settle(admitted(reserve(limits, 60_000, NOON)), new LedgerAmount(120_000, 0), NOON);
        ledger.exhausted(KEY, limits, LimitName.TOKENS_PER_MINUTE, NOON);
        assertThat(refused(reserve(limits, 60_000, NOON)).retryAfter()).isEqualTo(Duration.ofMinutes(2));
        int before = store.writes();
        ledger.exhausted(KEY, limits, LimitName.REQUESTS_PER_MINUTE, NOON);
        assertThat(store.writes()).isEqualTo(before);
    }

    @Test
    void one_write_reserves_and_one_settles_once_the_item_is_known() {
        Limits limits = Limits.UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, 600)
                .with(LimitName.TOKENS_PER_MINUTE, 60_000)
                .with(LimitName.TOKENS_PER_DAY, 1_000_000)
                .with(LimitName.USD_PER_MONTH, 1_000_000_000L)
                .with(LimitName.CONCURRENCY, 10);
        admitted(reserve(limits, 100, NOON));
        int before = store.writes();
        Reservation reservation = admitted(reserve(limits, 100, NOON.plusMillis(10)));
        ledger.settle(reservation, new LedgerAmount(50, 1_000), NOON.plusMillis(20));
        assertThat(store.writes() - before).isEqualTo(2);
    }

    @Test
    void the_status_shows_what_is_used_held_and_left() {
        Limits limits =
                Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 60).with(LimitName.TOKENS_PER_MINUTE, 60_000);
        Admission.Admitted admitted =
                (Admission.Admitted) ledger.reserve(KEY, limits, new LedgerAmount(15_000, 700_000), NOON);
        LedgerStatus standing = admitted.status();
        assertThat(standing.requests()).isEqualTo(new LedgerStatus.Rate(60, 59, Duration.ofSeconds(1)));
        assertThat(standing.tokens()).isEqualTo(new LedgerStatus.Rate(60_000, 45_000, Duration.ofSeconds(15)));
        assertThat(standing.inFlight()).isEqualTo(1);
        assertThat(standing.tokensHeld()).isEqualTo(15_000);
        assertThat(standing.nanoUsdHeld()).isEqualTo(700_000);
        assertThat(standing.tokens().remainingPerMillion()).isEqualTo(750_000);
    }

    private static Limits tokensPerMinute(long limit) {
        return Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, limit);
    }

    private long admittedTokens(Limits limits, Instant now) {
        long sum = 0;
        for (long piece = 1_000; piece > 0; piece /= 10) {
            while (sum < BEYOND_ALL_LIMITS && reserve(limits, piece, now) instanceof Admission.Admitted) {
                sum += piece;
            }
        }
        return sum;
    }

    private int count(Limits limits, Instant now) {
        int count = 0;
        while (count < BEYOND_ALL_LIMITS && reserve(limits, 0, now) instanceof Admission.Admitted) {
            count++;
        }
        return count;
    }
}
