package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import java.util.List;

/// The throttles in a row of a target, counted by all copies together. A quota that is used up lets some
/// calls through while it fills again, and so do throttles by chance. A target that throttles all of its
/// calls although its ledger sees room is called seldom until it lets one through.
///
/// The numbers of the calls tell what is in a row: a throttle comes soon, so a call that began before it
/// and was not throttled was let through, however long its answer takes. The row weighs one for each
/// throttle, less eight for each call that was let through. At a weight of 23, as for overload, the target
/// rests for a second, and if its next calls are throttled as well, each time for twice as long, at most
/// 32 s. No copy calls it meanwhile, whichever of its quotas are known.
///
/// Throttles that take long are still under way when the next calls begin. So the calls up to a mark are
/// weighed by themselves once the mark is two seconds old: all of their throttles have come by then. They
/// too are a rest at 23, and only they end the row, when nothing is left of it.
///
/// So many in a row are hardly chance: of a target that throttles seven calls in ten at random, three
/// rows in ten thousand (0.7 to the power of 23).
///
/// @param throttles how many calls of the row were throttled
/// @param from the number of the last call before the row
/// @param mark the number of the last call that is weighed next; 0 for none
/// @param afterMark how many of the throttles were of later calls
/// @param markedAt when the mark was set, or the last rest began, in nanoseconds since 1970
/// @param rests how many rests there were since a call was let through
/// @param restUntil when the last rest ends, in nanoseconds since 1970
public record ThrottleRow(
        long throttles, long from, long mark, long afterMark, long markedAt, long rests, long restUntil) {
    private static final long SECOND = LedgerTime.MINUTE_NANOS / 60;
    private static final int ENOUGH = 23;
    private static final int OF_A_CALL = 8;
    private static final int MOST_DOUBLINGS = 5;

    /// What a throttle may take, with TLS and another Region: until then a call that was let through cannot
    /// be told from one whose throttle is under way.
    private static final long ALLOWANCE = 2 * SECOND;

    /// The row as far as it is believed now: the clock of the copy that has written it may be ahead.
    static ThrottleRow of(LedgerItem item, long now) {
        long markedAt = item.orZero(ItemAttributes.ROW_MARKED_AT);
        return new ThrottleRow(
                item.orZero(ItemAttributes.ROW_THROTTLES),
                item.orZero(ItemAttributes.ROW_FROM),
                item.orZero(ItemAttributes.ROW_MARK),
                item.orZero(ItemAttributes.ROW_AFTER_MARK),
                markedAt - now > ALLOWANCE ? now - ALLOWANCE - 1 : markedAt,
                item.orZero(ItemAttributes.RESTS),
                restUntil(item, now));
    }

    /// Until when the target rests, in nanoseconds since 1970; at most now if it does not. An end that is
    /// farther away than such a rest is long was written by a clock that is ahead, or that was set back.
    public static long restUntil(LedgerItem item, long now) {
        long until = item.orZero(ItemAttributes.REST_UNTIL);
        long longest = rest(Math.max(1, item.orZero(ItemAttributes.RESTS))) + ALLOWANCE;
        return until - now > longest ? now : until;
    }

    /// How long the last of so many rests in a row is.
    private static long rest(long rests) {
        return SECOND << Math.min(rests - 1, MOST_DOUBLINGS);
    }

    /// Refuses a call during a rest. An end that is not believed is replaced by now, as it would be
    /// believed once the time has come near it.
    public static void check(PlanDraft draft) {
        long wait = restUntil(draft.item(), draft.now()) - draft.now();
        draft.guard(
                wait == 0
                        ? Guard.unchanged(draft.item(), ItemAttributes.REST_UNTIL)
                        : new Guard.AbsentOrBelow(ItemAttributes.REST_UNTIL, draft.now() + 1));
        if (wait > 0) {
            draft.refuse(LimitName.REQUESTS_PER_MINUTE, wait);
        } else if (draft.item().orZero(ItemAttributes.REST_UNTIL) > draft.now()) {
            draft.change(new Change.Put(ItemAttributes.REST_UNTIL, draft.now()));
        }
    }

    /// Books a throttle. Those of calls that began before the end of a rest do not lengthen the next one.
    ///
    /// @param place the number of the throttled call, or 0
    /// @param begun when it began, in nanoseconds since 1970
    public static void book(
            LedgerItem item, long place, long begun, long now, List<Guard> guards, List<Change> changes) {
        ThrottleRow before = of(item, now);
        if (begun < before.restUntil) {
            before.goesOnWith(place, guards, changes);
            return;
        }
        if (before.isBefore(place) && now - before.markedAt <= ALLOWANCE) {
            return;
        }
        long calls = Math.max(place, item.orZero(ItemAttributes.CALLS));
        ThrottleRow after = before.throttled(place > 0 ? place : calls, calls, now);
        guards.add(Guard.unchanged(item, ItemAttributes.ROW_MARKED_AT));
        if (after.restUntil != before.restUntil || after.from != before.from) {
            after.put(changes);
            return;
        }
        changes.add(new Change.Add(ItemAttributes.ROW_THROTTLES, 1));
        if (after.mark != before.mark) {
            after.putMark(changes);
        } else if (after.afterMark > before.afterMark) {
            changes.add(new Change.Add(ItemAttributes.ROW_AFTER_MARK, 1));
        }
    }

    /// The row that led to the rest is that of the calls up to this one.
    private void goesOnWith(long place, List<Guard> guards, List<Change> changes) {
        if (place - ENOUGH > from) {
            guards.add(new Guard.AbsentOrBelow(ItemAttributes.ROW_FROM, place - ENOUGH));
            changes.add(new Change.Put(ItemAttributes.ROW_FROM, place - ENOUGH));
        }
    }

    private void put(List<Change> changes) {
        changes.add(new Change.Put(ItemAttributes.ROW_THROTTLES, throttles));
        changes.add(new Change.Put(ItemAttributes.ROW_FROM, from));
        changes.add(new Change.Put(ItemAttributes.RESTS, rests));
        changes.add(new Change.Put(ItemAttributes.REST_UNTIL, restUntil));
        putMark(changes);
    }

    private void putMark(List<Change> changes) {
        changes.add(new Change.Put(ItemAttributes.ROW_MARK, mark));
        changes.add(new Change.Put(ItemAttributes.ROW_AFTER_MARK, afterMark));
        changes.add(new Change.Put(ItemAttributes.ROW_MARKED_AT, markedAt));
    }

    private ThrottleRow throttled(long place, long calls, long now) {
        if (markedAt == 0 || isBefore(place)) {
            return begunWith(place, now);
        }
        ThrottleRow longer = new ThrottleRow(
                throttles + 1, from, mark, afterMark + (place > mark ? 1 : 0), markedAt, rests, restUntil);
        if (longer.weight(calls, longer.throttles) >= ENOUGH) {
            return rested(calls, longer.letThrough(calls, longer.throttles), now);
        }
        return mark > 0 && now - markedAt < ALLOWANCE ? longer : longer.weighed(place, calls, now);
    }

    /// The row after its calls up to the mark were weighed.
    private ThrottleRow weighed(long place, long calls, long now) {
        long older = throttles - afterMark;
        long weight = weight(mark, older);
        if (mark > 0 && weight >= ENOUGH) {
            return rested(calls, letThrough(mark, older), now);
        }
        return mark > 0 && weight <= 0
                ? begunWith(place, now)
                : new ThrottleRow(throttles, from, place, 0, now, rests, restUntil);
    }

    private ThrottleRow begunWith(long place, long now) {
        return new ThrottleRow(1, place - 1, place, 0, now, 0, restUntil);
    }

    /// A row that was long enough for a rest goes on as if it had just become so.
    private ThrottleRow rested(long calls, long letThrough, long now) {
        long inARow = letThrough == 0 ? rests + 1 : 1;
        return new ThrottleRow(ENOUGH, calls - ENOUGH, 0, 0, now, inARow, now + rest(inARow));
    }

    /// Whether a call began before the row, or has its number from an item that was replaced.
    private boolean isBefore(long place) {
        return place > 0 && place <= from;
    }

    private long weight(long calls, long throttled) {
        return throttled - OF_A_CALL * letThrough(calls, throttled);
    }

    private long letThrough(long calls, long throttled) {
        return Math.max(0, calls - from - throttled);
    }
}
