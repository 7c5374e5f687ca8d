package io.breakwater.quota.operations;

import io.breakwater.model.Terms;
import io.breakwater.quota.item.ConditionalWrite;
import io.breakwater.quota.item.ItemAttributes;
import io.breakwater.quota.item.LedgerItem;
import io.breakwater.quota.item.LedgerTime;
import io.breakwater.quota.item.WriteResult;
import io.breakwater.quota.limits.LedgerAmount;
import java.time.Instant;

/// One settlement of a reservation. It is tried again only where the store says that nothing was written.
final class SettleOperation {
    private final ItemAccess items;
    private final Reservation reservation;

    SettleOperation(ItemAccess items, Reservation reservation) {
        this.items = items;
        this.reservation = reservation;
    }

    SettlementResult run(LedgerAmount actual, Instant now) {
        LedgerItem item = remembered();
        for (int attempt = 1; attempt <= Ledger.MOST_TRIES; attempt++) {
            ConditionalWrite write = SettlementPlanner.plan(reservation, actual, item, LedgerTime.nanos(now));
            if (write.changes().isEmpty()) {
                return new SettlementResult.Expired();
            }
            switch (items.store().write(reservation.key(), write)) {
                case WriteResult.Applied(LedgerItem after) -> {
                    items.remember(reservation.key(), after);
                    items.held(
                            reservation.key(),
                            LedgerTime.nanos(now) - reservation.hold().begunNanos());
                    return new SettlementResult.Booked(items.status(after, Terms.of(reservation.limits()), now));
                }
                case WriteResult.Refused(LedgerItem gone)
                when gone.numbers().isEmpty() -> {
                    return new SettlementResult.Expired();
                }
                case WriteResult.Refused(LedgerItem shown) -> item = shown;
                case WriteResult.Busy(String reason) -> {
                    return new SettlementResult.LeftToHeal(reason);
                }
                case WriteResult.Unknown(String reason) -> {
                    return new SettlementResult.LeftToHeal(reason);
                }
            }
        }
        return new SettlementResult.LeftToHeal(
                "the ledger item " + reservation.key() + " changed under " + Ledger.MOST_TRIES + " tries");
    }

    /// The remembered item; empty if it is older than the reservation, whose hold would look as if it
    /// had been dropped.
    private LedgerItem remembered() {
        LedgerItem item = items.seen(reservation.key()).item();
        return item.orZero(ItemAttributes.EPOCH) < reservation.epoch() ? LedgerItem.EMPTY : item;
    }
}
