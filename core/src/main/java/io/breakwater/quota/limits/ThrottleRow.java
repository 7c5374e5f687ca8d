package io.breakwater.quota.limits;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import java.util.List;

/// The throttles in a row of a target of known quota, counted by all copies together. A quota that is
/// used up lets some calls through while it fills again, and so do throttles by chance. A target that
/// throttles all of its calls although its ledger sees room is called seldom until it lets one through.
///
/// The numbers of the calls tell what is in a row: a throttle comes at once, so a call that began before
/// it and was not throttled was let through, however long its answer takes. The row weighs one for each
/// throttle, less eight for each call that was let through, and begins anew when nothing is left of it.
/// At a weight of 23, as for overload, the target rests for a second, and if its next calls are
/// throttled as well, each time for twice as long, at most 32 s. No copy calls it meanwhile.
///
/// So many in a row are hardly chance: of a target that throttles seven calls in ten at random, three
/// rows in ten thousand (0.7 to the power of 23).
///
/// @param throttles how many calls of the row were throttled
/// @param from the number of the last call before the row
/// @param since when its first throttle came, or when the last rest began, in nanoseconds since 1970
/// @param rests how many rests there were since a call was let through
public record ThrottleRow(long throttles, long from, long since, long rests) {
    private static final long SECOND = LedgerTime.MINUTE_NANOS / 60;
    private static final int ENOUGH = 23;
    private static final int OF_A_CALL = 8;
    private static final int MOST_DOUBLINGS = 5;

    /// In the first second of a row, calls that were let through cannot be told from those whose
    /// throttles are under way.
    private static final long SOONEST = SECOND;

    static ThrottleRow of(LedgerItem item) {
        return new ThrottleRow(
                item.orZero(ItemAttributes.THROTTLES),
                item.orZero(ItemAttributes.THROTTLES_FROM),
                item.orZero(ItemAttributes.THROTTLES_SINCE),
                item.orZero(ItemAttributes.RESTS));
    }

    /// Until when the target rests, in nanoseconds since 1970; in the past if it does not.
    public static long restUntil(LedgerItem item) {
        return of(item).restUntil();
    }

    /// Books a throttle. Those that come while the target rests are of calls that began before.
    ///
    /// @param place the number of the throttled call, or 0
    public static void book(LedgerItem item, long place, long now, List<Guard> guards, List<Change> changes) {
        ThrottleRow before = of(item);
        boolean underWay = before.isBefore(place) && now - before.since <= SOONEST;
        if (before.restUntil() > now || underWay) {
            return;
        }
        ThrottleRow after = before.throttled(place, Math.max(place, item.orZero(ItemAttributes.CALLS)), now);
        guards.add(Guard.unchanged(item, ItemAttributes.THROTTLES_SINCE));
        if (after.since == before.since) {
            changes.add(new Change.Add(ItemAttributes.THROTTLES, 1));
            return;
        }
        changes.add(new Change.Put(ItemAttributes.THROTTLES_SINCE, after.since));
        changes.add(new Change.Put(ItemAttributes.THROTTLES_FROM, after.from));
        changes.add(new Change.Put(ItemAttributes.THROTTLES, after.throttles));
        changes.add(new Change.Put(ItemAttributes.RESTS, after.rests));
    }

    private long restUntil() {
        return rests == 0 ? 0 : since + (SECOND << Math.min(rests - 1, MOST_DOUBLINGS));
    }

    /// A row that was long enough for a rest goes on as if it had just become so: calls that were under
    /// way did not make it longer.
    private ThrottleRow throttled(long place, long calls, long now) {
        ThrottleRow longer = new ThrottleRow(throttles + 1, from, since, rests);
        long weight = longer.weight(calls);
        if (since == 0 || isBefore(place) || (weight <= 0 && now - since > SOONEST)) {
            return new ThrottleRow(1, (place > 0 ? place : calls) - 1, now, 0);
        }
        if (weight < ENOUGH) {
            return longer;
        }
        return new ThrottleRow(ENOUGH, calls - ENOUGH, now, longer.letThrough(calls) == 0 ? rests + 1 : 1);
    }

    /// Whether a call began before the row, or has its number from an item that was replaced.
    private boolean isBefore(long place) {
        return place > 0 && place <= from;
    }

    private long weight(long calls) {
        return throttles - OF_A_CALL * letThrough(calls);
    }

    private long letThrough(long calls) {
        return Math.max(0, calls - from - throttles);
    }
}
