package io.breakwater.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.Sample;
import io.breakwater.model.Capacity;
import io.breakwater.model.Priority;
import io.breakwater.model.RoutedTarget;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.operations.Admission;
import io.breakwater.quota.operations.Ledger;
import io.breakwater.quota.operations.Reservation;
import io.breakwater.routing.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

final class TargetLedgerTest {
    private static final Duration WHILE = Duration.ofMinutes(10);

    private final TargetLedger ledger = new TargetLedger(new Ledger(new ReferenceStore(), Epochs.STANDARD));

    private long left(RoutedTarget target, Duration later) {
        return ledger.leftPerMillion(target, Sample.NOW.plus(later));
    }

    @Test
    void a_target_of_unknown_quota_that_has_throttled_has_no_room_for_prefixes_for_ten_minutes() {
        RoutedTarget unknown = Sample.target("a", Sample.EAST, Sample.SONNET_US, Capacity.UNKNOWN);
        assertThat(left(unknown, Duration.ZERO)).isEqualTo(1_000_000);

        ledger.throttled(unknown, Outcome.Quota.REQUESTS, Sample.NOW);

        assertThat(left(unknown, WHILE.minusMillis(1))).isZero();
        assertThat(left(unknown, WHILE)).isEqualTo(1_000_000);
        RoutedTarget another = Sample.target("b", Sample.EAST, Sample.SONNET_US, Capacity.UNKNOWN);
        assertThat(left(another, Duration.ZERO)).isEqualTo(1_000_000);
    }

    @Test
    void of_one_whose_quota_is_known_the_ledger_says_what_is_left() {
        RoutedTarget known = Sample.target("a", Sample.EAST, Sample.SONNET_US, new Capacity(100, 1_000_000));
        ledger.throttled(known, Outcome.Quota.REQUESTS, Sample.NOW);
        assertThat(left(known, Duration.ofMinutes(2))).isEqualTo(1_000_000);
    }

    private static final RoutedTarget UNKNOWN = Sample.target("c", Sample.EAST, Sample.SONNET_US, Capacity.UNKNOWN);
    private static final RoutedTarget KNOWN =
            Sample.target("d", Sample.EAST, Sample.SONNET_US, new Capacity(10_000, 100_000_000));

    /// How many of so many calls, ten a second, are admitted if each admitted call ends so.
    private long admitted(RoutedTarget target, int calls, BiConsumer<Reservation, Instant> end) {
        long admitted = 0;
        for (int call = 0; call < calls; call++) {
            Instant now = Sample.NOW.plusMillis(100L * call);
            if (ledger.reserve(target, Priority.STANDARD, 100, now)
                    instanceof Admission.Admitted(Reservation reservation, var _)) {
                admitted++;
                end.accept(reservation, now);
            }
        }
        return admitted;
    }

    private long admitted(RoutedTarget target, Outcome outcome) {
        return admitted(target, 100, (reservation, now) -> failed(target, reservation, outcome, now));
    }

    private void failed(RoutedTarget target, Reservation reservation, Outcome outcome, Instant now) {
        ledger.settle(TargetLedger.failed(target, reservation, outcome, false), 0, now);
    }

    @Test
    void a_target_of_known_quota_that_throttles_all_is_left_alone_by_all_copies_more_and_more() {
        Outcome throttled = new Outcome.Throttled(Outcome.Quota.REQUESTS);
        long admitted = admitted(KNOWN, 1_000, (reservation, now) -> {
            failed(KNOWN, reservation, throttled, now);
            ledger.throttled(KNOWN, Outcome.Quota.REQUESTS, now);
        });
        assertThat(admitted)
                .as("23 in a row, then after 1, 2, 4, 8, 16 and 32 s")
                .isBetween(23L, 30L);
    }

    @Test
    void only_of_a_target_of_unknown_quota_a_quota_is_learnt_and_only_from_throttles() {
        Outcome throttled = new Outcome.Throttled(Outcome.Quota.TOKENS);

        assertThat(admitted(KNOWN, throttled)).as("it rests").isLessThan(100);
        assertThat(requestsPerMinute(KNOWN)).isEqualTo(KNOWN.capacity().requestsPerMinute());
        assertThat(admitted(UNKNOWN, new Outcome.ServerFault())).isEqualTo(100);
        assertThat(requestsPerMinute(UNKNOWN)).as("no limit").isZero();
        assertThat(admitted(UNKNOWN, throttled)).isLessThan(100);
        assertThat(requestsPerMinute(UNKNOWN)).isPositive();
    }

    private long requestsPerMinute(RoutedTarget target) {
        return ledger.status(target, Sample.NOW.plusSeconds(10)).limits().requestsPerMinute();
    }
}
