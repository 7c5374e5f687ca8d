package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Claim;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.Shares;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.CountingStore;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.sharding.ReshardingResult;
import io.breakwater.quota.sharding.ShardedLedger;
import io.breakwater.quota.usage.LateUse;
import io.breakwater.quota.usage.UsageTotals;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An item that others write to at the same time.
final class ContendedItemTest {
    private static final String KEY = "T#search";
    private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
    private static final Epochs EPOCHS = Epochs.STANDARD;
    private static final Limits LIMITS =
            Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 600).with(LimitName.TOKENS_PER_MINUTE, 60_000);
    private static final Terms TERMS = Terms.of(LIMITS);
    private static final LateUse USE = LateUse.of(new UsageTotals(1, 10, 10), LIMITS, LedgerTime.nanos(NOW));
    private static final LedgerAmount DEMAND = new LedgerAmount(100, 1_000);

    private final CountingStore store = new CountingStore(new ReferenceStore());
    private final Ledger ledger = new Ledger(store, EPOCHS);
    private boolean contended;
    private boolean busy;
    private int refused;

    /// A ledger to which, from some moment on, another writer is always faster.
    private final Ledger slow = new Ledger(
            new LedgerStore() {
                @Override
                public WriteResult write(String key, ConditionalWrite write) {
                    if (busy) {
                        refused++;
                        return new WriteResult.Busy("too many at once");
                    }
                    return contended ? new WriteResult.Refused(other()) : store.write(key, write);
                }

                @Override
                public LedgerItem read(String key) {
                    return store.read(key);
                }
            },
            EPOCHS);

    private LedgerItem other() {
        refused++;
        return store.read(KEY);
    }

    private Reservation reserved(LedgerOperations by, Instant now) {
        return ((Admission.Admitted) by.reserve(KEY, LIMITS, DEMAND, now))
                .reservation()
                .marked(() -> new RenewalMark("mine"));
    }

    @Test
    void a_reservation_is_tried_eight_times() {
        contended = true;
        assertThat(slow.reserve(KEY, LIMITS, DEMAND, NOW)).isInstanceOf(Admission.Unavailable.class);
        assertThat(refused).isEqualTo(Ledger.MOST_TRIES);
    }

    @Test
    void a_settlement_is_tried_eight_times_and_a_renewal_too() {
        Reservation held = reserved(slow, NOW);
        contended = true;
        assertThat(slow.renew(held, NOW.plus(EPOCHS.length()))).isInstanceOf(RenewalResult.Unsure.class);
        assertThat(refused).isEqualTo(Ledger.MOST_TRIES);
        assertThat(slow.settle(held, DEMAND, NOW)).isInstanceOf(SettlementResult.LeftToHeal.class);
        assertThat(refused).isEqualTo(2 * Ledger.MOST_TRIES);
    }

    @Test
    void a_charge_is_tried_eight_times() {
        reserved(slow, NOW);
        contended = true;
        assertThat(slow.charge(KEY, TERMS, USE, NOW)).isInstanceOf(WriteResult.Refused.class);
        assertThat(refused).isEqualTo(Ledger.MOST_TRIES);
    }

    @Test
    void a_sweep_is_tried_eight_times_and_reports_nothing_that_it_could_not_drop() {
        reserved(slow, NOW);
        contended = true;
        SweepResult swept = slow.sweep(KEY, TERMS, NOW.plus(EPOCHS.length().multipliedBy(3)));
        assertThat(swept.nothing()).isTrue();
        assertThat(refused).isEqualTo(Ledger.MOST_TRIES);
        contended = false;
        assertThat(slow.sweep(KEY, TERMS, NOW.plus(EPOCHS.length().multipliedBy(3)))
                        .nothing())
                .isFalse();
    }

    @Test
    void a_store_that_has_too_much_to_do_with_an_item_is_asked_once() {
        Reservation held = reserved(slow, NOW);
        Instant later = NOW.plus(EPOCHS.length().multipliedBy(3));
        busy = true;
        assertThat(slow.reserve(KEY, LIMITS, DEMAND, NOW))
                .isEqualTo(new Admission.Unavailable("too many at once", false));
        assertThat(slow.charge(KEY, TERMS, USE, NOW)).isEqualTo(new WriteResult.Busy("too many at once"));
        assertThat(slow.renew(held, later)).isEqualTo(new RenewalResult.Unsure(held, "too many at once"));
        assertThat(slow.settle(held, DEMAND, NOW)).isEqualTo(new SettlementResult.LeftToHeal("too many at once"));
        assertThat(slow.sweep(KEY, TERMS, later).nothing()).isTrue();
        assertThat(refused).isEqualTo(5);
    }

    @Test
    void what_is_carried_to_other_items_is_tried_eight_times_and_then_told() {
        ledger.amend(KEY, Amendments.NONE.withSuspended(true), NOW);
        contended = true;
        assertThat(new ShardedLedger(slow, new SplittableRandom(1)).carry(KEY, 4, NOW))
                .isInstanceOfSatisfying(
                        ReshardingResult.Broken.class,
                        broken -> assertThat(broken.reason()).contains(KEY, "8 tries"));
        assertThat(refused).isEqualTo(Ledger.MOST_TRIES);
    }

    @Test
    void a_reservation_is_due_when_the_clock_has_left_its_epoch() {
        Reservation held = reserved(ledger, NOW);
        assertThat(ledger.due(held, NOW)).isFalse();
        assertThat(ledger.due(held, NOW.plus(EPOCHS.length()))).isTrue();
    }

    @Test
    void a_request_as_large_as_the_largest_fits_and_a_larger_one_does_not() {
        Limits limits = LIMITS.with(LimitName.LARGEST_REQUEST, 100);
        assertThat(ledger.reserve(KEY, limits, DEMAND, NOW)).isInstanceOf(Admission.Admitted.class);
        assertThat(ledger.reserve(KEY, limits, new LedgerAmount(101, 0), NOW)).isInstanceOf(Admission.TooLarge.class);
    }

    /// Two copies of the gateway use one item in turn, the second always after the first. When the
    /// second last wrote, the buckets and the epoch were older, so it predicts at first that they have
    /// expired.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_copy_that_always_comes_second_learns_that_the_first_has_set_anew_what_expired(boolean shared) {
        Terms terms = shared ? TERMS.claimed(new Claim(Priority.HIGH, Shares.DEFAULT)) : TERMS;
        Ledger second = new Ledger(store, EPOCHS);
        for (int round = 0; round < 4; round++) {
            both(second, terms, round);
        }
        int before = store.writes();
        for (int round = 4; round < 10; round++) {
            both(second, terms, round);
        }
        assertThat(store.writes() - before).as("one write for each reservation").isEqualTo(6 * 2);
    }

    @Test
    void one_round_without_the_first_copy_does_not_change_what_is_predicted() {
        Ledger second = new Ledger(store, EPOCHS);
        for (int round = 0; round < 6; round++) {
            both(second, TERMS, round);
        }
        reserved(second, NOW.plus(Duration.ofMinutes(18)));
        Instant next = NOW.plus(Duration.ofMinutes(21));
        reserved(ledger, next);
        int before = store.writes();
        reserved(second, next.plusMillis(1));
        assertThat(store.writes() - before).isEqualTo(1);
    }

    @Test
    void when_the_first_copy_is_gone_the_second_learns_that_nobody_resets_what_expired() {
        Ledger second = new Ledger(store, EPOCHS);
        for (int round = 0; round < 6; round++) {
            both(second, TERMS, round);
        }
        for (int round = 6; round < 10; round++) {
            reserved(second, NOW.plus(Duration.ofMinutes(3L * round)));
        }
        int before = store.writes();
        for (int round = 10; round < 16; round++) {
            reserved(second, NOW.plus(Duration.ofMinutes(3L * round)));
        }
        assertThat(store.writes() - before).isEqualTo(6);
    }

    private void both(Ledger second, Terms terms, int round) {
        Instant now = NOW.plus(Duration.ofMinutes(3L * round));
        assertThat(ledger.reserve(KEY, terms, DEMAND, now)).isInstanceOf(Admission.Admitted.class);
        assertThat(second.reserve(KEY, terms, DEMAND, now.plusMillis(1))).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void who_may_wait_takes_room_that_is_to_come_and_is_told_when_it_is_there() {
        Limits limits =
                Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 6_000).withBurst(10);
        Terms waiting = Terms.of(limits).waiting(Duration.ofSeconds(5));
        for (int request = 0; request < 6; request++) {
            assertThat(begins(waiting)).isZero();
        }
        assertThat(begins(waiting)).isEqualTo(Duration.ofSeconds(1));
        assertThat(begins(waiting)).isEqualTo(Duration.ofSeconds(2));
        assertThat(ledger.reserve(KEY, Terms.of(limits), DEMAND, NOW))
                .as("who does not wait is told how long it would be")
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(3)));
        for (int request = 0; request < 3; request++) {
            begins(waiting);
        }
        assertThat(ledger.reserve(KEY, waiting, DEMAND, NOW))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(6)));
    }

    private Duration begins(Terms terms) {
        return ((Admission.Admitted) ledger.reserve(KEY, terms, DEMAND, NOW))
                .reservation()
                .begins();
    }

    @Test
    void calls_are_counted_where_they_are_numbered() {
        reserved(ledger, NOW);
        assertThat(store.read(KEY).numbers()).doesNotContainKey("cN");
        assertThat(((Admission.Admitted) ledger.reserve(KEY, TERMS.withNumbers(), DEMAND, NOW))
                        .reservation()
                        .place())
                .hasValue(1);
        assertThat(store.read(KEY).numbers()).containsAllEntriesOf(Map.of("cN", 1L));
    }

    @Test
    void what_a_settlement_shows_is_remembered_and_an_older_item_is_not() {
        ledger.settle(reserved(ledger, NOW), new LedgerAmount(40, 1_000), NOW);
        assertThat(ledger.remembered(KEY, LIMITS, NOW).tokensToday()).isEqualTo(40);
        reserved(ledger, NOW);
        assertThat(ledger.remembered(KEY, LIMITS, NOW).tokensToday()).isEqualTo(140);
    }

    @Test
    void what_a_copy_has_learned_of_an_item_is_kept_when_requests_end() {
        Ledger second = new Ledger(store, EPOCHS);
        for (int round = 0; round < 4; round++) {
            bothEnd(second, round);
        }
        int before = store.writes();
        for (int round = 4; round < 10; round++) {
            bothEnd(second, round);
        }
        assertThat(store.writes() - before).as("two for each request").isEqualTo(6 * 4);
    }

    private void bothEnd(Ledger second, int round) {
        Instant now = NOW.plus(Duration.ofMinutes(3L * round));
        ledger.settle(reserved(ledger, now), DEMAND, now);
        second.settle(reserved(second, now.plusMillis(1)), DEMAND, now.plusMillis(1));
    }

    @Test
    void a_copy_that_has_not_seen_that_a_limit_was_learned_is_told_so_by_the_store() {
        Terms unknown = Terms.of(Limits.UNLIMITED).withNumbers();
        Ledger other = new Ledger(store, EPOCHS);
        assertThat(other.reserve(KEY, unknown, DEMAND, NOW)).isInstanceOf(Admission.Admitted.class);
        for (int call = 0; call < 8; call++) {
            Instant at = NOW.plusMillis(300L * call);
            Reservation throttled = ((Admission.Admitted) ledger.reserve(KEY, unknown, DEMAND, at)).reservation();
            ledger.settle(
                    throttled.failed(new Reservation.Failed(0, Reservation.Throttle.OF_UNKNOWN_QUOTA)),
                    LedgerAmount.NONE,
                    at);
        }

        assertThat(other.reserve(KEY, unknown, DEMAND, NOW.plusMillis(2_200)))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.limit()).isEqualTo(LimitName.REQUESTS_PER_MINUTE);
                    assertThat(refused.status().limits().requestsPerMinute()).isEqualTo(6);
                });
    }

    @Test
    void who_waits_for_two_limits_begins_with_the_later_and_not_with_one_that_is_only_watched() {
        Limits both = Limits.UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, 60)
                .with(LimitName.TOKENS_PER_MINUTE, 3_000)
                .withBurst(10);
        Terms waiting = Terms.of(both).waiting(Duration.ofSeconds(20));
        for (int request = 0; request < 6; request++) {
            begins(waiting);
        }
        assertThat(begins(waiting)).as("700 of 300 tokens, 50 a second").isEqualTo(Duration.ofSeconds(8));
        Terms watched = new Terms(both, 1, Set.of(LimitName.TOKENS_PER_MINUTE), false).waiting(Duration.ofSeconds(20));
        assertThat(begins(watched))
                .as("8 of 6 requests, one a second")
                .isBetween(Duration.ofMillis(1_999), Duration.ofSeconds(2));
    }

    @Test
    void the_most_tokens_of_one_request_are_what_fits_at_once_into_one_item_or_into_a_prioritys_part() {
        Limits limits =
                Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 60_000).withBurst(10);
        assertThat(Ledger.mostTokens(Terms.of(Limits.UNLIMITED))).isEqualTo(Long.MAX_VALUE);
        assertThat(Ledger.mostTokens(Terms.of(limits))).isEqualTo(6_000);
        assertThat(Ledger.mostTokens(Terms.of(limits).withLedgerShards(4))).isEqualTo(1_500);
        Terms claimed = Terms.of(Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 600))
                .claimed(new Claim(Priority.LOW, Shares.DEFAULT));
        assertThat(Ledger.mostTokens(claimed)).isEqualTo(220);
    }

    @Test
    void an_item_that_was_never_seen_has_no_room_that_one_could_count_on() {
        assertThat(ledger.execute(new LedgerQuery.HadRoom(KEY, TERMS, DEMAND, NOW)))
                .isFalse();
        reserved(ledger, NOW);
        assertThat(ledger.execute(new LedgerQuery.HadRoom(KEY, TERMS, DEMAND, NOW)))
                .isTrue();
        assertThat(ledger.execute(new LedgerQuery.HadRoom(KEY, TERMS, new LedgerAmount(59_901, 0), NOW)))
                .isFalse();
    }
}
