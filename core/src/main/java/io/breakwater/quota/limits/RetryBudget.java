package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import java.util.List;

/// How many retries may fail at a target, counted over all copies of the gateway: a tenth of its calls
/// and one in five seconds, with at most twenty saved up. A retry that is answered costs nothing. If
/// retries keep failing they stop, so that they never become most of a target's load ("Addressing
/// cascading failures", Google SRE book; Finagle's `RetryBudget`; that an answer gives back what a
/// retry took is AWS's `StandardRetryStrategy`).
///
/// It is a leaky bucket like [Bucket], but its clock is the number of the target's calls plus two for
/// each second. It takes one attribute, which only the settlement of a failed retry writes. A copy that
/// remembers an old number of calls sees less room than there is, until the store returns the current
/// item.
public final class RetryBudget {
    private static final long CALLS_PER_RETRY = 10;
    private static final long NANOS_PER_CALL = 500_000_000L;
    private static final long MOST = 20 * CALLS_PER_RETRY;

    /// Refuses a retry if too many have failed.
    public static void check(PlanDraft draft) {
        long latest = clock(draft.item().orZero(ItemAttributes.CALLS), draft.now()) + MOST;
        long excess = draft.item().orZero(ItemAttributes.RETRIES) - latest;
        if (excess > 0) {
            draft.refuse(LimitName.REQUESTS_PER_MINUTE, excess * NANOS_PER_CALL, Shortfall.OF_RETRIES);
        }
        draft.guard(new Guard.AbsentOrBelow(ItemAttributes.RETRIES, latest + 1));
    }

    /// Books a failed retry. Nothing is booked beyond the most that may be saved up: many retries were
    /// under way when the first one failed, and further failures among them tell nothing new.
    ///
    /// @param retries how many retries it counts as
    /// @param place its number among the target's calls, or 0
    public static void charge(
            LedgerItem item, long place, long now, int retries, List<Guard> guards, List<Change> changes) {
        long clock = clock(Math.max(place, item.orZero(ItemAttributes.CALLS)), now);
        long cost = retries * CALLS_PER_RETRY;
        if (item.orZero(ItemAttributes.RETRIES) < clock) {
            guards.add(new Guard.AbsentOrBelow(ItemAttributes.RETRIES, clock));
            changes.add(new Change.Put(ItemAttributes.RETRIES, clock + cost));
        } else if (item.orZero(ItemAttributes.RETRIES) <= clock + MOST) {
            guards.add(new Guard.Between(ItemAttributes.RETRIES, clock, clock + MOST));
            changes.add(new Change.Add(ItemAttributes.RETRIES, cost));
        }
    }

    private static long clock(long calls, long now) {
        return calls + now / NANOS_PER_CALL;
    }

    private RetryBudget() {}
}
