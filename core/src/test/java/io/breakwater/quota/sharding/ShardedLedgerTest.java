package io.breakwater.quota.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Depth;
import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.amendments.AmendmentResult;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerStore;
import io.breakwater.quota.item.LossyStore;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.LedgerStatus;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.LeakyBucket;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.quota.operations.SettlementResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ShardedLedgerTest {
    private static final String KEY = "T#search";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));

    private final ReferenceStore store = new ReferenceStore();
    private final Ledger ledger = new Ledger(store, EPOCHS);
    private final ShardedLedger spread = new ShardedLedger(ledger, new Random(1));

    private static Terms over(int shards, Limits limits) {
        return new Terms(limits, shards, Set.of(), false);
    }

    private int admitted(Terms terms, int tries) {
        return (int) IntStream.range(0, tries)
                .filter(_ -> spread.reserve(KEY, terms, LedgerAmount.NONE, NOON) instanceof Admission.Admitted)
                .count();
    }

    @Test
    void one_shard_is_the_item_itself_and_several_are_numbered() {
        admitted(over(1, Limits.UNLIMITED), 1);
        assertThat(store.read(KEY)).isNotEqualTo(LedgerItem.EMPTY);
        admitted(over(4, Limits.UNLIMITED), 100);
        assertThat(IntStream.range(0, 4).mapToObj(shard -> store.read(KEY + "#4#" + shard)))
                .doesNotContain(LedgerItem.EMPTY);
    }

    @Test
    void the_shares_are_rounded_down_so_that_the_whole_is_never_exceeded() {
        assertThat(admitted(over(8, Limits.UNLIMITED.with(LimitName.CONCURRENCY, 103)), 2_000))
                .isEqualTo(8 * 12);
    }

    @Test
    void a_settlement_goes_to_the_item_that_was_reserved_on() {
        Terms terms = over(8, Limits.UNLIMITED.with(LimitName.CONCURRENCY, 80));
        for (int request = 0; request < 500; request++) {
            Admission.Admitted admitted =
                    (Admission.Admitted) spread.reserve(KEY, terms, new LedgerAmount(10, 1_000), NOON);
            assertThat(spread.settle(admitted.reservation(), new LedgerAmount(5, 1_000), NOON))
                    .isInstanceOf(SettlementResult.Booked.class);
        }
        LedgerStatus standing = spread.status(KEY, terms, NOON);
        assertThat(standing.inFlight()).isZero();
        assertThat(standing.tokensToday()).isEqualTo(2_500);
        assertThat(standing.limits().concurrency()).isEqualTo(80);
    }

    @Test
    void a_suspension_that_was_seen_on_any_item_is_remembered() {
        Terms terms = over(4, Limits.UNLIMITED);
        ShardedLedger toTheLast = new ShardedLedger(ledger, () -> -1L);
        new ShardedLedger(new Ledger(store, EPOCHS), new Random(2))
                .amend(KEY, terms, Amendments.NONE.withSuspended(true), NOON);
        assertThat(toTheLast.remembered(KEY, terms, NOON).amendments().suspended())
                .isFalse();

        assertThat(toTheLast.reserve(KEY, terms, LedgerAmount.NONE, NOON)).isInstanceOf(Admission.Suspended.class);

        assertThat(toTheLast.remembered(KEY, terms, NOON).amendments().suspended())
                .isTrue();
    }

    /// A second of virtual time has 2,000 requests, each of which runs for 200 ms.
    @Test
    void at_2000_requests_a_second_over_8_shards_no_window_exceeds_the_limit_and_what_fits_is_admitted() {
        long perMinute = 133_336;
        Terms terms = over(
                8,
                Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, perMinute).withBurst(10));
        List<ShardedLedger> processes = IntStream.range(0, 8)
                .mapToObj(process -> new ShardedLedger(new Ledger(store, EPOCHS), new Random(process)))
                .toList();
        long burst = perMinute / 10;
        LeakyBucket judge = new LeakyBucket(perMinute, 0);
        Deque<Reservation> running = new ArrayDeque<>();
        int admitted = 0;
        int offered = 2_000 * (Depth.whole() ? 20 : 5);
        for (int request = 0; request < offered; request++) {
            long nanos = request * 500_000L;
            Instant now = NOON.plusNanos(nanos);
            judge.drain(nanos);
            ShardedLedger process = processes.get(request % processes.size());
            if (process.reserve(KEY, terms, new LedgerAmount(1, 1_000), now)
                    instanceof Admission.Admitted(var reservation, var _)) {
                admitted++;
                judge.fill(judge.ticks(1));
                running.add(reservation);
            }
            if (running.size() > 400) {
                process.settle(running.remove(), new LedgerAmount(1, 1_000), now);
            }
            assertThat(judge.level()).isLessThanOrEqualTo(judge.ticks(burst) + 1_000_000_000L);
        }
        assertThat(admitted).as("of an offered load of 0.9").isGreaterThanOrEqualTo(offered * 99 / 100);
        assertThat(store.writes())
                .as("about one write to reserve and one to settle")
                .isLessThan(offered * 21 / 10);
    }

    @Test
    void a_refusal_of_an_uneven_shard_is_tried_once_on_the_next_and_that_of_a_full_tenant_is_not() {
        Terms terms = over(2, Limits.UNLIMITED.with(LimitName.CONCURRENCY, 4));
        ShardedLedger first = new ShardedLedger(ledger, () -> 0);
        Reservation onNext =
                ((Admission.Admitted) ledger.reserve(KEY + "#2#1", terms, LedgerAmount.NONE, NOON)).reservation();
        for (int request = 0; request < 3; request++) {
            assertThat(first.reserve(KEY, terms, LedgerAmount.NONE, NOON)).isInstanceOf(Admission.Admitted.class);
        }
        assertThat(first.reserve(KEY, terms, LedgerAmount.NONE, NOON)).isInstanceOf(Admission.Refused.class);
        int before = store.writes();
        assertThat(first.reserve(KEY, terms, LedgerAmount.NONE, NOON)).isInstanceOf(Admission.Refused.class);
        assertThat(store.writes() - before)
                .as("the next one is known to be full")
                .isEqualTo(1);
        ledger.settle(onNext, LedgerAmount.NONE, NOON);
        assertThat(first.reserve(KEY, terms, LedgerAmount.NONE, NOON)).isInstanceOf(Admission.Admitted.class);
    }

    /// 200 tenants of 2 to 8 items, each of whose requests meets another process and any of the items.
    @Test
    void a_request_that_waits_as_told_is_admitted_whichever_item_and_process_it_meets() {
        int refused = 0;
        for (int tenant = 0; tenant < 200; tenant++) {
            String key = KEY + tenant;
            Random random = new Random(tenant);
            int shards = 2 + random.nextInt(7);
            Limits few = Limits.UNLIMITED
                    .with(LimitName.REQUESTS_PER_MINUTE, shards * (1L + random.nextInt(3)))
                    .with(LimitName.TOKENS_PER_MINUTE, shards * 1_000L)
                    .withBurst(100);
            Instant now = NOON;
            for (int request = 0; request < 40; request++) {
                LedgerAmount amount = new LedgerAmount(1 + random.nextInt(900), 0);
                now = now.plusMillis(random.nextInt(2_000));
                if (another(random).reserve(key, over(shards, few), amount, now) instanceof Admission.Refused told) {
                    refused++;
                    now = now.plus(told.retryAfter());
                    assertThat(another(random).reserve(key, over(shards, few), amount, now))
                            .as("request %d of %d items, told to wait %s", request, shards, told.retryAfter())
                            .isInstanceOf(Admission.Admitted.class);
                }
            }
        }
        assertThat(refused).isGreaterThan(1_000);
    }

    private ShardedLedger another(Random random) {
        return new ShardedLedger(new Ledger(store, EPOCHS), new Random(random.nextLong()));
    }

    @Test
    void the_wait_of_a_sharded_tenant_counts_neither_a_limit_in_shadow_nor_what_running_requests_hold() {
        Limits limits = Limits.UNLIMITED
                .with(LimitName.REQUESTS_PER_MINUTE, 60)
                .with(LimitName.TOKENS_PER_MINUTE, 2_000)
                .withBurst(100);
        LedgerAmount half = new LedgerAmount(500, 0);
        Terms shadow = new Terms(limits, 2, Set.of(LimitName.TOKENS_PER_MINUTE), false);
        assertThat(refusal(shadow, half).retryAfter()).isEqualTo(Duration.ofSeconds(2));

        Terms two = over(2, limits.with(LimitName.CONCURRENCY, 2));
        Admission.Refused busy = refusal(two, new LedgerAmount(400, 0));
        assertThat(busy.limit()).isEqualTo(LimitName.CONCURRENCY);
        assertThat(busy.retryAfter()).isEqualTo(Duration.ofSeconds(5));
    }

    /// The first refusal of a tenant that sends without a break.
    private Admission.Refused refusal(Terms terms, LedgerAmount amount) {
        String key = KEY + terms.limits() + terms.shadow();
        return IntStream.range(0, 1_000)
                .mapToObj(_ -> spread.reserve(key, terms, amount, NOON))
                .filter(Admission.Refused.class::isInstance)
                .map(Admission.Refused.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void amendments_reach_every_item_and_divide_like_the_limits() {
        Terms terms = over(4, Limits.UNLIMITED.with(LimitName.CONCURRENCY, 400));
        LimitOverride fewer = new LimitOverride(40, NOON.plusSeconds(60));
        assertThat(spread.amend(KEY, terms, Amendments.NONE.with(LimitName.CONCURRENCY, fewer), NOON))
                .isInstanceOf(AmendmentResult.Written.class);
        assertThat(admitted(terms, 1_000)).isEqualTo(40);
        assertThat(spread.status(KEY, terms, NOON).limits().concurrency()).isEqualTo(40);
        Amendments there = spread.status(KEY, terms, NOON).amendments();
        assertThat(spread.amend(KEY, terms, there.withSuspended(true), NOON))
                .isInstanceOf(AmendmentResult.Written.class);
        assertThat(IntStream.range(0, 100).mapToObj(_ -> spread.reserve(KEY, terms, LedgerAmount.NONE, NOON)))
                .allMatch(Admission.Suspended.class::isInstance);
    }

    @Test
    void a_store_that_fails_in_between_leaves_a_part_that_is_reported_and_the_same_amendment_completes_it() {
        Terms terms = over(4, Limits.UNLIMITED);
        int[] writes = {0};
        Ledger far = new Ledger(new LossyStore(store, () -> ++writes[0] == 3), EPOCHS);
        ShardedLedger operator = new ShardedLedger(far, new Random(1));
        Amendments suspended = Amendments.NONE.withSuspended(true);

        assertThat(operator.amend(KEY, terms, suspended, NOON))
                .isEqualTo(new AmendmentResult.Partly(2, 4, "the answer was lost"));
        assertThat(spread.status(KEY, terms, NOON).amendments().suspended()).isFalse();

        assertThat(operator.amend(KEY, terms, suspended, NOON)).isInstanceOf(AmendmentResult.Written.class);
        assertThat(spread.status(KEY, terms, NOON).amendments().suspended()).isTrue();
    }

    @Test
    void an_override_of_one_for_each_item_is_taken_and_no_other_item_is_written() {
        Amendments each = Amendments.NONE.with(LimitName.CONCURRENCY, new LimitOverride(4, NOON.plusSeconds(60)));
        assertThat(spread.amend(KEY, over(4, Limits.UNLIMITED), each, NOON))
                .isInstanceOf(AmendmentResult.Written.class);
        assertThat(store.read(KEY + "#4#3")).isNotEqualTo(LedgerItem.EMPTY);
        assertThat(store.read(KEY + "#4#4")).isEqualTo(LedgerItem.EMPTY);
    }

    @Test
    void a_suspension_that_one_of_the_new_items_does_not_take_is_told() {
        spread.amend(KEY, over(1, Limits.UNLIMITED), Amendments.NONE.withSuspended(true), NOON);
        LedgerStore partly = new LedgerStore() {
            @Override
            public WriteResult write(String key, ConditionalWrite write) {
                return key.endsWith("#4#2") ? new WriteResult.Busy("too many at once") : store.write(key, write);
            }

            @Override
            public LedgerItem read(String key) {
                return store.read(key);
            }
        };
        assertThat(new ShardedLedger(new Ledger(partly, EPOCHS), new Random(1)).carry(KEY, 4, NOON))
                .isInstanceOfSatisfying(
                        ReshardingResult.Broken.class,
                        broken -> assertThat(broken.reason()).contains(KEY + "#4#2", "too many at once"));
        assertThat(spread.carry(KEY, 4, NOON)).isInstanceOf(ReshardingResult.Done.class);
        assertThat(spread.status(KEY, over(4, Limits.UNLIMITED), NOON)
                        .amendments()
                        .suspended())
                .isTrue();
    }

    @Test
    void an_override_smaller_than_its_shards_would_be_no_limit_and_is_refused() {
        Amendments one = Amendments.NONE.with(LimitName.CONCURRENCY, new LimitOverride(3, NOON.plusSeconds(60)));
        assertThat(spread.amend(KEY, over(4, Limits.UNLIMITED), one, NOON))
                .isInstanceOfSatisfying(
                        AmendmentResult.Invalid.class,
                        invalid -> assertThat(invalid.problem()).contains("3", "4"));
    }
}
