package io.breakwater.quota.outage;

import java.time.Duration;
import java.time.Instant;

/// Whether a process's store answers. After three reservations in a row without an answer it counts as down: then one
/// caller a second finds out whether it is back, and nobody else waits for it.
final class StoreWatch {
    private static final int SILENT_UNTIL_DOWN = 3;
    private static final Duration BETWEEN_PROBES = Duration.ofSeconds(1);

    private int silent;
    private Instant nextProbe = Instant.MIN;

    /// Whether the caller may ask the store: always while it is up, and else if it is the one to probe.
    public synchronized boolean mayAsk(Instant now) {
        if (up()) {
            return true;
        }
        boolean probe = !now.isBefore(nextProbe);
        if (probe) {
            nextProbe = now.plus(BETWEEN_PROBES);
        }
        return probe;
    }

    public synchronized boolean up() {
        return silent < SILENT_UNTIL_DOWN;
    }

    /// The store has answered.
    public synchronized void answered() {
        silent = 0;
    }

    /// The store has not answered a reservation.
    public synchronized void silent(Instant now) {
        silent = Math.min(SILENT_UNTIL_DOWN, silent + 1);
        nextProbe = now.plus(BETWEEN_PROBES);
    }
}
