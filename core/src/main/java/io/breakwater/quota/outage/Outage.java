package io.breakwater.quota.outage;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What a process knows about an outage of its ledgers' store, and what it may do meanwhile. All
/// ledgers on one store share it. After three reservations in a row without an answer the store counts
/// as down: then one caller a second probes it, and no other waits for it.
public final class Outage {
    private static final int SILENT_UNTIL_DOWN = 3;
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);

    private final Optional<LocalAllowance> allowance;
    private int silent;
    private Instant nextProbe = Instant.MIN;

    private Outage(Optional<LocalAllowance> allowance) {
        this.allowance = allowance;
    }

    /// Without the store nothing is admitted.
    public static Outage closed() {
        return new Outage(Optional.empty());
    }

    public static Outage with(LocalAllowance allowance) {
        return new Outage(Optional.of(allowance));
    }

    /// The allowance that the process may admit by itself; without one it admits nothing.
    Optional<LocalAllowance> allowance() {
        return allowance;
    }

    /// Whether the caller may ask the store: always while the store is up, else only if this caller is
    /// the one to probe it.
    synchronized boolean mayAsk(Instant now) {
        if (isUp()) {
            return true;
        }
        boolean probe = !now.isBefore(nextProbe);
        if (probe) {
            nextProbe = now.plus(BETWEEN_PROBES);
        }
        return probe;
    }

    synchronized boolean isUp() {
        return silent < SILENT_UNTIL_DOWN;
    }

    /// Records that the store has answered.
    synchronized void answered() {
        silent = 0;
    }

    /// Records that the store has not answered a reservation.
    synchronized void silent(Instant now) {
        silent = Math.min(SILENT_UNTIL_DOWN, silent + 1);
        nextProbe = now.plus(BETWEEN_PROBES);
    }
}
