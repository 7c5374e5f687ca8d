package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Claim;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Priority;
import io.breakwater.model.Shares;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.CapacityGrant;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Claims about priorities that share a target.
final class SharesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Limits TARGET = Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 60_000);

    private final ReferenceStore store = new ReferenceStore();
    private final Ledger ledger = new Ledger(store, new Epochs(Duration.ofMinutes(5)));

    @Test
    void of_what_is_idle_high_may_use_most_and_low_least() {
        assertThat(borrowed(Priority.LOW)).isLessThan(borrowed(Priority.STANDARD));
        assertThat(borrowed(Priority.STANDARD)).isLessThan(borrowed(Priority.HIGH));
    }

    @Test
    void a_reservation_says_whose_room_it_took() {
        assertThat(reserve(Priority.HIGH, 7_500).grant()).isEqualTo(CapacityGrant.GUARANTEED);
        assertThat(reserve(Priority.HIGH, 1).grant()).isEqualTo(CapacityGrant.BORROWED);
    }

    @Test
    void room_that_is_kept_for_others_is_foreseen_as_kept() {
        borrowed(Priority.LOW);
        assertThat(ledger.foresee("P#LOW", terms(Priority.LOW), new LedgerAmount(1_000, 0), NOW))
                .isEqualTo(CapacityGrant.KEPT);
        assertThat(ledger.foresee("P#LOW", terms(Priority.HIGH), new LedgerAmount(1_000, 0), NOW))
                .isEqualTo(CapacityGrant.GUARANTEED);
        assertThat(ledger.foresee("P#LOW", terms(Priority.LOW), new LedgerAmount(59_000, 0), NOW))
                .isEqualTo(CapacityGrant.FULL);
    }

    @Test
    void what_was_not_used_comes_back_to_the_own_bucket_as_well() {
        Reservation all = reserve(Priority.HIGH, 7_500);
        ledger.settle(all, LedgerAmount.NONE, NOW);
        assertThat(reserve(Priority.HIGH, 7_500).grant()).isEqualTo(CapacityGrant.GUARANTEED);
    }

    @Test
    void a_part_that_was_not_used_takes_its_part_of_the_own_bucket_with_it() {
        long now = LedgerTime.nanos(NOW);
        ledger.settle(reserve(Priority.HIGH, 7_500), new LedgerAmount(5_000, 0), NOW);
        assertThat(store.read("P#a").numbers())
                .containsEntry("tT", now + 5_000_000_000L)
                .containsEntry("gTh", now + 10_000_000_000L);
    }

    @Test
    void what_was_borrowed_comes_back_to_the_shared_bucket_alone() {
        long now = LedgerTime.nanos(NOW);
        reserve(Priority.HIGH, 7_500);
        Reservation borrowed = reserve(Priority.HIGH, 1_000);
        ledger.settle(borrowed, LedgerAmount.NONE, NOW);
        assertThat(store.read("P#a").numbers())
                .containsEntry("tT", now + 7_500_000_000L)
                .containsEntry("gTh", now + 15_000_000_000L);
    }

    /// High has half of the limit: a token takes a millisecond, since a minute has 60,000, and two
    /// milliseconds of its own bucket.
    @Test
    void what_is_used_beyond_a_guaranteed_reservation_is_a_debt_of_both_buckets() {
        long now = LedgerTime.nanos(NOW);
        ledger.settle(reserve(Priority.HIGH, 100), new LedgerAmount(600, 0), NOW);
        assertThat(store.read("P#a").numbers())
                .containsEntry("tT", now + 600_000_000L)
                .containsEntry("gTh", now + 1_200_000_000L);
    }

    @Test
    void what_has_leaked_out_of_the_own_bucket_does_not_come_back_to_it() {
        long now = LedgerTime.nanos(NOW);
        reserve(Priority.LOW, 10_000);
        Reservation unused = reserve(Priority.HIGH, 1_000);
        ledger.settle(unused, LedgerAmount.NONE, NOW.plusMillis(1_500));
        assertThat(store.read("P#a").numbers())
                .containsEntry("tT", now + 10_000_000_000L)
                .containsEntry("gTh", now + 1_500_000_000L);
    }

    @Test
    void a_refusal_tells_the_shorter_wait() {
        reserve(Priority.LOW, 2_250);
        for (int request = 0; request < 60; request++) {
            ask("P#a", Priority.LOW, 1_000);
        }
        assertThat(ask("P#a", Priority.LOW, 1_000)).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.limit()).isEqualTo(LimitName.TOKENS_PER_MINUTE);
            assertThat(refused.retryAfter()).isLessThanOrEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    void without_shares_nothing_but_the_shared_buckets_is_written() {
        Terms open = Terms.of(TARGET).claimed(new Claim(Priority.LOW, SharedTarget.SHARES.among(Set.of(Priority.LOW))));
        assertThat(ledger.reserve("P#a", open, new LedgerAmount(60_000, 0), NOW))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(store.read("P#a").numbers()).doesNotContainKey("gTl");
    }

    @Test
    void nothing_is_kept_for_a_priority_that_no_tenant_has() {
        assertThat(Shares.DEFAULT.among(Set.of(Priority.LOW, Priority.STANDARD)))
                .isEqualTo(new Shares(0, 35, 15));
        assertThat(Shares.DEFAULT.among(Set.of(Priority.HIGH))).isEqualTo(Shares.NONE);
    }

    /// How much one priority gets at once from an idle target of its own.
    private long borrowed(Priority priority) {
        long tokens = 0;
        while (tokens < TARGET.tokensPerMinute() && ask("P#" + priority, priority, 500) instanceof Admission.Admitted) {
            tokens += 500;
        }
        return tokens;
    }

    private Reservation reserve(Priority priority, long tokens) {
        return ((Admission.Admitted) ask("P#a", priority, tokens)).reservation();
    }

    private Admission ask(String key, Priority priority, long tokens) {
        return ledger.reserve(key, terms(priority), new LedgerAmount(tokens, 0), NOW);
    }

    private static Terms terms(Priority priority) {
        return Terms.of(TARGET).claimed(new Claim(priority, Shares.DEFAULT));
    }
}
