package io.breakwater.fleet;

import java.time.Duration;

/// One quota of Bedrock by its own arithmetic: a minute's amount, which comes back evenly.
final class QuotaPool {
    private static final double MINUTE = 60e9;

    private final double perMinute;
    private double used;
    private long lastNanos;

    /// @param perMinute 0 for no such quota
    QuotaPool(long perMinute) {
        this.perMinute = perMinute;
    }

    /// Takes an amount if it fits into this part of the quota.
    boolean take(long amount, double part, Duration now) {
        if (perMinute == 0) {
            return true;
        }
        leak(part, now);
        if (used + amount > perMinute * part) {
            return false;
        }
        used += amount;
        return true;
    }

    /// Corrects the amount taken to the actual one.
    void correct(long more) {
        used = Math.max(0, used + more);
    }

    private void leak(double part, Duration now) {
        long nanos = now.toNanos();
        used = Math.max(0, used - (nanos - lastNanos) / MINUTE * perMinute * part);
        lastNanos = nanos;
    }
}
