package io.breakwater.quota.operations;

/// A naive leaky bucket in nanoseconds, to judge the ledger by: a level that drains with time and is never below 0.
public final class LeakyBucket {
    private final long perMinute;
    private long level;
    private long last;

    public LeakyBucket(long perMinute, long now) {
        this.perMinute = perMinute;
        this.last = now;
    }

    public void drain(long now) {
        level = Math.max(0, level - (now - last));
        last = now;
    }

    public long ticks(long cost) {
        return perMinute == 0 ? 0 : Math.ceilDiv(cost * 60_000_000_000L, perMinute);
    }

    public void fill(long nanos) {
        level += nanos;
    }

    void giveBack(long nanos) {
        level = Math.max(0, level - nanos);
    }

    public long level() {
        return level;
    }

    boolean fits(long cost, long capacityNanos) {
        return perMinute == 0 || level + ticks(cost) <= capacityNanos;
    }
}
