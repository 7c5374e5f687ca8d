package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.model.LimitName;
import io.breakwater.model.Limits;
import io.breakwater.model.Terms;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is learned from throttles alone about a quota that nobody has stated.
final class LearnedQuotaTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOON = 1_795_000_000L * SECOND;

    private LearnedQuota learned = LearnedQuota.of(LedgerItem.EMPTY);
    private long calls = 1_000;
    private long now = NOON;

    /// Makes this many calls a second, of which every `eachThrottled`-th is throttled.
    private void traffic(int seconds, int perSecond, int eachThrottled) {
        for (int call = 0; call < seconds * perSecond; call++) {
            calls++;
            now += SECOND / perSecond;
            if (call % eachThrottled == 0) {
                learned = learned.throttled(calls, now);
            }
        }
    }

    private OptionalLong limit() {
        return learned.limit(now);
    }

    @Test
    void a_few_throttles_are_no_reason_for_a_limit() {
        traffic(600, 10, 5);
        assertThat(limit()).isEmpty();
    }

    @Test
    void where_a_quarter_is_throttled_the_limit_is_what_is_let_through() {
        traffic(3, 10, 2);
        assertThat(limit().orElseThrow()).as("five a second").isBetween(240L, 360L);
    }

    @Test
    void it_doubles_every_hundred_seconds_and_is_forgotten_after_ten_minutes() {
        traffic(3, 10, 2);
        long cut = learned.perMinute();
        now = learned.since() + 100 * SECOND;
        assertThat(limit()).hasValue(2 * cut);
        now += 500 * SECOND;
        assertThat(limit()).hasValue(64 * cut);
        now += SECOND;
        assertThat(limit()).isEmpty();
    }

    /// Schedule 5315 of 30 November 2026 found this: eight of nine calls were throttled by chance, and
    /// 345 s after the last throttle the limit was still half of the load.
    @Test
    void a_limit_of_a_tenth_of_the_load_is_the_load_again_when_all_targets_must_be_back() {
        LearnedQuota low = new LearnedQuota(7, NOON, 888, NOON, 0, 0);
        assertThat(low.limit(NOON + 330 * SECOND).orElseThrow()).isGreaterThan(65);
    }

    @Test
    void a_moment_in_which_everything_was_throttled_is_forgotten_within_two_minutes() {
        traffic(3, 10, 1);
        assertThat(limit()).as("nothing was let through").hasValue(6);
        now = learned.since() + 60 * SECOND;
        assertThat(limit().orElseThrow()).isGreaterThan(300);
        now = learned.since() + 121 * SECOND;
        assertThat(limit()).isEmpty();
    }

    @Test
    void a_throttle_of_a_call_that_began_before_the_cut_says_nothing_of_it() {
        LedgerItem item = new LedgerItem(Map.of(
                ItemAttributes.CALLS, 5_000L,
                ItemAttributes.THROTTLES_SINCE, NOON,
                ItemAttributes.THROTTLES_FROM, 5_000L));
        List<Change> changes = new ArrayList<>();

        LearnedQuota.book(item, 4_990, NOON + SECOND, new ArrayList<>(), changes);
        assertThat(changes).isEmpty();
        LearnedQuota.book(item, 5_001, NOON + SECOND, new ArrayList<>(), changes);
        assertThat(changes).containsExactly(new Change.Add(ItemAttributes.THROTTLES, 1));
    }

    @Test
    void throttles_that_a_cut_does_not_lessen_are_not_of_this_load_and_the_limit_is_lifted() {
        traffic(3, 10, 2);
        assertThat(limit()).isPresent();
        traffic(3, 10, 2);
        assertThat(limit()).isEmpty();
        traffic(100, 10, 2);
        assertThat(limit()).as("for two minutes").isEmpty();
        traffic(40, 10, 2);
        assertThat(learned.since()).as("then it is tried again").isGreaterThan(NOON + 100 * SECOND);
    }

    @Test
    void a_target_that_lets_hardly_anything_through_keeps_the_least_limit() {
        traffic(60, 10, 1);
        assertThat(limit().orElseThrow()).isBetween(6L, 8L);
    }

    @Test
    void a_clock_that_steps_back_lowers_no_limit() {
        traffic(3, 10, 2);
        assertThat(learned.limit(now - 60 * SECOND)).hasValue(learned.perMinute());
    }

    /// What a target has learned with this many throttles since noon and a thousand calls.
    private static LearnedQuota counted(int throttles) {
        return cut(0, 0, 0, NOON, throttles);
    }

    private static LearnedQuota cut(long perMinute, long since, int share, long window, int throttles) {
        return new LearnedQuota(perMinute, since, share, window, 1_000, throttles);
    }

    @Test
    void a_limit_takes_eight_throttles_a_quarter_of_the_calls_and_two_seconds() {
        long soonest = NOON + 2 * SECOND;
        LearnedQuota decided = counted(7).throttled(1_032, soonest);
        assertThat(decided.since()).isEqualTo(soonest);
        assertThat(decided.perMinute()).as("24 in two seconds").isEqualTo(720);
        assertThat(decided.share()).isEqualTo(250);
        assertThat(decided.from()).as("counted anew").isEqualTo(1_032);

        assertThat(counted(6).throttled(1_028, soonest).since()).as("seven").isZero();
        assertThat(counted(7).throttled(1_033, soonest).since())
                .as("less than a quarter")
                .isZero();
        assertThat(counted(7).throttled(1_032, soonest - 1).since())
                .as("too soon")
                .isZero();
    }

    @Test
    void throttles_are_counted_for_twenty_seconds_and_then_anew_from_the_one_that_comes() {
        long last = NOON + 20 * SECOND;
        assertThat(counted(3).throttled(1_200, last)).isEqualTo(counted(4));
        assertThat(counted(3).throttled(1_200, last + 1)).isEqualTo(new LearnedQuota(0, 0, 0, last + 1, 1_199, 1));
    }

    @Test
    void what_is_let_through_under_a_limit_never_raises_it() {
        LearnedQuota grown = cut(60, NOON, 400, NOON + 20 * SECOND, 299);
        assertThat(grown.throttled(2_000, NOON + 30 * SECOND).perMinute())
                .as("60 a minute have grown for 30 s; 700 in ten seconds were let through")
                .isEqualTo(73);
    }

    @Test
    void a_limit_is_lifted_where_within_fifteen_seconds_three_quarters_as_many_are_throttled_as_before() {
        LearnedQuota limited = cut(60, NOON, 400, NOON + SECOND, 299);
        long shown = NOON + 15 * SECOND;
        assertThat(limited.throttled(2_000, shown).perMinute()).isZero();
        assertThat(limited.throttled(2_000, shown + 1).perMinute())
                .as("too late")
                .isPositive();
        assertThat(limited.throttled(2_004, shown).perMinute())
                .as("298 of a thousand")
                .isPositive();
    }

    @Test
    void a_limit_is_not_lifted_where_hardly_anything_is_let_through() {
        long shown = NOON + 15 * SECOND;
        assertThat(cut(60, NOON, 1_000, NOON + SECOND, 898)
                        .throttled(2_000, shown)
                        .perMinute())
                .isZero();
        assertThat(cut(60, NOON, 1_000, NOON + SECOND, 899)
                        .throttled(2_000, shown)
                        .perMinute())
                .isPositive();
    }

    @Test
    void a_limit_that_was_lifted_stays_so_for_two_minutes_whatever_is_throttled() {
        LearnedQuota lifted = cut(0, NOON, 400, NOON + 110 * SECOND, 299);
        long again = NOON + 120 * SECOND;
        assertThat(lifted.throttled(2_000, again - 1)).isEqualTo(new LearnedQuota(0, NOON, 400, again - 1, 2_000, 0));
        assertThat(lifted.throttled(2_000, again).perMinute()).isPositive();
    }

    @Test
    void a_limit_is_a_guess_where_nine_of_ten_were_throttled_and_doubles_every_ten_seconds() {
        assertThat(cut(60, NOON, 900, NOON, 0).limit(NOON + 10 * SECOND)).hasValue(120);
        assertThat(cut(60, NOON, 899, NOON, 0).limit(NOON + 10 * SECOND)).hasValue(64);
        assertThat(cut(60, NOON, 900, NOON, 0).limit(NOON + 120 * SECOND)).isPresent();
        assertThat(cut(60, NOON, 900, NOON, 0).limit(NOON + 120 * SECOND + 1)).isEmpty();
    }

    private static LedgerItem counting(int throttles) {
        return counting(throttles, NOON);
    }

    private static LedgerItem counting(int throttles, long bucket) {
        return new LedgerItem(Map.of(
                ItemAttributes.CALLS,
                1_032L,
                ItemAttributes.REQUEST_BUCKET,
                bucket,
                ItemAttributes.THROTTLES_SINCE,
                NOON,
                ItemAttributes.THROTTLES_FROM,
                1_000L,
                ItemAttributes.THROTTLES,
                (long) throttles));
    }

    private static List<Change> booked(LedgerItem item, long place, long now) {
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        LearnedQuota.book(item, place, now, guards, changes);
        assertThat(guards).hasSize(changes.isEmpty() ? 0 : 1);
        return changes;
    }

    @Test
    void a_call_without_a_number_is_counted_and_one_from_before_the_count_is_not_while_the_count_lasts() {
        Change one = new Change.Add(ItemAttributes.THROTTLES, 1);
        assertThat(booked(counting(1), 0, NOON + SECOND)).containsExactly(one);
        assertThat(booked(counting(1), 1_000, NOON + 20 * SECOND)).isEmpty();
        assertThat(booked(counting(1), 1_001, NOON + 20 * SECOND)).containsExactly(one);
        assertThat(booked(counting(1), 1_000, NOON + 20 * SECOND + 1))
                .as("a count of its own")
                .contains(new Change.Put(ItemAttributes.THROTTLES_FROM, 1_031));
    }

    @Test
    void a_limit_that_is_cut_is_used_up_at_first_and_takes_back_no_debt() {
        long now = NOON + 2 * SECOND;
        long full = now + requests(720).burstNanos();
        assertThat(booked(counting(7), 1_032, now))
                .contains(
                        new Change.Put(ItemAttributes.LEARNED_LIMIT, 720),
                        new Change.Put(ItemAttributes.LEARNED_AT, now),
                        new Change.Put(ItemAttributes.LEARNED_SHARE, 250),
                        new Change.Put(ItemAttributes.REQUEST_BUCKET, full));
        assertThat(booked(counting(7, full + SECOND), 1_032, now))
                .contains(new Change.Put(ItemAttributes.REQUEST_BUCKET, full + SECOND));
    }

    private static Bucket requests(long perMinute) {
        return Bucket.requests(
                Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, perMinute).withBurst(10));
    }

    @Test
    void a_quota_is_learned_of_a_target_whose_calls_are_numbered_and_whose_quota_nobody_has_told() {
        LedgerItem item = new LedgerItem(Map.of(
                ItemAttributes.LEARNED_LIMIT, 60L,
                ItemAttributes.LEARNED_AT, NOON,
                ItemAttributes.LEARNED_SHARE, 400L));
        Terms unknown = Terms.of(Limits.UNLIMITED).withNumbers();
        Terms requests = Terms.of(Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 600))
                .withNumbers();
        Terms tokens = Terms.of(Limits.UNLIMITED.with(LimitName.TOKENS_PER_MINUTE, 600))
                .withNumbers();

        assertThat(over(unknown, item))
                .isEqualTo(
                        Limits.UNLIMITED.with(LimitName.REQUESTS_PER_MINUTE, 60).withBurst(10));
        assertThat(over(unknown, LedgerItem.EMPTY)).isEqualTo(Limits.UNLIMITED);
        assertThat(over(Terms.of(Limits.UNLIMITED), item)).isEqualTo(Limits.UNLIMITED);
        assertThat(over(requests, item)).isEqualTo(requests.limits());
        assertThat(over(tokens, item)).isEqualTo(tokens.limits());
    }

    private static Limits over(Terms terms, LedgerItem item) {
        return LearnedQuota.over(terms, terms.limits(), item, NOON);
    }

    /// A target with this quota per minute gets three times as many calls.
    @ParameterizedTest
    @ValueSource(ints = {120, 600, 3_000})
    void under_three_times_the_quota_a_fifth_is_throttled_at_most_and_the_quota_is_used(int perMinute) {
        Random chance = new Random(1);
        double room = 0;
        double allowed = 0;
        double minutes = 0;
        int asked = 0;
        int answered = 0;
        while (minutes < 10) {
            double gap = -Math.log(1 - chance.nextDouble()) / (3.0 * perMinute);
            minutes += gap;
            now = NOON + (long) (minutes * 60 * SECOND);
            room = Math.min(perMinute / 10.0, room + gap * perMinute);
            allowed = Math.min(2, allowed + gap * limit().orElse(1_000_000));
            if (allowed >= 1) {
                allowed--;
                calls++;
                asked++;
                if (room >= 1) {
                    room--;
                    answered++;
                } else {
                    learned = learned.throttled(calls, now);
                }
            }
        }
        assertThat((double) (asked - answered) / asked).isLessThan(0.2);
        assertThat(answered / 10.0 / perMinute).isGreaterThan(0.85);
    }
}
