package io.breakwater.quota.limits;

import io.breakwater.model.LimitName;
import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.Guard;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;

/// The limit on requests in flight; they are counted even without a limit. A leaked hold is dropped
/// with its generation.
///
/// @param limit the limit, 0 for none
public record ConcurrencyLimit(long limit) {
    public void reserve(PlanDraft draft, HoldGenerations generations) {
        if (generations.first() || generations.stale()) {
            draft.change(new Change.Put(ItemAttributes.IN_FLIGHT, 1));
        } else {
            addOne(draft, generations);
        }
        generations.hold(draft, 'c', 1);
    }

    /// Renews a hold without checking the limit, since the request was admitted when it began.
    ///
    /// @param kept whether the previous generation still holds it
    public void renew(PlanDraft draft, HoldGenerations generations, boolean kept) {
        if (generations.first() || generations.stale()) {
            draft.change(new Change.Put(ItemAttributes.IN_FLIGHT, 1));
        } else {
            long more = 1 - generations.leaked(draft.item(), 'c') - (kept ? 1 : 0);
            draft.change(new Change.Add(ItemAttributes.IN_FLIGHT, more));
        }
        generations.renew(draft, 'c', 1, kept);
    }

    private void addOne(PlanDraft draft, HoldGenerations generations) {
        LedgerItem item = draft.item();
        long leaked = generations.leaked(item, 'c');
        if (limit > 0) {
            long running = item.orZero(ItemAttributes.IN_FLIGHT) - leaked;
            if (running < limit || !draft.overlook(LimitName.CONCURRENCY)) {
                bound(draft, running, leaked);
            }
        }
        draft.change(new Change.Add(ItemAttributes.IN_FLIGHT, 1 - leaked));
    }

    private void bound(PlanDraft draft, long running, long leaked) {
        if (running >= limit) {
            draft.refuseUntilGivenBack(LimitName.CONCURRENCY, new Shortfall(1, limit - running, running));
        }
        draft.guard(new Guard.AtMost(ItemAttributes.IN_FLIGHT, limit - 1 + leaked));
    }
}
