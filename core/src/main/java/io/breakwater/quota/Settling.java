package io.breakwater.quota;

import io.breakwater.model.Terms;
import java.time.Instant;

/// One settlement on its way into an item. It is tried again only where the store says that nothing was written.
final class Settling {
    private final LedgerStore store;
    private final LedgerMemory memory;
    private final Epochs epochs;
    private final Reservation reservation;

    Settling(LedgerStore store, LedgerMemory memory, Epochs epochs, Reservation reservation) {
        this.store = store;
        this.memory = memory;
        this.epochs = epochs;
        this.reservation = reservation;
    }

    Settled run(Demand actual, Instant now) {
        Image image = remembered();
        for (int attempt = 1; attempt <= Reserving.MOST_TRIES; attempt++) {
            ConditionalWrite write = SettlementPlanner.plan(reservation, actual, image, Clocks.nanos(now));
            if (write.changes().isEmpty()) {
                return new Settled.Lapsed();
            }
            switch (store.write(reservation.key(), write)) {
                case WriteResult.Applied(Image after) -> {
                    memory.remember(reservation.key(), after);
                    memory.held(reservation.key(), Clocks.nanos(now) - reservation.begunNanos());
                    return new Settled.Booked(Standing.of(after, Terms.of(reservation.limits()), now, epochs));
                }
                case WriteResult.Refused(Image gone)
                when gone.numbers().isEmpty() -> {
                    return new Settled.Lapsed();
                }
                case WriteResult.Refused(Image shown) -> image = shown;
                case WriteResult.Busy(String reason) -> {
                    return new Settled.LeftToHeal(reason);
                }
                case WriteResult.Unknown(String reason) -> {
                    return new Settled.LeftToHeal(reason);
                }
            }
        }
        return new Settled.LeftToHeal(
                "the ledger item " + reservation.key() + " changed under " + Reserving.MOST_TRIES + " tries");
    }

    /// Nothing where it is older than the reservation: what that holds looks as if it had dropped out of it.
    private Image remembered() {
        Image image = memory.of(reservation.key()).image();
        return image.orZero(Attributes.EPOCH) < reservation.epoch() ? Image.EMPTY : image;
    }
}
