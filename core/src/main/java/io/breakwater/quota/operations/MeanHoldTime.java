package io.breakwater.quota.operations;

/// How long a key's requests hold what they have reserved: the smoothed mean, with a gain of 1/8 as TCP smooths
/// round-trip times (RFC 6298).
///
/// @param nanos the mean
record MeanHoldTime(long nanos) {
    /// Nothing has ended yet: a few seconds, as an answer of some hundred tokens takes.
    static final MeanHoldTime UNKNOWN = new MeanHoldTime(5_000_000_000L);

    private static final int GAIN = 8;

    /// Clocks differ: no request took less than no time.
    MeanHoldTime {
        nanos = Math.max(0, nanos);
    }

    MeanHoldTime seen(MeanHoldTime next) {
        return new MeanHoldTime(nanos + (next.nanos - nanos) / GAIN);
    }
}
