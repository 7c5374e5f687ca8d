package io.breakwater.quota.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.FailMode;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.item.FailingStore;
import io.breakwater.quota.item.FailingStore.Fate;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.LedgerOperations;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Forty processes that serve one tenant all through half an hour without the store, and after it.
final class LongOutageTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final String KEY = "T#search";
    private static final int PER_MINUTE = 600;
    private static final Limits LIMITS = Limits.UNLIMITED
            .with(LimitName.REQUESTS_PER_MINUTE, PER_MINUTE)
            .with(LimitName.TOKENS_PER_MINUTE, 100L * PER_MINUTE)
            .with(LimitName.TOKENS_PER_DAY, 1_000_000_000);
    private static final LedgerAmount DEMAND = new LedgerAmount(100, 1_000);
    private static final int COPIES = 40;
    private static final int OUTAGE = 30 * 60;

    private boolean down;
    private final ReferenceStore items = new ReferenceStore();
    private final LedgerStore store = new FailingStore(items, () -> {}, () -> down ? Fate.LOST : Fate.TAKEN);

    private final List<LedgerOperations> copies =
            Stream.generate(this::copy).limit(COPIES).toList();

    private LedgerOperations copy() {
        LocalAllowance allowance = new LocalAllowance(new ReferenceStore(), Epochs.STANDARD, COPIES);
        return new OutageTolerantLedger(new Ledger(store, Epochs.STANDARD), Outage.with(allowance), FailMode.LOCAL);
    }

    private boolean served(LedgerOperations copy, Instant now) {
        if (copy.reserve(KEY, LIMITS, DEMAND, now) instanceof Admission.Admitted admitted) {
            copy.settle(admitted.reservation(), DEMAND, now);
            return true;
        }
        return false;
    }

    /// The requests admitted in each second, if each copy sends one every so many seconds.
    private int[] admitted(int from, int to, int every) {
        return IntStream.range(from, to)
                .map(second -> (int) IntStream.range(0, COPIES)
                        .filter(copy -> (second + copy) % every == 0)
                        .filter(copy -> served(copies.get(copy), NOON.plusSeconds(second)))
                        .count())
                .toArray();
    }

    private int[] admittedInTheOutage(int every) {
        down = true;
        int[] admitted = admitted(0, OUTAGE, every);
        down = false;
        return admitted;
    }

    @Test
    void a_tenant_that_wants_four_times_its_limit_gets_all_of_the_limit_again_within_a_minute_and_no_more() {
        int without = IntStream.of(admittedInTheOutage(1)).sum();
        int[] after = admitted(OUTAGE, OUTAGE + 180, 1);

        assertThat(IntStream.of(after).skip(60).limit(60).sum())
                .as("in the second minute after it")
                .isBetween(PER_MINUTE - 10, PER_MINUTE + 10);
        assertThat(without + IntStream.of(after).sum())
                .as("the limit of 33 minutes, a burst, and one of each copy before all have booked")
                .isLessThanOrEqualTo(33 * PER_MINUTE + PER_MINUTE + COPIES);
    }

    @Test
    void a_tenant_that_keeps_within_its_limit_is_refused_nothing_after_it() {
        int without = IntStream.of(admittedInTheOutage(5)).sum();
        int after = IntStream.of(admitted(OUTAGE, OUTAGE + 120, 5)).sum();
        assertThat(without).isEqualTo(OUTAGE / 5 * COPIES);
        assertThat(after).isEqualTo(120 / 5 * COPIES);
    }
}
