package io.breakwater.quota.lengths;

import java.util.Map;
import java.util.TreeMap;

/// Answers counted by their length, and how many of them took a second run. Lengths are on a logarithmic scale: four
/// buckets to a doubling, from 16 tokens to 131,072. Longer answers are in the last bucket.
///
/// @param byBucket answers by the bucket of that scale
public record AnswerCounts(Map<Integer, Long> byBucket, long secondRuns) {
    static final int BUCKETS = 53;

    private static final int SHORTEST = 16;
    private static final double TO_A_DOUBLING = 4;

    public static final AnswerCounts NONE = new AnswerCounts(Map.of(), 0);

    public AnswerCounts {
        byBucket = Map.copyOf(byBucket);
    }

    /// The bucket of a length in tokens.
    static int bucket(long tokens) {
        int bucket = 0;
        while (bucket < BUCKETS - 1 && longest(bucket) < tokens) {
            bucket++;
        }
        return bucket;
    }

    /// The longest answer of a bucket, in tokens: at most 19 % more than its shortest.
    static long longest(int bucket) {
        return (long) Math.ceil(SHORTEST * Math.pow(2, bucket / TO_A_DOUBLING));
    }

    /// The counts with one more answer.
    ///
    /// @param tokens the length of the answer
    public AnswerCounts with(long tokens, boolean secondRun) {
        return plus(new AnswerCounts(Map.of(bucket(tokens), 1L), secondRun ? 1 : 0));
    }

    public AnswerCounts plus(AnswerCounts more) {
        Map<Integer, Long> sum = new TreeMap<>(byBucket);
        more.byBucket.forEach((bucket, answers) -> sum.merge(bucket, answers, Long::sum));
        return new AnswerCounts(sum, secondRuns + more.secondRuns);
    }
}
