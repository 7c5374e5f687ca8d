package io.breakwater.fleet;

import java.time.Duration;

/// One quota of Bedrock by its own arithmetic: a minute's worth, which comes back evenly.
final class QuotaPool {
    private static final double MINUTE = 60e9;

    private final double perMinute;
    private double used;
    private long lastNanos;

    /// @param perMinute 0 for no such quota
    QuotaPool(long perMinute) {
        this.perMinute = perMinute;
    }

    /// Takes it where it fits into the part of the quota that is left.
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

    /// What it came to after all: less or more than was taken.
    void correct(long more) {
        used = Math.max(0, used + more);
    }

    private void leak(double part, Duration now) {
        long nanos = now.toNanos();
        used = Math.max(0, used - (nanos - lastNanos) / MINUTE * perMinute * part);
        lastNanos = nanos;
    }
}
