package io.breakwater.quota.usage;

import static io.breakwater.quota.operations.LedgerScenario.admitted;
import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.Sample;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.ModelId;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Claims about the day's usage by model.
final class ModelBookingTest {
    private static final String KEY = "T#search";
    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));
    private static final Instant NOON = Sample.NOW;
    private static final Instant TOMORROW = NOON.plus(Duration.ofDays(1));
    private static final ModelKey SONNET = ModelKey.of(new ModelId("anthropic.claude-sonnet-4-6"));
    private static final ModelKey HAIKU = ModelKey.of(new ModelId("anthropic.claude-haiku-4-5"));

    private final ReferenceStore store = new ReferenceStore();
    private final Ledger ledger = new Ledger(store, EPOCHS);

    @Test
    void each_settlement_is_booked_as_its_model_by_the_same_write() {
        Reservation one = reserve(NOON);
        Reservation two = reserve(NOON);
        int writes = store.writes();
        ledger.settle(one.bookedAs(SONNET), new LedgerAmount(70, 7_000), NOON);
        ledger.settle(two.bookedAs(SONNET), new LedgerAmount(30, 3_000), NOON);
        assertThat(store.writes() - writes).isEqualTo(2);
        assertThat(breakdown(NOON)).containsExactly(Map.entry(SONNET, new UsageTotals(2, 100, 10_000)));
    }

    @Test
    void a_new_day_begins_with_nothing() {
        settle(SONNET, NOON);
        assertThat(breakdown(TOMORROW)).isEmpty();
        settle(HAIKU, TOMORROW);
        assertThat(breakdown(TOMORROW)).containsExactly(Map.entry(HAIKU, new UsageTotals(1, 50, 5_000)));
        assertThat(image().number(SONNET.requests())).isEmpty();
    }

    @Test
    void a_late_settlement_of_yesterday_is_left_out_of_the_breakdown_and_not_of_the_bill() {
        Reservation late = reserve(NOON);
        settle(HAIKU, TOMORROW);
        long before = image().orZero(ItemAttributes.MONTH_MICRO_USD);
        ledger.settle(late.bookedAs(SONNET), new LedgerAmount(500, 40_000), TOMORROW);
        assertThat(breakdown(TOMORROW)).containsOnlyKeys(HAIKU);
        assertThat(image().orZero(ItemAttributes.MONTH_MICRO_USD)).isEqualTo(before - 10 + 40);
    }

    @Test
    void beyond_twelve_models_the_rest_is_booked_as_other() {
        IntStream.range(0, 15).forEach(index -> settle(model(index), NOON));
        settle(model(3), NOON);
        Map<ModelKey, UsageTotals> booked = breakdown(NOON);
        assertThat(booked).hasSize(ModelBooking.MOST + 1);
        assertThat(booked).containsEntry(ModelKey.OTHER, new UsageTotals(3, 150, 15_000));
        assertThat(booked).containsEntry(model(3), new UsageTotals(2, 100, 10_000));
    }

    /// The write that removes yesterday's models is made from a view of the item that lacks one of
    /// them.
    @Test
    void a_model_that_this_process_has_not_seen_does_not_outlive_its_day() {
        settle(SONNET, NOON);
        LedgerItem stale = image();
        List<Guard> guards = new ArrayList<>();
        new ModelBooking(stale, stale.orZero(ItemAttributes.DAY) + 1)
                .book(List.of(new ModelAmount(HAIKU, LedgerAmount.NONE)), guards, new ArrayList<>());
        Map<String, Long> more = new HashMap<>(stale.numbers());
        more.merge(ItemAttributes.MODELS, 1L, Long::sum);
        assertThat(new ConditionalWrite(guards, List.of()).holds(stale)).isTrue();
        assertThat(new ConditionalWrite(guards, List.of()).holds(new LedgerItem(more)))
                .isFalse();
    }

    /// One settlement may book several models: a gathered answer was run again elsewhere.
    @Test
    void of_thirteen_models_in_one_settlement_the_last_is_booked_as_other() {
        assertThat(apply(booked(LedgerItem.EMPTY, models(0, 13))))
                .hasSize(ModelBooking.MOST + 1)
                .containsEntry(ModelKey.OTHER, new UsageTotals(1, 50, 5_000));
    }

    @Test
    void models_of_yesterday_have_no_place_of_their_own_today() {
        IntStream.range(0, ModelBooking.MOST).forEach(index -> settle(model(index), NOON));
        LedgerItem yesterday = image();
        List<ModelKey> turned = new ArrayList<>(models(ModelBooking.MOST, ModelBooking.MOST + 12));
        turned.add(model(0));

        assertThat(apply(booked(yesterday, models(0, ModelBooking.MOST + 1))))
                .containsKey(ModelKey.OTHER)
                .doesNotContainKey(model(ModelBooking.MOST));
        assertThat(apply(booked(yesterday, turned))).containsKey(ModelKey.OTHER).doesNotContainKey(model(0));
    }

    @Test
    void a_model_that_has_a_place_takes_none_from_a_new_one_in_the_same_settlement() {
        IntStream.range(0, ModelBooking.MOST - 1).forEach(index -> settle(model(index), NOON));
        List<Change> changes = new ArrayList<>();
        new ModelBooking(image(), day(image()))
                .book(amounts(List.of(model(0), model(20), model(21))), new ArrayList<>(), changes);

        assertThat(changes)
                .extracting(Change::attribute)
                .contains(model(20).requests(), ModelKey.OTHER.requests())
                .doesNotContain(model(21).requests());
    }

    @Test
    void the_number_of_models_is_guarded_only_where_one_is_added() {
        settle(SONNET, NOON);
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        new ModelBooking(image(), day(image())).book(amounts(List.of(SONNET)), guards, changes);

        assertThat(guards).doesNotContain(new Guard.Equal(ItemAttributes.MODELS, 1));
        assertThat(changes).extracting(Change::attribute).doesNotContain(ItemAttributes.MODELS);
    }

    /// DynamoDB refuses an update that names an attribute twice.
    @Test
    void a_model_that_is_called_on_two_days_is_named_once_by_the_write_of_the_second() {
        settle(SONNET, NOON);
        settle(HAIKU, NOON);

        assertThat(booked(image(), List.of(SONNET)).changes())
                .extracting(Change::attribute)
                .doesNotHaveDuplicates()
                .contains(HAIKU.requests());
    }

    @Test
    void what_two_items_of_a_key_have_booked_is_added_up_by_model() {
        settle(SONNET, NOON);
        LedgerStatus status = ledger.status(KEY, Limits.UNLIMITED, NOON);
        UsageTotals one = new UsageTotals(1, 10, 1_000);

        assertThat(new UsageToday(status, Map.of(SONNET, one))
                        .plus(new UsageToday(status, Map.of(SONNET, one, HAIKU, one)))
                        .models())
                .isEqualTo(Map.of(SONNET, new UsageTotals(2, 20, 2_000), HAIKU, one));
    }

    /// The write that books these models on the day after the item's day.
    private static ConditionalWrite booked(LedgerItem item, List<ModelKey> models) {
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        new ModelBooking(item, day(item) + 1).book(amounts(models), guards, changes);
        ConditionalWrite write = new ConditionalWrite(guards, changes);
        assertThat(write.holds(item)).isTrue();
        return write;
    }

    private static Map<ModelKey, UsageTotals> apply(ConditionalWrite write) {
        LedgerItem after = write.applyTo(LedgerItem.EMPTY);
        return UsageToday.models(after, Instant.EPOCH.plus(Duration.ofDays(after.orZero(ItemAttributes.MODELS_DAY))));
    }

    private static long day(LedgerItem item) {
        return item.orZero(ItemAttributes.DAY);
    }

    private static List<ModelKey> models(int from, int to) {
        return IntStream.range(from, to).mapToObj(ModelBookingTest::model).toList();
    }

    private static List<ModelAmount> amounts(List<ModelKey> models) {
        return models.stream()
                .map(model -> new ModelAmount(model, new LedgerAmount(50, 5_000)))
                .toList();
    }

    @Test
    void histories_of_several_processes_agree_with_a_naive_sum() {
        Depth.seeds(500).forEach(seed -> new History(seed).run());
    }

    /// An attribute takes its name's bytes and, for a number, one byte for two digits and one byte more
    /// ("DynamoDB item sizes and formats", Amazon DynamoDB Developer Guide).
    @Test
    void an_item_with_every_number_there_is_stays_below_a_kilobyte() {
        amendEverything();
        carryFrom(64, 16);
        IntStream.range(0, 15)
                .forEach(index ->
                        ledger.settle(reserve(NOON).bookedAs(model(index)), new LedgerAmount(50, 5_001), NOON));
        long bytes = ("pk" + "T#" + "t".repeat(32) + "#64#63").length();
        for (Map.Entry<String, Long> each : image().numbers().entrySet()) {
            boolean sum = "qnxy".indexOf(each.getKey().charAt(0)) >= 0;
            int digits = sum ? 12 : Long.toString(each.getValue()).length();
            bytes += each.getKey().length() + Math.ceilDiv(digits, 2) + 1;
        }
        assertThat(bytes).isLessThan(1_024);
    }

    private void amendEverything() {
        Map<LimitName, LimitOverride> all = new EnumMap<>(LimitName.class);
        for (LimitName limit : LimitName.values()) {
            all.put(limit, new LimitOverride(Limits.LARGEST, TOMORROW));
        }
        ledger.amend(KEY, new Amendments(0, false, all), NOON);
    }

    /// Writes what two earlier numbers of items leave behind in one month.
    private void carryFrom(int... numbers) {
        for (char kind : new char[] {'i', 'j'}) {
            store.write(
                    KEY,
                    new ConditionalWrite(
                            List.of(), List.of(new Change.Put(ItemAttributes.carriedWindow(kind), 24_322))));
            for (int items : numbers) {
                Change most = new Change.Put(ItemAttributes.carried(kind, items), Limits.LARGEST);
                store.write(KEY, new ConditionalWrite(List.of(), List.of(most)));
            }
        }
    }

    /// Requests of several processes over some days, settled in any order, compared with separate sums.
    private static final class History {
        private final Random random;
        private final ReferenceStore store = new ReferenceStore();
        private final List<Ledger> ledgers = new ArrayList<>();
        private final List<Reservation> running = new ArrayList<>();
        private final Map<ModelKey, UsageTotals> expected = new HashMap<>();
        private long day;
        private Instant now = NOON;

        History(long seed) {
            random = new Random(seed);
            IntStream.rangeClosed(0, random.nextInt(4)).forEach(_ -> ledgers.add(new Ledger(store, EPOCHS)));
        }

        void run() {
            for (int step = 0; step < 150; step++) {
                now = now.plusSeconds(random.nextInt(40) == 0 ? 50_000 : random.nextInt(20));
                if (running.isEmpty() || random.nextBoolean()) {
                    running.add(admitted(any().reserve(KEY, Limits.UNLIMITED, new LedgerAmount(100, 10_000), now)));
                } else {
                    end(running.remove(random.nextInt(running.size())));
                }
            }
        }

        private void end(Reservation reservation) {
            ModelKey model = model(random.nextInt(20));
            LedgerAmount used = new LedgerAmount(random.nextInt(200), 1 + random.nextInt(20_000));
            boolean passed = store.read(KEY).orZero(ItemAttributes.DAY) > reservation.day();
            any().settle(reservation.bookedAs(model), used, now);
            if (!passed) {
                note(reservation.day(), model, used);
                assertThat(UsageToday.models(store.read(KEY), instantOf(day))).isEqualTo(expected);
            }
        }

        private void note(long of, ModelKey model, LedgerAmount used) {
            if (of > day) {
                day = of;
                expected.clear();
            }
            long told = expected.keySet().stream()
                    .filter(key -> !key.equals(ModelKey.OTHER))
                    .count();
            boolean own = expected.containsKey(model) || told < ModelBooking.MOST;
            expected.merge(own ? model : ModelKey.OTHER, UsageTotals.of(used), UsageTotals::plus);
        }

        private Ledger any() {
            return ledgers.get(random.nextInt(ledgers.size()));
        }

        private static Instant instantOf(long day) {
            return Instant.EPOCH.plus(Duration.ofDays(day));
        }
    }

    private void settle(ModelKey model, Instant now) {
        ledger.settle(reserve(now).bookedAs(model), new LedgerAmount(50, 5_000), now);
    }

    private Reservation reserve(Instant now) {
        return admitted(ledger.reserve(KEY, Limits.UNLIMITED, new LedgerAmount(100, 10_000), now));
    }

    private static ModelKey model(int index) {
        return ModelKey.of(new ModelId("maker.model-" + index));
    }

    private Map<ModelKey, UsageTotals> breakdown(Instant now) {
        return UsageToday.models(image(), now);
    }

    private LedgerItem image() {
        return store.read(KEY);
    }
}
