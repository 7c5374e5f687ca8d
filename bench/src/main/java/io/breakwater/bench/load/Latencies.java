package io.breakwater.bench.load;

import java.time.Duration;
import java.util.Arrays;

/// Measured times, sorted.
public final class Latencies {
    private final long[] sortedNanos;

    private Latencies(long[] sortedNanos) {
        this.sortedNanos = sortedNanos;
    }

    /// @param nanos in any order; copied
    public static Latencies ofNanos(long... nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    public int count() {
        return sortedNanos.length;
    }

    /// The smallest measured time that this percentage of all times does not exceed (nearest rank);
    /// zero if there are none.
    ///
    /// @param percent above 0, up to 100
    public Duration percentile(int percent) {
        if (percent <= 0 || percent > 100) {
            throw new IllegalArgumentException("a percentile is above 0 and up to 100, got " + percent);
        }
        int rank = Math.ceilDiv(percent * sortedNanos.length, 100);
        return rank == 0 ? Duration.ZERO : Duration.ofNanos(sortedNanos[rank - 1]);
    }
}
