package io.breakwater.quota.lengths;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// An item's counts of the answers of one tenant and model, for the newest UTC day written and the day
/// before. All copies of the gateway share it: each adds its own counts and gets back the sum.
///
/// An error in it only makes a bound longer or shorter than it might be, so additions are not guarded
/// as the ledger's are. The item stays below the kilobyte that one write unit pays for.
public record LengthItem(LedgerItem item) {
    /// The newest UTC day that has counts.
    static final String DAY = "lW";
    /// What the names of the buckets begin with, on even and on odd days.
    private static final String LETTERS = "ef";
    /// How many days an item may be ahead of a clock. The clocks of copies differ by less; without this
    /// bound, a clock that is days ahead would keep old counts from fading until that day.
    private static final long MOST_AHEAD = 1;

    /// Stands in place of a bucket, for answers that took a second run.
    private static final String SECOND_RUNS = "r";

    public static final LengthItem EMPTY = new LengthItem(LedgerItem.EMPTY);

    /// The counts of a UTC day; none if it is not one of the two.
    AnswerCounts of(long day) {
        long newest = item.number(DAY).orElse(Long.MIN_VALUE);
        if (day > newest || day < newest - 1) {
            return AnswerCounts.NONE;
        }
        Map<Integer, Long> byBucket = new TreeMap<>();
        for (int bucket = 0; bucket < AnswerCounts.BUCKETS; bucket++) {
            if (item.has(attribute(day, bucket))) {
                byBucket.put(bucket, item.orZero(attribute(day, bucket)));
            }
        }
        return new AnswerCounts(byBucket, item.orZero(letter(day) + SECOND_RUNS));
    }

    /// The day on which an answer is counted now: never before the newest day in the item, unless a
    /// clock that was days ahead has written that.
    long dayOf(Instant now) {
        long today = LedgerTime.day(LedgerTime.nanos(now));
        long newest = item.number(DAY).orElse(Long.MIN_VALUE);
        return newest > today + MOST_AHEAD ? today : Math.max(today, newest);
    }

    /// Adds to this item. If the stored item has another newest day, the store refuses the write and
    /// returns the item.
    public ConditionalWrite plus(AnswerCounts more, Instant now) {
        long day = dayOf(now);
        if (!item.has(DAY)) {
            return begin(new Guard.Absent(DAY), day, List.of(), more);
        }
        long newest = item.orZero(DAY);
        if (newest > day) {
            return movedBack(newest, day, more);
        }
        if (newest == day) {
            return new ConditionalWrite(List.of(new Guard.Equal(DAY, day)), added(day, more));
        }
        List<Change> gone = new ArrayList<>(removed(day));
        if (newest < day - 1) {
            gone.addAll(removed(newest));
        }
        return begin(new Guard.Equal(DAY, newest), day, gone, more);
    }

    /// Moves counts of a day that has not come yet to today.
    private ConditionalWrite movedBack(long newest, long day, AnswerCounts more) {
        Set<Change> gone = new LinkedHashSet<>(removed(newest));
        gone.addAll(removed(day));
        return begin(
                new Guard.Equal(DAY, newest), day, List.copyOf(gone), of(newest).plus(more));
    }

    private ConditionalWrite begin(Guard guard, long day, List<Change> gone, AnswerCounts more) {
        List<Change> changes = new ArrayList<>(gone);
        changes.add(new Change.Put(DAY, day));
        List<Change> added = added(day, more);
        changes.removeIf(
                change -> added.stream().anyMatch(add -> add.attribute().equals(change.attribute())));
        added.forEach(add -> changes.add(new Change.Put(add.attribute(), ((Change.Add) add).amount())));
        return new ConditionalWrite(List.of(guard), changes);
    }

    private static List<Change> added(long day, AnswerCounts more) {
        List<Change> changes = new ArrayList<>();
        more.byBucket().forEach((bucket, answers) -> changes.add(new Change.Add(attribute(day, bucket), answers)));
        if (more.secondRuns() > 0) {
            changes.add(new Change.Add(letter(day) + SECOND_RUNS, more.secondRuns()));
        }
        return changes;
    }

    /// Removes the counts of another day with the same parity.
    private List<Change> removed(long day) {
        return item.numbers().keySet().stream()
                .filter(attribute -> attribute.startsWith(letter(day)))
                .sorted()
                .<Change>map(Change.Remove::new)
                .toList();
    }

    private static String attribute(long day, int bucket) {
        return letter(day) + bucket;
    }

    private static String letter(long day) {
        return String.valueOf(LETTERS.charAt(Math.floorMod(day, 2)));
    }
}
