package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Price;
import io.breakwater.model.TokenUsage;
import io.breakwater.quota.amendments.StoredAmendments;
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
import io.breakwater.quota.usage.ModelKey;
import io.breakwater.quota.usage.UsageToday;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Money is counted in nano-USD in items that earlier versions count in micro-USD, while both versions
/// run.
final class MoneyOfBeforeTest {
    private static final String KEY = "T#search";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final long MONTH = LedgerTime.month(LedgerTime.nanos(NOON));
    private static final String ROUNDED = "r" + MONTH;
    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(2));
    /// The price is 0.02 USD per million tokens.
    private static final Price EMBEDDING = new Price(20_000, 0, 0, 0);

    private final ReferenceStore store = new ReferenceStore();
    private final Ledger ledger = new Ledger(store, EPOCHS);

    @Test
    void five_tokens_of_an_embedding_cost_a_tenth_of_a_micro_usd_and_ten_of_them_one() {
        long cost = EMBEDDING.nanoUsd(TokenUsage.of(5, 0));
        assertThat(cost).isEqualTo(100);
        IntStream.range(0, 10).forEach(_ -> spend(ledger, Limits.UNLIMITED, cost));
        assertThat(nanoUsd(Limits.UNLIMITED)).isEqualTo(1_000);
    }

    @Test
    void what_a_version_before_has_counted_is_read_times_a_thousand() {
        ModelKey model = ModelKey.OTHER;
        put(Map.of(
                "dW",
                LedgerTime.day(LedgerTime.nanos(NOON)),
                "mW",
                MONTH,
                "m",
                70L,
                "ce",
                EPOCHS.epoch(LedgerTime.nanos(NOON)),
                "h0",
                20L,
                "bW",
                LedgerTime.day(LedgerTime.nanos(NOON)),
                "bN",
                1L,
                "qother",
                3L,
                "xother",
                50L));
        assertThat(nanoUsd(Limits.UNLIMITED)).isEqualTo(70_000);
        assertThat(ledger.status(KEY, Limits.UNLIMITED, NOON).nanoUsdHeld()).isEqualTo(20_000);
        assertThat(UsageToday.models(store.read(KEY), NOON).get(model).nanoUsd())
                .isEqualTo(50_000);
    }

    @Test
    void an_override_that_a_version_before_has_stored_is_read_times_a_thousand_and_stored_as_before() {
        put(Map.of("av", 3L, "oM", 10_000L, "uM", LedgerTime.nanos(NOON.plusSeconds(60))));
        var read = StoredAmendments.in(store.read(KEY));
        assertThat(read.overrides().get(LimitName.USD_PER_MONTH).value()).isEqualTo(10_000_000);
        assertThat(StoredAmendments.replace(read).changes()).contains(new Change.Put("oM", 10_000));
    }

    /// Processes of the version before the change read micro-USD alone, so what they show must never be
    /// less than what was spent.
    @Test
    void old_and_new_processes_side_by_side_count_one_sum_and_keep_one_limit() {
        Depth.seeds(200).forEach(seed -> new SideBySide(seed).run());
    }

    @Test
    void what_was_rounded_up_is_taken_back_once_it_is_a_tenth_of_a_cent_by_one_of_two() {
        Ledger other = new Ledger(store, EPOCHS);
        spend(ledger, Limits.UNLIMITED, 1_000);
        spend(other, Limits.UNLIMITED, 1_000);
        store.write(
                KEY,
                new ConditionalWrite(
                        List.of(), List.of(new Change.Add("m", 1_000), new Change.Add(ROUNDED, 1_000_000))));
        Reservation one = reserve(ledger, Limits.UNLIMITED, 1_000);
        Reservation two = reserve(other, Limits.UNLIMITED, 1_000);
        ledger.settle(one, new LedgerAmount(1, 1_000), NOON);
        other.settle(two, new LedgerAmount(1, 1_000), NOON);
        assertThat(store.read(KEY).orZero(ROUNDED)).isZero();
        assertThat(store.read(KEY).orZero("m")).isEqualTo(4);
        assertThat(nanoUsd(Limits.UNLIMITED)).isEqualTo(4_000);
    }

    @Test
    void what_was_rounded_up_makes_room_for_the_last_request_of_a_budget() {
        Limits two = Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, 2_000);
        IntStream.range(0, 10).forEach(_ -> spend(ledger, two, 100));
        assertThat(store.read(KEY).orZero("m"))
                .as("as the version before reads it")
                .isLessThanOrEqualTo(2);
        assertThat(ledger.reserve(KEY, two, new LedgerAmount(1, 1_000), NOON)).isInstanceOf(Admission.Admitted.class);
        assertThat(ledger.reserve(KEY, two, new LedgerAmount(1, 1), NOON)).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void a_month_that_a_version_before_begins_has_nothing_of_the_last() {
        Instant december = Instant.parse("2026-12-01T00:00:01Z");
        IntStream.range(0, 300).forEach(_ -> spend(ledger, Limits.UNLIMITED, 1));
        assertThat(store.read(KEY).orZero(ROUNDED)).isPositive();

        put(Map.of("mW", MONTH + 1, "m", 5_000L, "h0", 0L, "h1", 0L));
        assertThat(ledger.status(KEY, Limits.UNLIMITED, december).nanoUsdThisMonth())
                .isEqualTo(5_000_000);
        spend(ledger, Limits.UNLIMITED, 1, december);
        assertThat(ledger.status(KEY, Limits.UNLIMITED, december).nanoUsdThisMonth())
                .isEqualTo(5_000_001);

        spend(ledger, Limits.UNLIMITED, 1, Instant.parse("2027-01-01T00:00:01Z"));
        assertThat(store.read(KEY).numbers().keySet())
                .filteredOn(name -> name.charAt(0) == 'r')
                .containsExactly("r" + (MONTH + 2));
    }

    /// A request that was refused is told that the budget is spent: there is nothing for it to wait
    /// for.
    @Test
    void a_budget_that_is_spent_to_within_a_micro_usd_is_spent() {
        Limits ten = Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, 10_000);
        spend(ledger, ten, 9_100);
        assertThat(ledger.reserve(KEY, ten, new LedgerAmount(1, 100), NOON))
                .isInstanceOfSatisfying(Admission.Refused.class, refused -> {
                    assertThat(refused.shortfall().onlyHeld()).isFalse();
                    assertThat(refused.retryAfter()).isGreaterThan(Duration.ofDays(1));
                });
    }

    @Test
    void the_largest_monthly_budget_is_counted_to_its_last_micro_usd() {
        Limits largest = Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, Limits.LARGEST_NANO_USD);
        spend(ledger, largest, Limits.LARGEST_NANO_USD - 1_000);
        assertThat(ledger.status(KEY, largest, NOON).usedPerMillion()).hasValue(999_999);
        spend(ledger, largest, 1_000);
        assertThat(ledger.reserve(KEY, largest, new LedgerAmount(1, 1), NOON)).isInstanceOf(Admission.Refused.class);
        assertThat(nanoUsd(largest)).isEqualTo(Limits.LARGEST_NANO_USD);
    }

    private static void spend(Ledger ledger, Limits limits, long nanoUsd) {
        spend(ledger, limits, nanoUsd, NOON);
    }

    private static void spend(Ledger ledger, Limits limits, long nanoUsd, Instant now) {
        ledger.settle(reserve(ledger, limits, nanoUsd, now), new LedgerAmount(1, nanoUsd), now);
    }

    private static Reservation reserve(Ledger ledger, Limits limits, long nanoUsd) {
        return reserve(ledger, limits, nanoUsd, NOON);
    }

    private static Reservation reserve(Ledger ledger, Limits limits, long nanoUsd, Instant now) {
        Admission answer = ledger.reserve(KEY, limits, new LedgerAmount(1, nanoUsd), now);
        assertThat(answer).isInstanceOf(Admission.Admitted.class);
        return ((Admission.Admitted) answer).reservation();
    }

    private long nanoUsd(Limits limits) {
        return ledger.status(KEY, limits, NOON).nanoUsdThisMonth();
    }

    private void put(Map<String, Long> numbers) {
        List<Change> changes = new ArrayList<>();
        numbers.forEach((name, value) -> changes.add(new Change.Put(name, value)));
        store.write(KEY, new ConditionalWrite(List.of(), changes));
    }

    /// Both versions on one item, compared with a separate sum. The old version is what its planner
    /// wrote: micro-USD into `m` and `h`, under a guard on `m`.
    private static final class SideBySide {
        private static final long LIMIT = 400;

        private final Random random;
        private final ReferenceStore store = new ReferenceStore();
        private final Ledger current = new Ledger(store, EPOCHS);
        private final Limits limits = Limits.UNLIMITED.with(LimitName.USD_PER_MONTH, 1_000 * LIMIT);
        private final List<Reservation> ours = new ArrayList<>();
        private final List<Long> theirs = new ArrayList<>();
        private long spent;

        SideBySide(long seed) {
            random = new Random(seed);
        }

        void run() {
            spend(current, limits, 1_000);
            spent = 1_000;
            for (int step = 0; step < 200; step++) {
                step();
                LedgerItem item = store.read(KEY);
                long held = ours.stream()
                                .mapToLong(each -> each.amount().nanoUsd())
                                .sum()
                        + theirs.stream().mapToLong(each -> 1_000 * each).sum();
                assertThat(current.status(KEY, limits, NOON).nanoUsdThisMonth()).isEqualTo(spent + held);
                assertThat(spent + held).isLessThanOrEqualTo(1_000 * LIMIT);
                assertThat(1_000 * item.orZero(ItemAttributes.MONTH_MICRO_USD)).isGreaterThanOrEqualTo(spent + held);
            }
        }

        private void step() {
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (current.reserve(KEY, limits, new LedgerAmount(1, 1_000L * (1 + random.nextInt(9))), NOON)
                            instanceof Admission.Admitted(Reservation reservation, var _)) {
                        ours.add(reservation);
                    }
                }
                case 1 -> reserveBefore(1 + random.nextInt(9));
                case 2 -> {
                    if (!ours.isEmpty()) {
                        Reservation ended = ours.remove(random.nextInt(ours.size()));
                        long used = random.nextLong(1 + ended.amount().nanoUsd());
                        current.settle(ended, new LedgerAmount(1, used), NOON);
                        spent += used;
                    }
                }
                default -> {
                    if (!theirs.isEmpty()) {
                        settleBefore(theirs.remove(random.nextInt(theirs.size())));
                    }
                }
            }
        }

        private void reserveBefore(long microUsd) {
            ConditionalWrite write = new ConditionalWrite(
                    List.of(new Guard.Equal("mW", MONTH), new Guard.AtMost("m", LIMIT - microUsd)),
                    List.of(new Change.Add("m", microUsd), new Change.Add("h0", microUsd)));
            if (store.write(KEY, write) instanceof WriteResult.Applied) {
                theirs.add(microUsd);
            }
        }

        private void settleBefore(long microUsd) {
            long used = random.nextLong(1 + microUsd);
            store.write(
                    KEY,
                    new ConditionalWrite(
                            List.of(new Guard.Equal("mW", MONTH)),
                            List.of(new Change.Add("m", used - microUsd), new Change.Add("h0", -microUsd))));
            spent += 1_000 * used;
        }
    }
}
