package io.breakwater.quota;

import java.time.Instant;
import java.util.Map;

/// One renewal on its way into an item: try after try, until the item holds the reservation in the current
/// epoch. Who is not answered tries again later: what holds has two epochs' time.
final class Renewing {
    private static final Image NEVER_TRUE = new Image(Map.of(Attributes.EPOCH, -1L));

    private final LedgerStore store;
    private final LedgerMemory memory;
    private final Epochs epochs;
    private final Reservation reservation;
    private final HoldMark mark;

    Renewing(LedgerStore store, LedgerMemory memory, Epochs epochs, Reservation reservation) {
        this.store = store;
        this.memory = memory;
        this.epochs = epochs;
        this.reservation = reservation;
        this.mark = reservation
                .mark()
                .orElseThrow(() -> new IllegalArgumentException("a reservation is renewed by its mark, and has none"));
    }

    Renewed run(Instant now) {
        Image image = remembered();
        for (int attempt = 1; attempt <= Reserving.MOST_TRIES; attempt++) {
            RenewalPlanner plan = plan(image, now);
            if (plan.done()) {
                return held(plan);
            }
            switch (write(plan)) {
                case WriteResult.Applied _ -> {
                    return held(plan);
                }
                case WriteResult.Refused(Image shown)
                when shown.numbers().isEmpty() -> {
                    return new Renewed.Gone(reservation);
                }
                case WriteResult.Refused(Image shown) -> image = shown;
                case WriteResult.Busy(String reason) -> {
                    return new Renewed.Unsure(reservation, reason);
                }
                case WriteResult.Unknown(String reason) -> {
                    return new Renewed.Unsure(reservation.doubted(), reason);
                }
            }
        }
        return new Renewed.Unsure(
                reservation,
                "the ledger item %s changed under %d tries".formatted(reservation.key(), Reserving.MOST_TRIES));
    }

    /// Of an item that this process has not seen nothing is guessed: the first write is refused, and shows
    /// it. So an item that is gone does not come back by a renewal.
    private Image remembered() {
        Image image = memory.of(reservation.key()).image();
        return image.has(Attributes.EPOCH) ? image : NEVER_TRUE;
    }

    private RenewalPlanner plan(Image image, Instant now) {
        return new RenewalPlanner(reservation, mark, image, Generations.of(image, epochs.epoch(Clocks.nanos(now))));
    }

    private WriteResult write(RenewalPlanner plan) {
        WriteResult result = store.write(reservation.key(), plan.write());
        memory.remember(reservation.key(), result);
        return result;
    }

    private Renewed held(RenewalPlanner plan) {
        return new Renewed.Held(reservation.renewedIn(plan.generations().current()));
    }
}
