package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.RetryBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// How many retries may fail at a target, recorded in its ledger item for all copies.
final class RetryBudgetTest {
    private static final String KEY = "P#a/us-east-1/sonnet";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Terms CALL = Terms.of(Limits.UNLIMITED).withNumbers();
    private static final Terms RETRY = CALL.retrying();
    private static final LedgerAmount AMOUNT = new LedgerAmount(1_000, 0);

    private final ReferenceStore store = new ReferenceStore();
    private final Ledger copy = copy();

    private Ledger copy() {
        return new Ledger(store, Epochs.STANDARD);
    }

    /// Whether a retry may be made; the retry fails and counts as this many.
    private static boolean failed(Ledger ledger, int retries, Instant at) {
        if (ledger.reserve(KEY, RETRY, AMOUNT, at) instanceof Admission.Admitted(Reservation reservation, var _)) {
            ledger.settle(
                    reservation.failed(new Reservation.Failed(retries, Reservation.Throttle.NONE)),
                    LedgerAmount.NONE,
                    at);
            return true;
        }
        return false;
    }

    private static int failedInARow(Ledger ledger, Instant at) {
        int retries = 0;
        while (retries < 100 && failed(ledger, 1, at)) {
            retries++;
        }
        return retries;
    }

    private static void calls(Ledger ledger, int calls, Instant at) {
        for (int call = 0; call < calls; call++) {
            ledger.settle(((Admission.Admitted) ledger.reserve(KEY, CALL, AMOUNT, at)).reservation(), AMOUNT, at);
        }
    }

    @Test
    void about_twenty_may_fail_in_a_row_and_then_one_for_each_ten_calls() {
        assertThat(failedInARow(copy, NOON)).as("each is a call as well").isEqualTo(23);
        calls(copy, 9, NOON);
        assertThat(failed(copy, 1, NOON)).isTrue();
        assertThat(failed(copy, 1, NOON)).isFalse();
        calls(copy, 100, NOON);
        assertThat(failedInARow(copy, NOON)).isEqualTo(11);
    }

    @Test
    void retries_that_were_under_way_when_the_first_failed_leave_no_debt_of_hours() {
        List<Reservation> underWay = Stream.generate(() -> copy.reserve(KEY, RETRY, AMOUNT, NOON))
                .limit(300)
                .map(admission -> ((Admission.Admitted) admission).reservation())
                .toList();
        underWay.forEach(each -> copy.settle(
                each.failed(new Reservation.Failed(2, Reservation.Throttle.NONE)), LedgerAmount.NONE, NOON));

        assertThat(failed(copy, 1, NOON)).isFalse();
        assertThat(failed(copy, 1, NOON.plusSeconds(15))).isTrue();
    }

    @Test
    void a_quiet_target_may_fail_one_in_five_seconds() {
        failedInARow(copy, NOON);
        assertThat(failed(copy, 1, NOON.plusSeconds(3))).isFalse();
        assertThat(failedInARow(copy, NOON.plusSeconds(5))).isEqualTo(1);
        assertThat(failedInARow(copy, NOON.plusSeconds(3_605)))
                .as("no more pile up")
                .isEqualTo(23);
    }

    @Test
    void a_retry_that_is_answered_takes_nothing() {
        for (int retry = 0; retry < 1_000; retry++) {
            Admission answer = copy.reserve(KEY, RETRY, AMOUNT, NOON);
            copy.settle(((Admission.Admitted) answer).reservation(), AMOUNT, NOON);
        }
        assertThat(store.read(KEY).has(ItemAttributes.RETRIES)).isFalse();
    }

    @Test
    void a_retry_that_was_waited_for_counts_twice() {
        int retries = 0;
        while (retries < 100 && failed(copy, 2, NOON)) {
            retries++;
        }
        assertThat(retries).isEqualTo(11);
    }

    @Test
    void all_copies_have_one_budget_whatever_each_has_seen_of_it() {
        int retries = 0;
        for (int copies = 0; copies < 300; copies++) {
            retries += failed(copy(), 1, NOON) ? 1 : 0;
        }
        assertThat(retries).isEqualTo(23);
        assertThat(failed(copy, 1, NOON)).as("who has seen nothing yet").isFalse();
        assertThat(copy.reserve(KEY, CALL, AMOUNT, NOON)).as("no retry").isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void who_is_refused_for_it_is_told_so_and_how_long_it_lasts() {
        failedInARow(copy, NOON);
        assertThat(copy.reserve(KEY, RETRY, AMOUNT, NOON)).isInstanceOfSatisfying(Admission.Refused.class, refused -> {
            assertThat(refused.shortfall().ofRetries()).isTrue();
            assertThat(refused.retryAfter()).isBetween(Duration.ofMillis(1), Duration.ofSeconds(5));
            assertThat(failed(copy(), 1, NOON.plus(refused.retryAfter()))).isTrue();
        });
    }

    @Test
    void a_budget_that_is_whole_again_at_this_moment_is_charged_like_any_other() {
        long now = LedgerTime.nanos(NOON);
        long clock = now / 500_000_000L;
        assertThat(charged(clock - 1)).as("whole before").isEqualTo(clock + 10);
        assertThat(charged(clock)).isEqualTo(clock + 10);
        assertThat(charged(clock + 200)).as("used up").isEqualTo(clock + 210);
        assertThat(charged(clock + 201)).as("overdrawn").isEqualTo(clock + 201);
    }

    private static long charged(long before) {
        LedgerItem item = new LedgerItem(Map.of(ItemAttributes.RETRIES, before));
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        RetryBudget.charge(item, 0, LedgerTime.nanos(NOON), 1, guards, changes);
        WriteResult result = new ConditionalWrite(guards, changes).against(item);
        return ((WriteResult.Applied) result).item().orZero(ItemAttributes.RETRIES);
    }
}
