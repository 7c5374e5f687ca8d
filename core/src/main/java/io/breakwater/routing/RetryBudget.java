package io.breakwater.routing;

import java.time.Duration;
import java.time.Instant;

/// A bucket of retries shared by all requests of a process, so that retries stay a share of the traffic when
/// everything fails (Finagle's `RetryBudget`; "Addressing cascading failures", Google SRE book).
///
/// Each request deposits a tenth of a retry, each retry withdraws one; a floor of one per second lets a quiet
/// gateway retry at all; at most 200 pile up. Amounts are in tenths, so the arithmetic is exact.
public final class RetryBudget {
    private static final long TENTHS_PER_RETRY = 10;
    private static final long MOST_TENTHS = 200 * TENTHS_PER_RETRY;
    /// The floor: one retry, ten tenths, per second.
    private static final long MILLIS_PER_TENTH = 100;

    private long tenths = MOST_TENTHS / 10;
    private Instant refilled;

    public RetryBudget(Instant now) {
        this.refilled = now;
    }

    /// A request has begun.
    public synchronized void deposit(Instant now) {
        refill(now);
        tenths = Math.min(MOST_TENTHS, tenths + 1);
    }

    /// Takes this many retries if they are there.
    public synchronized boolean withdraw(int retries, Instant now) {
        refill(now);
        long cost = retries * TENTHS_PER_RETRY;
        if (tenths < cost) {
            return false;
        }
        tenths -= cost;
        return true;
    }

    private void refill(Instant now) {
        long steps = Duration.between(refilled, now).toMillis() / MILLIS_PER_TENTH;
        if (steps > 0) {
            tenths = Math.min(MOST_TENTHS, tenths + steps);
            refilled = refilled.plusMillis(steps * MILLIS_PER_TENTH);
        }
    }
}
