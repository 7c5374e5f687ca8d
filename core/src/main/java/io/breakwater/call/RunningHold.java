package io.breakwater.call;

import io.breakwater.quota.operations.LedgerOperations;
import io.breakwater.quota.operations.RenewalMark;
import io.breakwater.quota.operations.RenewalResult;
import io.breakwater.quota.operations.Reservation;
import java.time.Duration;
import java.util.function.BiConsumer;

/// A reservation whose request is running. A heartbeat renews it in each epoch. Once it has ended,
/// ready to be settled, nothing renews it any more.
final class RunningHold {
    /// How often a hold checks whether its epoch has ended; an epoch is long enough for four tries.
    static final Duration PERIOD = Duration.ofSeconds(30);

    private final LedgerOperations ledger;
    private final Gateway.Parts parts;
    private final BiConsumer<Reservation, String> trouble;
    private final Heartbeat.Beating beating;
    private volatile Reservation reservation;

    /// @param trouble is told of each renewal that failed, and why; the next beat tries again
    RunningHold(
            LedgerOperations ledger,
            Reservation reservation,
            Gateway.Parts parts,
            BiConsumer<Reservation, String> trouble) {
        this.ledger = ledger;
        this.reservation = reservation;
        this.parts = parts;
        this.trouble = trouble;
        this.beating = parts.heartbeat().every(PERIOD, this::beat);
    }

    Reservation reservation() {
        return reservation;
    }

    /// The reservation as its settlement needs it.
    Reservation end() {
        beating.close();
        return reservation;
    }

    private void beat() {
        if (!ledger.due(reservation, parts.clock().instant())) {
            return;
        }
        Reservation marked = reservation.marked(() -> RenewalMark.drawn(parts.random()));
        RenewalResult renewed = ledger.renew(marked, parts.clock().instant());
        reservation = renewed.reservation();
        if (renewed instanceof RenewalResult.Unsure(var unsure, String reason)) {
            trouble.accept(unsure, reason);
        }
    }
}
