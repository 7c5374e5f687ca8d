package io.breakwater.quota.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.limits.Epochs;
import io.breakwater.quota.limits.LedgerAmount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long the copies leave a target alone that throttles.
final class ThrottleRowTest {
    private static final String KEY = "P#a/us-east-1/sonnet";
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final LedgerAmount AMOUNT = new LedgerAmount(1_000, 0);

    private final ReferenceStore store = new ReferenceStore();
    private Terms terms = quota(600);
    private Reservation.Throttle kind = Reservation.Throttle.OF_KNOWN_QUOTA;
    private Instant now = NOON;

    private static Terms quota(long perMinute) {
        return Terms.of(Limits.UNLIMITED
                        .with(LimitName.REQUESTS_PER_MINUTE, perMinute)
                        .with(LimitName.TOKENS_PER_MINUTE, 100_000_000))
                .withNumbers();
    }

    private Ledger copy() {
        return new Ledger(store, Epochs.STANDARD);
    }

    private void throttled(Ledger ledger, Reservation reservation, LimitName quota) {
        Reservation.Failed how = new Reservation.Failed(0, kind);
        ledger.settle(reservation.failed(how), LedgerAmount.NONE, now);
        ledger.exhausted(KEY, terms.limits(), quota, now);
    }

    /// Calls as soon as there is room, by a new copy each, until the target has throttled so many.
    ///
    /// @return how long each call waited for room
    private List<Duration> throttledInARow(int calls, LimitName quota) {
        List<Duration> waits = new ArrayList<>();
        Instant last = now;
        while (waits.size() < calls) {
            Ledger copy = copy();
            switch (copy.reserve(KEY, terms, AMOUNT, now)) {
                case Admission.Admitted(Reservation reservation, var _) -> {
                    waits.add(Duration.between(last, now));
                    last = now;
                    throttled(copy, reservation, quota);
                }
                case Admission.Refused refused -> now = now.plus(refused.retryAfter());
                case Admission other -> throw new AssertionError(other);
            }
        }
        return waits;
    }

    @ParameterizedTest
    @ValueSource(strings = {"REQUESTS_PER_MINUTE", "TOKENS_PER_MINUTE"})
    void twenty_three_throttles_in_a_row_are_a_rest_of_a_second_for_all_copies_and_each_further_one_doubles_it(
            String quota) {
        List<Duration> waits = throttledInARow(32, LimitName.valueOf(quota));
        assertThat(waits.subList(0, 23)).allMatch(wait -> wait.toMillis() <= 100);
        assertThat(waits.subList(23, 32))
                .extracting(Duration::toSeconds)
                .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 32L, 32L, 32L);
    }

    @Test
    void a_call_that_is_let_through_shortens_the_row_by_eight_before_it_has_ended() {
        throttledInARow(22, LimitName.REQUESTS_PER_MINUTE);
        letThrough();
        assertThat(throttledInARow(9, LimitName.REQUESTS_PER_MINUTE)).allMatch(wait -> wait.toMillis() <= 100);
        assertThat(throttledInARow(1, LimitName.REQUESTS_PER_MINUTE)).allMatch(wait -> wait.toSeconds() == 1);
    }

    @Test
    void after_a_call_that_was_let_through_rests_are_short_again() {
        throttledInARow(27, LimitName.REQUESTS_PER_MINUTE);
        letThrough();
        throttledInARow(8, LimitName.REQUESTS_PER_MINUTE);
        assertThat(throttledInARow(1, LimitName.REQUESTS_PER_MINUTE)).allMatch(wait -> wait.toSeconds() == 1);
    }

    @Test
    void a_row_begins_anew_once_one_call_in_nine_is_let_through() {
        for (int call = 0; call < 20; call++) {
            throttledInARow(7, LimitName.REQUESTS_PER_MINUTE)
                    .forEach(wait -> assertThat(wait.toMillis()).isLessThanOrEqualTo(100));
            letThrough();
            now = now.plusSeconds(2);
        }
    }

    private void letThrough() {
        while (!(copy().reserve(KEY, terms, AMOUNT, now) instanceof Admission.Admitted)) {
            now = now.plusMillis(10);
        }
    }

    /// Calls that began before the rest and are throttled during it.
    @Test
    void throttles_during_a_rest_do_not_lengthen_the_next_one() {
        Deque<Reservation> underWay = new ArrayDeque<>();
        Ledger copy = copy();
        for (int call = 0; call < 40; call++) {
            underWay.add(((Admission.Admitted) copy.reserve(KEY, terms, AMOUNT, now)).reservation());
        }
        while (!underWay.isEmpty()) {
            now = now.plusMillis(10);
            throttled(copy, underWay.remove(), LimitName.REQUESTS_PER_MINUTE);
        }
        assertThat(throttledInARow(1, LimitName.REQUESTS_PER_MINUTE)).allMatch(wait -> wait.toSeconds() <= 2);
    }

    /// A hundred calls a second with throttles that take 50 ms, so that five are under way at any time.
    @Test
    void calls_that_overlap_are_a_row_though_their_throttles_come_out_of_order() {
        terms = quota(6_000);
        Random chance = new Random(1);
        List<Reservation> underWay = new ArrayList<>();
        Ledger copy = copy();
        int calls = 0;
        for (int tick = 0; tick < 500; tick++) {
            now = now.plusMillis(10);
            if (copy.reserve(KEY, terms, AMOUNT, now) instanceof Admission.Admitted(Reservation begun, var _)) {
                underWay.add(begun);
                calls++;
            }
            if (underWay.size() >= 5) {
                throttled(copy, underWay.remove(chance.nextInt(underWay.size())), LimitName.REQUESTS_PER_MINUTE);
            }
        }
        assertThat(calls).as("of five hundred in five seconds").isLessThan(150);
    }

    /// Seven in ten are throttled whatever is asked.
    @Test
    void throttles_by_chance_are_seldom_a_rest() {
        terms = quota(140);
        Random chance = new Random(1);
        int calls = 0;
        while (now.isBefore(NOON.plusSeconds(600))) {
            Ledger copy = copy();
            switch (copy.reserve(KEY, terms, AMOUNT, now)) {
                case Admission.Admitted(Reservation reservation, var _) -> {
                    calls++;
                    if (chance.nextInt(10) < 7) {
                        throttled(copy, reservation, LimitName.REQUESTS_PER_MINUTE);
                    }
                    now = now.plusMillis(30);
                }
                case Admission.Refused refused -> now = now.plus(refused.retryAfter());
                case Admission other -> throw new AssertionError(other);
            }
        }
        assertThat(calls).as("of 1,400 that the quota has").isGreaterThan(1_200);
    }

    private static final List<Long> RESTS = List.of(1L, 2L, 4L, 8L, 16L, 32L, 32L);

    @ParameterizedTest
    @CsvSource({"TOKENS_PER_MINUTE, REQUESTS_PER_MINUTE", "REQUESTS_PER_MINUTE, TOKENS_PER_MINUTE"})
    void a_target_rests_as_well_if_the_quota_that_throttles_is_not_known(LimitName known, LimitName throttled) {
        terms = Terms.of(Limits.UNLIMITED.with(known, 100_000_000)).withNumbers();
        List<Duration> waits = throttledInARow(30, throttled);
        assertThat(waits.subList(0, 23)).allMatch(wait -> wait.toMillis() <= 100);
        assertThat(waits.subList(23, 30)).extracting(Duration::toSeconds).containsExactlyElementsOf(RESTS);
    }

    /// Of one call in three seconds no quota is learned: that takes eight throttles in twenty seconds.
    @Test
    void a_target_of_unknown_quota_that_throttles_seldom_calls_rests_as_well() {
        unknownQuota();
        int calls = 0;
        while (now.isBefore(NOON.plusSeconds(600))) {
            calls += throttledIfThereIsRoom() ? 1 : 0;
            now = now.plusSeconds(3);
        }
        assertThat(calls).as("of two hundred").isBetween(23, 45);
    }

    @Test
    void a_target_that_rests_shows_no_room() {
        unknownQuota();
        throttledInARow(23, LimitName.REQUESTS_PER_MINUTE);
        assertThat(copy().status(KEY, terms, now).hasRoom(1)).isFalse();
        assertThat(copy().status(KEY, terms, now.plusSeconds(1)).hasRoom(1)).isTrue();
    }

    @Test
    void a_target_is_called_again_in_the_moment_in_which_its_rest_ends_and_in_each_after_that() {
        onlyTokensKnown();
        throttledInARow(23, LimitName.REQUESTS_PER_MINUTE);
        Instant end = now.plusSeconds(1);
        assertThat(copy().reserve(KEY, terms, AMOUNT, end.minusNanos(1))).isInstanceOf(Admission.Refused.class);
        assertThat(copy().reserve(KEY, terms, AMOUNT, end)).isInstanceOf(Admission.Admitted.class);
        assertThat(copy().reserve(KEY, terms, AMOUNT, end.plusNanos(1))).isInstanceOf(Admission.Admitted.class);
    }

    /// The clock of the copy that has seen the last throttle is five minutes ahead.
    @Test
    void a_rest_is_no_longer_for_the_others_where_a_clock_is_ahead() {
        unknownQuota();
        throttledInARow(22, LimitName.REQUESTS_PER_MINUTE);
        Instant right = now;
        now = right.plusSeconds(300);
        throttledInARow(1, LimitName.REQUESTS_PER_MINUTE);
        now = right;
        assertThat(copy().status(KEY, terms, now).hasRoom(1)).isTrue();
        List<Duration> waits = throttledInARow(4, LimitName.REQUESTS_PER_MINUTE);
        assertThat(waits).extracting(Duration::toSeconds).containsExactly(0L, 2L, 4L, 8L);
    }

    @Test
    void a_rest_written_by_a_clock_that_is_ahead_is_believed_no_later_either_once_a_call_has_passed_over_it() {
        unknownQuota();
        throttledInARow(22, LimitName.REQUESTS_PER_MINUTE);
        Instant right = now;
        now = right.plusSeconds(300);
        throttledInARow(1, LimitName.REQUESTS_PER_MINUTE);
        Instant written = now.plusSeconds(1);
        assertThat(copy().reserve(KEY, terms, AMOUNT, right)).isInstanceOf(Admission.Admitted.class);
        for (long millis : List.of(-60_000L, -33_000L, -3_000L, -1_000L, -1L, 0L, 1L)) {
            assertThat(copy().reserve(KEY, terms, AMOUNT, written.plusMillis(millis)))
                    .as("%d ms from its end", millis)
                    .isInstanceOf(Admission.Admitted.class);
        }
    }

    @Test
    void a_rest_that_is_believed_is_not_ended_by_the_calls_that_it_refuses() {
        unknownQuota();
        throttledInARow(23, LimitName.REQUESTS_PER_MINUTE);
        Instant end = now.plusSeconds(1);
        for (long millis : List.of(-1_000L, -500L, -1L)) {
            assertThat(copy().reserve(KEY, terms, AMOUNT, end.plusMillis(millis)))
                    .isInstanceOf(Admission.Refused.class);
        }
    }

    /// No bucket is full after a throttle.
    private void onlyTokensKnown() {
        terms = Terms.of(Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 100_000_000))
                .withNumbers();
    }

    private void unknownQuota() {
        terms = Terms.of(Limits.UNLIMITED).withNumbers();
        kind = Reservation.Throttle.OF_UNKNOWN_QUOTA;
    }

    private boolean throttledIfThereIsRoom() {
        Ledger copy = copy();
        if (copy.reserve(KEY, terms, AMOUNT, now) instanceof Admission.Admitted(Reservation begun, var _)) {
            throttled(copy, begun, LimitName.REQUESTS_PER_MINUTE);
            return true;
        }
        return false;
    }

    /// A call whose throttle is under way.
    private record UnderWay(Ledger copy, Reservation reservation, Instant ends) {}

    private final List<UnderWay> underWay = new ArrayList<>();
    private final Random chance = new Random(1);

    /// Calls by a new copy each, as many a second as there is room for, and throttles as late as said and up to a
    /// fifth later.
    ///
    /// @param throttledPercent how many of a hundred calls are throttled
    /// @param oldPercent how many are made by copies of a version that counts no throttles
    /// @return how many calls were made
    private int traffic(int seconds, int perSecond, int latencyMillis, int throttledPercent, int oldPercent) {
        int calls = 0;
        Instant end = now.plusSeconds(seconds);
        while (now.isBefore(end)) {
            Ledger copy = copy();
            if (copy.reserve(KEY, terms, AMOUNT, now) instanceof Admission.Admitted(Reservation begun, var _)) {
                calls++;
                if (chance.nextInt(100) < throttledPercent && chance.nextInt(100) >= oldPercent) {
                    int late = latencyMillis + chance.nextInt(latencyMillis / 5 + 1);
                    underWay.add(new UnderWay(copy, begun, now.plusMillis(late)));
                }
            }
            now = now.plusMillis(1_000 / perSecond);
            ended();
        }
        return calls;
    }

    private void ended() {
        List<UnderWay> over =
                underWay.stream().filter(call -> !call.ends().isAfter(now)).toList();
        underWay.removeAll(over);
        over.forEach(call -> throttled(call.copy(), call.reservation(), LimitName.REQUESTS_PER_MINUTE));
    }

    @ParameterizedTest
    @CsvSource({"10, 30", "10, 300", "10, 1000", "100, 30", "100, 300", "100, 1000"})
    void throttles_that_take_long_are_a_row_as_well(int perSecond, int latencyMillis) {
        onlyTokensKnown();
        traffic(10, perSecond, latencyMillis, 100, 0);
        assertThat(traffic(100, perSecond, latencyMillis, 100, 0))
                .as("of %d", 100 * perSecond)
                .isLessThan(30 * perSecond);
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 300, 1_000})
    void throttles_by_chance_are_seldom_a_rest_however_long_they_take(int latencyMillis) {
        onlyTokensKnown();
        assertThat(traffic(100, 100, latencyMillis, 70, 0)).as("of 10,000").isGreaterThan(9_500);
    }

    /// A copy of an earlier version leaves no trace of a throttle but the full bucket, so its calls count as let
    /// through.
    @Test
    void once_copies_of_an_earlier_version_are_gone_the_row_is_counted() {
        onlyTokensKnown();
        assertThat(traffic(60, 10, 300, 100, 50))
                .as("of 600, half by old copies")
                .isGreaterThan(300);
        traffic(10, 10, 300, 100, 0);
        assertThat(traffic(100, 10, 300, 100, 0)).as("of 1,000").isLessThan(300);
    }
}
