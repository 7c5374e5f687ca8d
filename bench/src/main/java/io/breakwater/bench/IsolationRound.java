package io.breakwater.bench;

import io.breakwater.bench.load.StreamSample;

/// The same load of the others twice, one after the other: alone, and beside a tenant far over its limit.
///
/// @param noisy the results of that tenant's own calls
record IsolationRound(StreamSample alone, StreamSample beside, StreamSample noisy) {
    private static final int TAIL = 99;

    /// By how many percentage points the others' success falls.
    public double fall() {
        return 100 * (success(alone) - success(beside));
    }

    /// The ratio of the 99th percentiles of the time to the first piece, beside to alone.
    public double ratioP99() {
        return p99Millis(beside) / p99Millis(alone);
    }

    public double ratioP50() {
        return (double) beside.firstPiece().percentile(50).toNanos()
                / alone.firstPiece().percentile(50).toNanos();
    }

    static double success(StreamSample sample) {
        return (double) sample.complete() / sample.opened();
    }

    static double p99Millis(StreamSample sample) {
        return sample.firstPiece().percentile(TAIL).toNanos() / 1e6;
    }
}
