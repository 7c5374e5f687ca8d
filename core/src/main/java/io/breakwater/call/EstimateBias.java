package io.breakwater.call;

/// How real token counts compare with estimates: their smoothed ratio and its smoothed mean deviation, in parts per
/// thousand, as TCP estimates round-trip times (RFC 6298: gains of 1/8 and 1/4).
///
/// @param samples how many counts it was learned from
record EstimateBias(int samples, long ratio, long deviation) {
    private static final long ONE = 1_000;

    /// Fewer samples say nothing yet.
    private static final int ENOUGH = 8;

    /// Bounds the ratio, so that one odd body cannot make all of a tenant's later estimates far too
    /// large or near zero.
    private static final long LEAST = 500;

    private static final long MOST = 3_000;

    static final EstimateBias UNKNOWN = new EstimateBias(0, ONE, 0);

    EstimateBias seen(long estimated, long real) {
        long sample = Math.clamp(Math.multiplyExact(real, ONE) / estimated, LEAST, MOST);
        if (samples == 0) {
            return new EstimateBias(1, sample, sample / 2);
        }
        long off = Math.abs(sample - ratio);
        return new EstimateBias(
                Math.min(samples + 1, ENOUGH), ratio + (sample - ratio) / 8, deviation + (off - deviation) / 4);
    }

    /// `estimate x (ratio + 2 x deviation)`, rounded up: too many tokens are better than too few.
    long corrected(long estimate) {
        if (samples < ENOUGH) {
            return estimate;
        }
        long factor = Math.clamp(ratio + 2 * deviation, LEAST, MOST);
        return Math.ceilDiv(Math.multiplyExact(estimate, factor), ONE);
    }
}
