package io.breakwater.simulated.bedrock.quota;

/// A per-minute quota that refills continuously: full at `perMinute`, empty to full in 60 seconds.
///
/// The level is kept in 60,000ths of a token, because one millisecond refills exactly `perMinute` of them; so the
/// arithmetic is exact in integers. A level below zero is debt, to be refilled before anything is admitted.
record TokenBucket(long perMinute, long level, long asOfMillis) {

    private static final long SCALE = 60_000;

    static TokenBucket full(long perMinute, long nowMillis) {
        return new TokenBucket(perMinute, perMinute * SCALE, nowMillis);
    }

    /// The bucket at a later time; a clock that went back does not change it.
    TokenBucket at(long nowMillis) {
        if (nowMillis <= asOfMillis) {
            return this;
        }
        long refilled = level + (nowMillis - asOfMillis) * perMinute;
        return new TokenBucket(perMinute, Math.min(refilled, perMinute * SCALE), nowMillis);
    }

    boolean has(long tokens) {
        return level >= tokens * SCALE;
    }

    /// The bucket with tokens taken out (or, for a negative number, put back up to full).
    TokenBucket less(long tokens) {
        return new TokenBucket(perMinute, Math.min(level - tokens * SCALE, perMinute * SCALE), asOfMillis);
    }

    /// Whole tokens left, rounded down; negative in debt.
    long tokensLeft() {
        return Math.floorDiv(level, SCALE);
    }
}
