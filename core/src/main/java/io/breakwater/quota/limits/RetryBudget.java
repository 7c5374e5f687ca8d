package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import java.util.List;

/// What a target may still fail of the retries that are put to it, by all copies of the gateway together: a tenth of
/// its
/// calls and one in five seconds, of which at most twenty pile up. A retry that is answered costs nothing; where
/// retries
/// fail as well, they stop, so that they never become most of what a target gets ("Addressing cascading failures",
/// Google
/// SRE book; Finagle's `RetryBudget`; that an answer gives back what a retry took is AWS's `StandardRetryStrategy`).
///
/// It is a leaky bucket like [Bucket], whose clock is the number of the target's calls and two for each second: one
/// attribute, which only the settlement of a retry that failed writes. Copies that see an old number of calls take less
/// than there is, and are told so by the store.
public final class RetryBudget {
    private static final long CALLS_PER_RETRY = 10;
    private static final long NANOS_PER_CALL = 500_000_000L;
    private static final long MOST = 20 * CALLS_PER_RETRY;

    /// Lets a retry pass as long as not too many have failed.
    public static void check(PlanDraft draft) {
        long latest = clock(draft.item().orZero(ItemAttributes.CALLS), draft.now()) + MOST;
        long excess = draft.item().orZero(ItemAttributes.RETRIES) - latest;
        if (excess > 0) {
            draft.refuse(LimitName.REQUESTS_PER_MINUTE, excess * NANOS_PER_CALL, Shortfall.OF_RETRIES);
        }
        draft.guard(new Guard.AbsentOrBelow(ItemAttributes.RETRIES, latest + 1));
    }

    /// Books a retry that has failed. Beyond what may pile up nothing is booked: many were under way when the first of
    /// them ended, and what they have shown is shown.
    ///
    /// @param retries for how many it counts
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
