package io.breakwater.quota.operations;

import io.breakwater.quota.item.Change;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.CalendarWindow;
import io.breakwater.quota.limits.ConcurrencyLimit;
import io.breakwater.quota.limits.HoldGenerations;
import io.breakwater.quota.limits.ItemView;
import io.breakwater.quota.limits.LedgerAmount;
import io.breakwater.quota.limits.PlanDraft;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// One renewal: it tries to write until the item holds the reservation in the current epoch. If the
/// store does not answer, the caller tries again later; a hold lasts for two epochs.
///
/// The hold moves from the previous epoch to the current one. Nothing is counted again and no limit is
/// checked, since the request was admitted when it began. A hold that was dropped meanwhile is
/// restored, even beyond a limit, since its request is running.
final class RenewOperation {
    private static final LedgerItem NEVER_TRUE = new LedgerItem(Map.of(ItemAttributes.EPOCH, -1L));

    private final ItemAccess items;
    private final Reservation reservation;
    private final RenewalMark mark;

    RenewOperation(ItemAccess items, Reservation reservation) {
        this.items = items;
        this.reservation = reservation;
        this.mark = reservation
                .mark()
                .orElseThrow(() -> new IllegalArgumentException("a reservation is renewed by its mark, and has none"));
    }

    RenewalResult run(Instant now) {
        LedgerItem item = remembered();
        for (int attempt = 1; attempt <= Ledger.MOST_TRIES; attempt++) {
            HoldGenerations generations = HoldGenerations.of(item, items.epoch(now));
            if (generations.same() && reservation.heldIn(item) == generations.current()) {
                return held(generations);
            }
            switch (items.write(reservation.key(), renewal(item, generations))) {
                case WriteResult.Applied _ -> {
                    return held(generations);
                }
                case WriteResult.Refused(LedgerItem shown)
                when shown.numbers().isEmpty() -> {
                    return new RenewalResult.Gone(reservation);
                }
                case WriteResult.Refused(LedgerItem shown) -> item = shown;
                case WriteResult.Busy(String reason) -> {
                    return new RenewalResult.Unsure(reservation, reason);
                }
                case WriteResult.Unknown(String reason) -> {
                    return new RenewalResult.Unsure(reservation.doubted(), reason);
                }
            }
        }
        return new RenewalResult.Unsure(
                reservation,
                "the ledger item %s changed under %d tries".formatted(reservation.key(), Ledger.MOST_TRIES));
    }

    /// An item that this process has not seen is not guessed: the first write is refused, and the store
    /// returns the item. So a renewal does not recreate an item that is gone.
    private LedgerItem remembered() {
        LedgerItem item = items.seen(reservation.key()).item();
        return item.has(ItemAttributes.EPOCH) ? item : NEVER_TRUE;
    }

    private ConditionalWrite renewal(LedgerItem item, HoldGenerations generations) {
        PlanDraft draft = new PlanDraft(ItemView.current(item), 0, Set.of(), 0);
        boolean kept = generations.keeps(reservation.heldIn(item));
        draft.guard(mark.unchanged(item));
        draft.change(new Change.Put(mark.attribute(), generations.current()));
        generations.open(draft);
        new ConcurrencyLimit(0).renew(draft, generations, kept);
        LedgerAmount amount = reservation.amount();
        CalendarWindow.day(0).renew(draft, generations, reservation.day(), amount.dayTokens(), kept);
        CalendarWindow.month(0).renew(draft, generations, reservation.month(), amount.nanoUsd(), kept);
        return draft.written();
    }

    private RenewalResult held(HoldGenerations generations) {
        return new RenewalResult.Held(reservation.renewedIn(generations.current()));
    }
}
