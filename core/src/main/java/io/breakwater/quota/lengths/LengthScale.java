package io.breakwater.quota.lengths;

import java.util.stream.IntStream;

/// Lengths of answers on a logarithmic scale: four buckets to a doubling, from 16 tokens to
/// 131,072. What is longer is in the last one.
final class LengthScale {
    static final int BUCKETS = 53;

    private static final int SHORTEST = 16;
    private static final double TO_A_DOUBLING = 4;
    private static final long[] EDGES = IntStream.range(0, BUCKETS)
            .mapToLong(bucket -> (long) Math.ceil(SHORTEST * Math.pow(2, bucket / TO_A_DOUBLING)))
            .toArray();

    /// The bucket of a length in tokens.
    static int bucket(long tokens) {
        int bucket = 0;
        while (bucket < BUCKETS - 1 && EDGES[bucket] < tokens) {
            bucket++;
        }
        return bucket;
    }

    /// The longest answer of a bucket, in tokens: at most 19 % more than its shortest.
    static long longest(int bucket) {
        return EDGES[bucket];
    }

    private LengthScale() {}
}
