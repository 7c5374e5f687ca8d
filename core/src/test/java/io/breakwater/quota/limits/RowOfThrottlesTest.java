package io.breakwater.quota.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.ReferenceStore;
import io.breakwater.quota.item.WriteResult;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What one more throttle makes of a row.
class RowOfThrottlesTest {
    private static final String KEY = "P#a/us-east-1/sonnet";
    private static final long SECOND = LedgerTime.MINUTE_NANOS / 60;
    private static final long NOW = 1_000_000 * SECOND;

    private final ReferenceStore store = new ReferenceStore();

    private static ThrottleRow row(long throttles, long from, long mark, long afterMark, long markedAt) {
        return new ThrottleRow(throttles, from, mark, afterMark, markedAt, 0, 0);
    }

    /// The row after a throttle of the call of this number, 0 for none.
    ///
    /// @param calls how many calls the target has had
    private ThrottleRow throttled(ThrottleRow before, long calls, long place) {
        return throttled(before, calls, place, NOW);
    }

    private ThrottleRow throttled(ThrottleRow before, long calls, long place, long begun) {
        written(List.of(), items(before, calls));
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        ThrottleRow.book(store.read(KEY), place, begun, NOW, guards, changes);
        if (!changes.isEmpty()) {
            written(guards, changes);
        }
        return ThrottleRow.of(store.read(KEY), NOW);
    }

    private void written(List<Guard> guards, List<Change> changes) {
        assertThat(store.write(KEY, new ConditionalWrite(guards, changes))).isInstanceOf(WriteResult.Applied.class);
    }

    private static List<Change> items(ThrottleRow row, long calls) {
        return List.of(
                new Change.Put(ItemAttributes.CALLS, calls),
                new Change.Put(ItemAttributes.ROW_THROTTLES, row.throttles()),
                new Change.Put(ItemAttributes.ROW_FROM, row.from()),
                new Change.Put(ItemAttributes.ROW_MARK, row.mark()),
                new Change.Put(ItemAttributes.ROW_AFTER_MARK, row.afterMark()),
                new Change.Put(ItemAttributes.ROW_MARKED_AT, row.markedAt()),
                new Change.Put(ItemAttributes.RESTS, row.rests()),
                new Change.Put(ItemAttributes.REST_UNTIL, row.restUntil()));
    }

    @Test
    void the_calls_up_to_a_mark_are_weighed_two_seconds_after_it_was_set_and_no_earlier() {
        ThrottleRow young = row(5, 10, 12, 2, NOW - 2 * SECOND + 1);
        assertThat(throttled(young, 20, 17)).isEqualTo(row(6, 10, 12, 3, NOW - 2 * SECOND + 1));
        ThrottleRow old = row(5, 10, 12, 2, NOW - 2 * SECOND);
        assertThat(throttled(old, 20, 17)).isEqualTo(row(6, 10, 17, 0, NOW));
    }

    @Test
    void twenty_three_throttles_up_to_the_mark_are_a_rest_though_later_calls_seem_to_be_let_through() {
        ThrottleRow enough = row(23, 100, 123, 0, NOW - 2 * SECOND);
        assertThat(throttled(enough, 140, 134)).isEqualTo(new ThrottleRow(23, 140 - 23, 0, 0, NOW, 1, NOW + SECOND));
        ThrottleRow oneLess = row(22, 100, 122, 0, NOW - 2 * SECOND);
        assertThat(throttled(oneLess, 140, 134)).isEqualTo(row(23, 100, 134, 0, NOW));
    }

    @Test
    void a_row_begins_anew_once_one_call_in_nine_up_to_the_mark_was_let_through() {
        assertThat(throttled(row(8, 100, 109, 0, NOW - 2 * SECOND), 120, 115)).isEqualTo(row(1, 114, 115, 0, NOW));
        assertThat(throttled(row(9, 100, 110, 0, NOW - 2 * SECOND), 120, 115)).isEqualTo(row(10, 100, 115, 0, NOW));
    }

    /// Another copy's clock may be two seconds ahead.
    @Test
    void the_end_of_a_rest_is_believed_as_far_as_such_a_rest_and_a_clock_that_is_a_little_ahead_can_make_it() {
        long farthest = NOW + 3 * SECOND;
        assertThat(read(new ThrottleRow(23, 100, 0, 0, NOW, 1, farthest)).restUntil())
                .isEqualTo(farthest);
        assertThat(read(new ThrottleRow(23, 100, 0, 0, NOW, 1, farthest + 1)).restUntil())
                .isEqualTo(NOW);
    }

    @Test
    void a_mark_of_a_clock_that_is_farther_ahead_is_old_enough_to_be_weighed() {
        long ahead = NOW + 2 * SECOND;
        assertThat(read(row(5, 100, 110, 0, ahead)).markedAt()).isEqualTo(ahead);
        assertThat(read(row(5, 100, 110, 0, ahead + 1)).markedAt()).isEqualTo(NOW - 2 * SECOND - 1);
    }

    private ThrottleRow read(ThrottleRow stored) {
        written(List.of(), items(stored, 120));
        return ThrottleRow.of(store.read(KEY), NOW);
    }

    @Test
    void after_a_rest_the_next_throttle_sets_a_mark_at_once() {
        ThrottleRow rested = new ThrottleRow(23, 77, 0, 0, NOW - SECOND, 1, NOW);
        assertThat(throttled(rested, 102, 102)).isEqualTo(new ThrottleRow(24, 77, 102, 0, NOW, 1, NOW));
    }

    @Test
    void a_throttle_of_an_earlier_call_is_late_for_two_seconds_and_then_of_an_item_that_was_replaced() {
        ThrottleRow young = row(1, 4, 5, 0, NOW - 2 * SECOND);
        assertThat(throttled(young, 5, 4)).isEqualTo(young);
        ThrottleRow old = row(1, 4, 5, 0, NOW - 2 * SECOND - 1);
        assertThat(throttled(old, 5, 4)).isEqualTo(row(1, 3, 4, 0, NOW));
    }

    @Test
    void a_throttle_of_a_call_without_a_number_counts_as_that_of_the_latest_call() {
        ThrottleRow one = throttled(row(0, 0, 0, 0, 0), 60, 0);
        assertThat(one).isEqualTo(row(1, 59, 60, 0, NOW));
        assertThat(throttled(one, 60, 0)).isEqualTo(row(2, 59, 60, 0, NOW));
    }

    @Test
    void of_calls_that_began_before_a_rest_only_those_that_lengthen_its_row_change_anything() {
        ThrottleRow resting = new ThrottleRow(23, 100, 0, 0, NOW - SECOND, 1, NOW + SECOND);
        assertThat(throttled(resting, 130, 110)).isEqualTo(resting);
        assertThat(throttled(resting, 130, 130).from()).isEqualTo(107);
        List<Guard> guards = new ArrayList<>();
        ThrottleRow.book(store.read(KEY), 130, NOW, NOW, guards, new ArrayList<>());
        assertThat(guards).as("the row has begun there by now").isEmpty();
    }

    @Test
    void a_late_throttle_never_moves_a_row_back_that_another_copy_has_moved_on() {
        written(List.of(), items(new ThrottleRow(23, 100, 0, 0, NOW - SECOND, 1, NOW + SECOND), 130));
        List<Guard> guards = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        ThrottleRow.book(store.read(KEY), 130, NOW, NOW, guards, changes);
        written(List.of(), List.of(new Change.Put(ItemAttributes.ROW_FROM, 120)));
        assertThat(store.write(KEY, new ConditionalWrite(guards, changes))).isInstanceOf(WriteResult.Refused.class);
    }
}
