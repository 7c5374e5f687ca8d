package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.quota.amendments.AmendmentResult;
import io.breakwater.quota.amendments.Amendments;
import io.breakwater.quota.amendments.LimitOverride;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LossyStore;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AmendmentsTest {
    private static final String KEY = "T#search";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant ONE = NOON.plus(Duration.ofHours(1));
    private static final Epochs EPOCHS = new Epochs(Duration.ofMinutes(5));
    private static final Limits TEN = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 10);

    private final ReferenceStore store = new ReferenceStore();
    private final Ledger operator = new Ledger(store, EPOCHS);
    private final Ledger gateway = new Ledger(store, EPOCHS);

    private Amendments amendments(Instant now) {
        return operator.status(KEY, TEN, now).amendments();
    }

    private void amend(Amendments wanted, Instant now) {
        assertThat(operator.amend(KEY, wanted, now)).isInstanceOf(AmendmentResult.Written.class);
    }

    private Admission reserve(long tokens, Instant now) {
        return gateway.reserve(KEY, TEN, new LedgerAmount(tokens, 0), now);
    }

    @Test
    void a_suspension_counts_from_the_next_request_of_every_process_and_ends_as_fast() {
        assertThat(reserve(0, NOON)).isInstanceOf(Admission.Admitted.class);
        amend(Amendments.NONE.withSuspended(true), NOON);

        assertThat(reserve(0, NOON))
                .isInstanceOfSatisfying(
                        Admission.Suspended.class,
                        suspended -> assertThat(suspended.status().amendments().suspended())
                                .isTrue());
        assertThat(new Ledger(store, EPOCHS).reserve(KEY, TEN, LedgerAmount.NONE, NOON))
                .isInstanceOf(Admission.Suspended.class);

        amend(amendments(NOON).withSuspended(false), NOON);
        assertThat(reserve(0, NOON)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void an_override_that_is_taken_away_leaves_the_others() {
        LimitOverride override = new LimitOverride(5, ONE);
        Amendments both =
                Amendments.NONE.with(LimitName.CONCURRENCY, override).with(LimitName.REQUESTS_PER_MINUTE, override);

        assertThat(both.without(LimitName.CONCURRENCY).overrides()).containsOnlyKeys(LimitName.REQUESTS_PER_MINUTE);
    }

    @Test
    void a_tenant_that_never_called_can_be_suspended_and_amended() {
        amend(Amendments.NONE.withSuspended(true), NOON);
        assertThat(reserve(0, NOON)).isInstanceOf(Admission.Suspended.class);
        amend(amendments(NOON).withSuspended(false).with(LimitName.CONCURRENCY, new LimitOverride(1, ONE)), NOON);
        assertThat(reserve(0, NOON)).isInstanceOf(Admission.Admitted.class);
        assertThat(reserve(0, NOON))
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.limit()).isEqualTo(LimitName.CONCURRENCY));
    }

    @Test
    void running_requests_settle_although_the_tenant_is_suspended() {
        Admission.Admitted running = (Admission.Admitted) reserve(100, NOON);
        amend(Amendments.NONE.withSuspended(true), NOON);
        assertThat(gateway.settle(running.reservation(), new LedgerAmount(50, 0), NOON))
                .isInstanceOf(SettlementResult.Booked.class);
        assertThat(operator.status(KEY, TEN, NOON).inFlight()).isZero();
    }

    @Test
    void an_override_counts_until_its_last_moment_and_then_the_configuration() {
        Limits two = Limits.UNLIMITED.with(LimitName.CONCURRENCY, 2);
        amend(Amendments.NONE.with(LimitName.CONCURRENCY, new LimitOverride(1, ONE)), NOON);

        Instant last = ONE.minusNanos(1);
        assertThat(gateway.reserve(KEY, two, LedgerAmount.NONE, last)).isInstanceOf(Admission.Admitted.class);
        assertThat(gateway.reserve(KEY, two, LedgerAmount.NONE, last)).isInstanceOf(Admission.Refused.class);
        assertThat(operator.status(KEY, two, last).limits().concurrency()).isEqualTo(1);

        assertThat(gateway.reserve(KEY, two, LedgerAmount.NONE, ONE)).isInstanceOf(Admission.Admitted.class);
        assertThat(gateway.reserve(KEY, two, LedgerAmount.NONE, ONE)).isInstanceOf(Admission.Refused.class);
        assertThat(operator.status(KEY, two, ONE).amendments().overrides()).isEmpty();
    }

    @Test
    void what_was_too_large_fits_at_once_after_an_override_also_for_a_process_that_has_not_seen_it() {
        Limits small = Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 1_000).with(LimitName.LARGEST_REQUEST, 500);
        LedgerAmount large = new LedgerAmount(5_000, 0);
        assertThat(gateway.reserve(KEY, small, large, NOON)).isInstanceOf(Admission.TooLarge.class);
        amend(
                Amendments.NONE
                        .with(LimitName.TOKENS_PER_MINUTE, new LimitOverride(10_000, ONE))
                        .with(LimitName.LARGEST_REQUEST, new LimitOverride(6_000, ONE)),
                NOON);
        assertThat(gateway.reserve(KEY, small, large, NOON)).isInstanceOf(Admission.Admitted.class);
        assertThat(new Ledger(store, EPOCHS).reserve(KEY, small, large, NOON)).isInstanceOf(Admission.Admitted.class);
        assertThat(gateway.reserve(KEY, small, large, ONE)).isInstanceOf(Admission.TooLarge.class);
    }

    @Test
    void an_amendment_costs_each_process_one_more_write_and_the_steady_state_none() {
        reserve(0, NOON);
        amend(Amendments.NONE.with(LimitName.REQUESTS_PER_MINUTE, new LimitOverride(100, ONE)), NOON);
        assertThat(writesOf(() -> reserve(0, NOON.plusSeconds(1)))).isEqualTo(2);
        assertThat(writesOf(() -> reserve(0, NOON.plusSeconds(2)))).isEqualTo(1);
    }

    private int writesOf(Runnable work) {
        int before = store.writes();
        work.run();
        return store.writes() - before;
    }

    @Test
    void the_same_amendment_again_is_written_and_another_of_the_same_version_is_a_conflict() {
        Amendments slower = Amendments.NONE.with(LimitName.CONCURRENCY, new LimitOverride(3, ONE));
        amend(slower, NOON);
        Amendments there = amendments(NOON);

        assertThat(operator.amend(KEY, slower, NOON)).isEqualTo(new AmendmentResult.Written(there));
        assertThat(there.version()).isEqualTo(1);
        assertThat(operator.amend(KEY, Amendments.NONE.withSuspended(true), NOON))
                .isEqualTo(new AmendmentResult.Conflict(there));
        assertThat(amendments(NOON)).isEqualTo(there);
    }

    @Test
    void of_16_who_amend_at_once_one_wins_and_all_others_are_told() throws Exception {
        CountDownLatch start = new CountDownLatch(1);
        List<Future<AmendmentResult>> asked = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int value = 1; value <= 16; value++) {
                Amendments wanted = Amendments.NONE.with(LimitName.CONCURRENCY, new LimitOverride(value, ONE));
                asked.add(threads.submit(() -> {
                    start.await();
                    return new Ledger(store, EPOCHS).amend(KEY, wanted, NOON);
                }));
            }
            start.countDown();
        }
        List<AmendmentResult> answers = new ArrayList<>();
        for (Future<AmendmentResult> each : asked) {
            answers.add(each.get(10, TimeUnit.SECONDS));
        }
        assertThat(answers.stream().filter(AmendmentResult.Written.class::isInstance))
                .containsExactly(new AmendmentResult.Written(amendments(NOON)));
        assertThat(answers.stream().filter(AmendmentResult.Conflict.class::isInstance))
                .hasSize(15);
    }

    @Test
    void an_amendment_without_an_answer_is_unknown_and_can_be_repeated() {
        boolean[] loses = {true};
        Ledger far = new Ledger(new LossyStore(store, () -> loses[0]), EPOCHS);
        Amendments wanted = Amendments.NONE.withSuspended(true);
        assertThat(far.amend(KEY, wanted, NOON)).isInstanceOf(AmendmentResult.Unknown.class);
        loses[0] = false;
        assertThat(far.amend(KEY, wanted, NOON)).isInstanceOf(AmendmentResult.Written.class);
        assertThat(amendments(NOON).version()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, Limits.LARGEST_NANO_USD + 1})
    void an_override_that_cannot_be_says_what_it_got(long value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LimitOverride(value, ONE))
                .withMessageContaining(Long.toString(value));
    }

    @Test
    void an_override_in_the_past_too_far_ahead_or_below_a_cent_is_refused_with_its_value() {
        invalid(LimitName.CONCURRENCY, new LimitOverride(1, NOON), "2026-11-22T12:00:00Z");
        invalid(
                LimitName.CONCURRENCY,
                new LimitOverride(1, NOON.plus(Duration.ofDays(90)).plusSeconds(1)),
                "2027-02-20");
        invalid(LimitName.USD_PER_MONTH, new LimitOverride(9_999_000, ONE), "0.009999 USD");
        assertThat(store.writes()).isZero();
        amend(
                Amendments.NONE.with(
                        LimitName.USD_PER_MONTH, new LimitOverride(10_000_000, NOON.plus(Duration.ofDays(90)))),
                NOON);
    }

    private void invalid(LimitName limit, LimitOverride override, String shows) {
        assertThat(operator.amend(KEY, Amendments.NONE.with(limit, override), NOON))
                .isInstanceOfSatisfying(
                        AmendmentResult.Invalid.class,
                        invalid -> assertThat(invalid.problem()).contains(shows).contains(limit.label()));
    }

    @Test
    void with_everything_amended_an_item_stays_under_a_kilobyte() {
        Limits limits = Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 1).with(LimitName.CONCURRENCY, 1);
        Amendments all = Amendments.NONE.withSuspended(false);
        for (LimitName limit : LimitName.values()) {
            all = all.with(limit, new LimitOverride(largest(limit), ONE));
        }
        amend(all, NOON);
        amend(amendments(NOON).withSuspended(true), NOON);
        amend(amendments(NOON).withSuspended(false), NOON);
        gateway.reserve(KEY, limits, new LedgerAmount(Limits.LARGEST / 3, Limits.LARGEST_NANO_USD / 3), NOON);
        amend(amendments(NOON).withSuspended(true), NOON);
        assertThat(bytes(store.read(KEY))).isLessThan(500);
    }

    private static long largest(LimitName limit) {
        return limit.isMoney() ? Limits.LARGEST_NANO_USD : Limits.LARGEST;
    }

    /// DynamoDB counts half a byte per digit of a number, rounded up, one more byte, and the full name
    /// ("Item sizes and formats", Amazon DynamoDB Developer Guide).
    private static int bytes(LedgerItem image) {
        return image.numbers().entrySet().stream()
                .mapToInt(number ->
                        number.getKey().length() + number.getValue().toString().length() / 2 + 2)
                .sum();
    }
}
