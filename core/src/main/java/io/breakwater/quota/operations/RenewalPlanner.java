package io.breakwater.quota.operations;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.limits.CalendarWindow;
import io.breakwater.quota.limits.ConcurrencyLimit;
import io.breakwater.quota.limits.HoldGenerations;
import io.breakwater.quota.limits.ItemView;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.PlanDraft;
import java.util.Set;

/// The arithmetic of a renewal: what the epoch before holds of a reservation goes over into the current one.
/// Nothing is counted anew, and no limit is asked: it was admitted when it began. What has dropped out
/// meanwhile is held again, even beyond a limit, since its request is running.
record RenewalPlanner(Reservation reservation, RenewalMark mark, LedgerItem item, HoldGenerations generations) {

    /// Whether the current epoch holds it already.
    boolean done() {
        return generations.same() && reservation.heldIn(item) == generations.current();
    }

    ConditionalWrite write() {
        PlanDraft draft = new PlanDraft(ItemView.current(item), 0, Set.of(), 0);
        boolean kept = kept();
        draft.guard(mark.unchanged(item));
        draft.change(new Change.Put(mark.attribute(), generations.current()));
        generations.open(draft);
        new ConcurrencyLimit(0).renew(draft, generations, kept);
        LedgerAmount amount = reservation.amount();
        CalendarWindow.day(0)
                .renew(draft, generations, new CalendarWindow.Renewal(reservation.day(), amount.dayTokens(), kept));
        CalendarWindow.month(0)
                .renew(draft, generations, new CalendarWindow.Renewal(reservation.month(), amount.nanoUsd(), kept));
        return draft.written();
    }

    private boolean kept() {
        return generations.keeps(reservation.heldIn(item));
    }
}
