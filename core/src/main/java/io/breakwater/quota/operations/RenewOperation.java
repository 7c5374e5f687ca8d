package io.breakwater.quota.operations;

import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.HoldGenerations;
import java.time.Instant;
import java.util.Map;

/// One renewal: it tries to write until the item holds the reservation in the current epoch. A caller who is not
/// answered tries again later; what is held lasts for two epochs.
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
            RenewalPlanner plan = plan(item, now);
            if (plan.done()) {
                return held(plan);
            }
            switch (write(plan)) {
                case WriteResult.Applied _ -> {
                    return held(plan);
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

    /// Of an item that this process has not seen nothing is guessed: the first write is refused, and shows
    /// it. So an item that is gone does not come back by a renewal.
    private LedgerItem remembered() {
        LedgerItem item = items.seen(reservation.key());
        return item.has(ItemAttributes.EPOCH) ? item : NEVER_TRUE;
    }

    private RenewalPlanner plan(LedgerItem item, Instant now) {
        return new RenewalPlanner(reservation, mark, item, HoldGenerations.of(item, items.epoch(now)));
    }

    private WriteResult write(RenewalPlanner plan) {
        return items.write(reservation.key(), plan.write());
    }

    private RenewalResult held(RenewalPlanner plan) {
        return new RenewalResult.Held(reservation.renewedIn(plan.generations().current()));
    }
}
