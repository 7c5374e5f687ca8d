package io.breakwater.quota.lengths;

import java.util.Map;
import java.util.TreeMap;

/// Answers counted by their length, and how many of them took a second run.
///
/// @param byBucket answers by the bucket of [LengthScale]
public record AnswerCounts(Map<Integer, Long> byBucket, long secondRuns) {
    public static final AnswerCounts NONE = new AnswerCounts(Map.of(), 0);

    public AnswerCounts {
        byBucket = Map.copyOf(byBucket);
    }

    /// With one answer more.
    ///
    /// @param tokens of the answer
    public AnswerCounts with(long tokens, boolean secondRun) {
        return plus(new AnswerCounts(Map.of(LengthScale.bucket(tokens), 1L), secondRun ? 1 : 0));
    }

    public AnswerCounts plus(AnswerCounts more) {
        Map<Integer, Long> sum = new TreeMap<>(byBucket);
        more.byBucket.forEach((bucket, answers) -> sum.merge(bucket, answers, Long::sum));
        return new AnswerCounts(sum, secondRuns + more.secondRuns);
    }

    public long answers() {
        return byBucket.values().stream().mapToLong(Long::longValue).sum();
    }
}
