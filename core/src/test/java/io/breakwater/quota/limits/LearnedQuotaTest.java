package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.quota.item.Change;
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

/// What is learned of a quota that nobody has told, from throttles alone.
final class LearnedQuotaTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long NOON = 1_795_000_000L * SECOND;

    private LearnedQuota learned = LearnedQuota.of(LedgerItem.EMPTY);
    private long calls = 1_000;
    private long now = NOON;

    /// So many calls a second, of which each so manieth is throttled.
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
    void it_grows_to_twice_in_a_hundred_seconds_and_is_forgotten_after_ten_minutes() {
        traffic(3, 10, 2);
        long cut = learned.perMinute();
        now = learned.since() + 100 * SECOND;
        assertThat(limit()).hasValue(2 * cut);
        now += 500 * SECOND;
        assertThat(limit()).hasValue(7 * cut);
        now += SECOND;
        assertThat(limit()).isEmpty();
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

    /// A target with a quota of so many a minute under three times as much.
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
