package io.breakwater.call;

import io.breakwater.quota.operations.RenewalMark;
import io.breakwater.quota.operations.RenewalResult;
import io.breakwater.quota.operations.Reservation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;

/// A reservation while its request runs. A heartbeat renews it in each epoch; once it is ended, to be
/// settled, nothing renews it any more.
final class RunningHold {
    /// How often it is looked whether the epoch has moved on: an epoch leaves time for four tries.
    static final Duration PERIOD = Duration.ofSeconds(30);

    private final RenewingLedger ledger;
    private final With with;
    private final Heartbeat.Beating beating;
    private volatile Reservation reservation;

    /// What holds are renewed with.
    ///
    /// @param trouble is told of each renewal that failed, and why; the next beat tries again
    record With(
            Heartbeat heartbeat,
            InstantSource clock,
            RandomGenerator random,
            BiConsumer<Reservation, String> trouble) {}

    RunningHold(RenewingLedger ledger, Reservation reservation, With with) {
        this.ledger = ledger;
        this.reservation = reservation;
        this.with = with;
        this.beating = with.heartbeat().every(PERIOD, this::beat);
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
        if (!ledger.due(reservation, with.clock().instant())) {
            return;
        }
        Reservation marked = reservation.marked(() -> RenewalMark.drawn(with.random()));
        RenewalResult renewed = ledger.renew(marked, with.clock().instant());
        reservation = renewed.reservation();
        if (renewed instanceof RenewalResult.Unsure(var unsure, String reason)) {
            with.trouble().accept(unsure, reason);
        }
    }
}
